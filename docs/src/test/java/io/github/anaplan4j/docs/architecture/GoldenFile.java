package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A text of this repository that is made from the code, and is changed on purpose or not at all. */
final class GoldenFile {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final Path file;

    GoldenFile(Path file) {
        this.file = file;
    }

    /** {@return what the file says; nothing if there is no file} */
    String text() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /**
     * Fails if the file says anything else; writes it instead if the system property {@code golden.update} is set.
     *
     * @param expected what it should say
     */
    void shouldSay(String expected) throws IOException {
        String difference = difference(text(), expected);
        if (UPDATE) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, expected);
        }
        assertThat(text().equals(expected))
                .withFailMessage(() -> """
                        docs/%s and the code say different things:
                        %s
                        If the code is right, rewrite the file and commit it:
                          mvn -q -pl docs -am test -Dtest=%s \\
                              -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true
                        """.formatted(file, difference.indent(2).stripTrailing(), caller()))
                .isTrue();
    }

    /** Lines that were or are, under the line of their type. */
    static String difference(String before, String now) {
        List<Map.Entry<String, String>> old = placed(before);
        List<Map.Entry<String, String>> here = placed(now);
        List<String> lines = new ArrayList<>();
        String told = "";
        for (Map.Entry<String, String> line : Stream.concat(old.stream(), here.stream())
                .distinct()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            boolean was = old.contains(line);
            boolean is = here.contains(line);
            if (was && is) {
                continue;
            }
            if (!line.getKey().equals(told) && !line.getKey().equals(line.getValue())) {
                lines.add("  " + line.getKey());
            }
            told = line.getKey();
            lines.add((was ? "- " : "+ ") + line.getValue());
        }
        return String.join("\n", lines);
    }

    /** Each line with that of its type. */
    private static List<Map.Entry<String, String>> placed(String text) {
        List<Map.Entry<String, String>> placed = new ArrayList<>();
        String type = "";
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            type = line.startsWith(" ") ? type : line;
            placed.add(Map.entry(type, line));
        }
        return placed;
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("Test") || name.endsWith("IT"))
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .findFirst()
                        .orElseThrow());
    }
}
