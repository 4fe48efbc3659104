package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.benchmarks.Section.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Measures what the library costs, beside what is possible and beside others. */
public final class Benchmarks {
    private static final List<Section> ALL = List.of(
            new Detection(),
            new Warming(),
            new Congestion(),
            new Scale(),
            new StatusCall(),
            new TransferSpeed(),
            new Weight());

    private Benchmarks() {}

    /**
     * Measures, and prints the tables as Markdown.
     *
     * @param arguments first {@code brief}, to see that all works, or the folder {@code docs}, to put the tables into
     *     its page and the plots beside it; then the names of the benchmarks, if not all are wanted
     * @throws Exception if something cannot be measured
     */
    public static void main(String... arguments) throws Exception {
        String target = arguments.length == 0 ? "brief" : arguments[0];
        boolean isBrief = target.equals("brief");
        Path folder = isBrief ? Files.createTempDirectory("benchmarks") : Path.of(target);
        for (Section section : named(List.of(arguments))) {
            String tables = section.measure(isBrief ? Effort.BRIEF : Effort.FULL, folder);
            System.out.println(tables);
            if (!isBrief) {
                new Page(folder.resolve("performance.md")).replace(section.name(), tables);
            }
        }
    }

    private static List<Section> named(List<String> arguments) {
        if (arguments.size() < 2) {
            return ALL;
        }
        List<String> names = arguments.subList(1, arguments.size());
        List<Section> named =
                ALL.stream().filter(section -> names.contains(section.name())).toList();
        if (named.size() != names.size()) {
            throw new IllegalArgumentException("Expected names among "
                    + ALL.stream().map(Section::name).collect(Collectors.joining(", ")) + ", but got "
                    + String.join(", ", names));
        }
        return named;
    }
}
