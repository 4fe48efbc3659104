package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code architecture.md} shows is what {@link LayerRules} allow and {@link RoomsTest} sees. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("architecture.md");
    private static final Pattern GENERATED =
            Pattern.compile("(?<=<!-- generated -->\n).*?(?=\n<!-- end of generated -->)", Pattern.DOTALL);
    private static final Pattern WAY = Pattern.compile("```mermaid\nflowchart LR\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STEP =
            Pattern.compile("  (\\w)(?:\\[\"([^<\"]*)<br/>[^\"]*\"])? (-->|-\\.->) (\\w)\\[\"([^<\"]*)<br/>[^\"]*\"]");
    private static final String USES = "-->";

    /** Interfaces on the way, which no frame is in. */
    private static final Set<String> PORTS = Set.of("internal.port", "spi");

    @Test
    void thePictureAndTheTableAreThoseOfTheRules() throws IOException {
        String page = Files.readString(PAGE);
        String generated = picture(LayerRules.MAY_USE) + "\n" + table(LayerRules.MAY_USE);

        assertThat(GENERATED.matcher(page).results()).hasSize(1);
        new GoldenFile(PAGE)
                .shouldSay(GENERATED.matcher(page).replaceFirst(Matcher.quoteReplacement("\n" + generated)));
    }

    @Test
    void theWaysAreThoseThatRequestsGo() throws IOException {
        assertThat(ways().map(way -> way.stream()
                        .map(Step::room)
                        .filter(room -> !PORTS.contains(room))
                        .toList()))
                .containsExactly(
                        RoomsTest.Trip.POLL.rooms(), RoomsTest.Trip.START.rooms(), RoomsTest.Trip.CHUNK.rooms());
    }

    @Test
    void theWaysKeepTheRules() throws IOException {
        assertThat(ways())
                .isNotEmpty()
                .allSatisfy(
                        way -> assertThat(forbidden(way, LayerRules.MAY_USE)).isEmpty());
    }

    @Test
    void aWayThatBreaksARuleIsFound() {
        Map<String, List<String>> mayUse = Map.of("a", List.of("port"), "b", List.of("port"), "port", List.of());
        List<Step> right = way("""
                  x["a<br/>One"] --> y["port<br/>Two"]
                  y -.-> z["b<br/>Three"]
                """);
        List<Step> wrong = way("""
                  x["a<br/>One"] --> y["b<br/>Two"]
                  y -.-> z["port<br/>Three"]
                  z --> w["a<br/>Four"]
                """);

        assertThat(forbidden(right, mayUse)).isEmpty();
        assertThat(forbidden(wrong, mayUse)).containsExactly("a --> b", "b -.-> port", "port --> a");
    }

    @Test
    void thePictureLeavesOutWhatFollows() {
        Map<String, List<String>> mayUse =
                Map.of("a", List.of("b", "c", "lib.."), "b", List.of("c"), "c", List.of(), "testkit", List.of("c"));

        assertThat(picture(mayUse)).isEqualTo("""
                ```mermaid
                flowchart TD
                  subgraph anaplan-core
                    p_a["a"]
                    p_b["b"]
                    p_c["c"]
                  end
                  subgraph anaplan-testkit
                    p_testkit["testkit"]
                  end
                  p_a --> p_b
                  p_b --> p_c
                  p_testkit --> p_c
                ```
                """);
    }

    /** The packages by module; an arrow that follows from others is left out. */
    private static String picture(Map<String, List<String>> mayUse) {
        StringBuilder picture = new StringBuilder("```mermaid\nflowchart TD\n");
        mayUse.keySet().stream()
                .sorted()
                .collect(Collectors.groupingBy(ArchitecturePageTest::module, TreeMap::new, Collectors.toList()))
                .forEach((module, layers) -> {
                    picture.append("  subgraph ").append(module).append('\n');
                    layers.forEach(layer -> picture.append("    ")
                            .append(id(layer))
                            .append("[\"")
                            .append(shown(layer))
                            .append("\"]\n"));
                    picture.append("  end\n");
                });
        new TreeMap<>(mayUse)
                .forEach((layer, allowed) -> ours(allowed)
                        .filter(used -> ours(allowed)
                                .noneMatch(between -> reached(between, mayUse, new TreeSet<>())
                                        .contains(used)))
                        .forEach(used -> picture.append("  ")
                                .append(id(layer))
                                .append(" --> ")
                                .append(id(used))
                                .append('\n')));
        return picture.append("```\n").toString();
    }

    private static Set<String> reached(String from, Map<String, List<String>> mayUse, Set<String> reached) {
        ours(mayUse.get(from)).filter(reached::add).forEach(next -> reached(next, mayUse, reached));
        return reached;
    }

    private static String table(Map<String, List<String>> mayUse) throws IOException {
        Set<String> exported = ExportedModule.all().stream()
                .flatMap(module -> module.packages().stream())
                .collect(Collectors.toSet());
        String rows = new TreeMap<>(mayUse)
                .entrySet().stream()
                        .map(row -> "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                        shown(row.getKey()),
                                        exported.contains(LayerRules.packageOf(LayerRules.ROOT, row.getKey()))
                                                ? "yes"
                                                : "",
                                        code(ours(row.getValue()).map(ArchitecturePageTest::shown)),
                                        code(row.getValue().stream()
                                                .filter(ArchitecturePageTest::isLibrary)
                                                .sorted())))
                        .map(row -> row.replaceAll(" +\\|", " |"))
                        .collect(Collectors.joining());
        return "| package | exported | may use | and of others |\n|---|---|---|---|\n" + rows + "\nAll may use "
                + code(LayerRules.EVERYBODY_MAY_USE.stream()) + ".\n";
    }

    private static String module(String layer) {
        return Stream.of("docs", "testkit", "transport.feign", "transport.httpclient")
                .filter(root -> layer.equals(root) || layer.startsWith(root + "."))
                .map(root -> root.equals("docs") ? root : "anaplan-" + root.replace('.', '-'))
                .findFirst()
                .orElse("anaplan-core");
    }

    private static Stream<String> ours(Collection<String> layersAndLibraries) {
        return new TreeSet<>(layersAndLibraries).stream().filter(name -> !isLibrary(name));
    }

    private static boolean isLibrary(String layerOrLibrary) {
        return layerOrLibrary.endsWith("..");
    }

    private static String id(String layer) {
        return "p_" + layer.replace('.', '_');
    }

    private static String shown(String layer) {
        return layer.isEmpty() ? LayerRules.ROOT : layer;
    }

    private static String code(Stream<String> names) {
        return names.map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    /** One room on a way, and how it is come to: as something used, or as what implements an interface. */
    private record Step(String arrow, String room) {}

    private static Stream<List<Step>> ways() throws IOException {
        return WAY.matcher(Files.readString(PAGE)).results().map(found -> way(found.group(1)));
    }

    /** A line for each arrow, which begins where the line before ended. */
    private static List<Step> way(String lines) {
        List<Step> way = new ArrayList<>();
        String at = null;
        for (String line : lines.lines().toList()) {
            Matcher step = STEP.matcher(line);
            assertThat(step.matches()).as(line).isTrue();
            if (way.isEmpty()) {
                way.add(new Step("", room(step.group(2))));
            } else {
                assertThat(step.group(1)).as(line).isEqualTo(at);
            }
            way.add(new Step(step.group(3), room(step.group(5))));
            at = step.group(4);
        }
        return way;
    }

    private static String room(String shown) {
        return shown.equals(LayerRules.ROOT) ? "" : shown;
    }

    /**
     * {@return the arrows that are not allowed}
     *
     * <p>What is used must be allowed to be used, and who implements an interface must be allowed to use it.
     */
    private static List<String> forbidden(List<Step> way, Map<String, List<String>> mayUse) {
        return Stream.iterate(1, index -> index < way.size(), index -> index + 1)
                .filter(index -> {
                    String one = way.get(index - 1).room();
                    String other = way.get(index).room();
                    return way.get(index).arrow().equals(USES)
                            ? !mayUse.getOrDefault(one, List.of()).contains(other)
                            : !mayUse.getOrDefault(other, List.of()).contains(one);
                })
                .map(index -> way.get(index - 1).room() + " " + way.get(index).arrow() + " "
                        + way.get(index).room())
                .toList();
    }
}
