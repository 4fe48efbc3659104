package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the published modules bring along, by the bills of materials that {@code mvn package} makes of them. */
class DependenciesIT {
    private static final String OURS = "io.github.anaplan4j";
    private static final Set<String> MODULES =
            Set.of("anaplan-core", "anaplan-testkit", "anaplan-transport-feign", "anaplan-transport-httpclient");
    // They ask of whoever links to them for no more than that the licence stays with the code.
    private static final Set<String> PERMITTED = Set.of("Apache-2.0", "MIT");
    // JUnit's, which whoever tests with it has anyway.
    private static final String OF_JUNIT = "EPL-2.0";

    private record Library(String group, String name, String version, List<String> licences, int hashes) {
        String row() {
            return "| %s:%s | %s | %s |"
                    .formatted(group, name, group.equals(OURS) ? "the same" : version, String.join(" or ", licences));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"anaplan-core", "anaplan-testkit", "anaplan-transport-feign", "anaplan-transport-httpclient"})
    void eachLibraryIsReleasedAndMayBeUsed(String module) {
        assertThat(libraries(module)).isNotEmpty().allSatisfy(library -> {
            assertThat(library.hashes()).isPositive();
            assertThat(library.group().equals(OURS) || !library.version().endsWith("-SNAPSHOT"))
                    .isTrue();
            assertThat(library.licences()).isNotEmpty();
            assertThat(library.licences().stream().filter(licence -> !PERMITTED.contains(licence)))
                    .allMatch(licence ->
                            licence.equals(OF_JUNIT) && library.group().startsWith("org.junit."));
        });
    }

    @Test
    void thePageListsThem() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Dependencies

                What each published module brings along at run time, as its bill of materials (CycloneDX, attached
                as JSON with the classifier `cyclonedx`) says; what the testkit has optionally is in it as well. Made by
                the build, and held by `DependenciesIT`: released versions alone, each with a licence that asks for
                nothing but to stay with the code, but for JUnit's own, and no class in two jars.
                """);
        for (String module : MODULES.stream().sorted().toList()) {
            page.append("\n## ").append(module).append("\n\n| library | version | licence |\n|---|---|---|\n");
            libraries(module).forEach(library -> page.append(library.row()).append('\n'));
        }
        new GoldenFile(Path.of("dependencies.md")).shouldSay(page.toString());
    }

    private static List<Library> libraries(String module) {
        Path bom = Path.of("..", module, "target", "bom.json");
        assertThat(bom).as("made by: mvn package -DskipTests").exists();
        List<Library> libraries = new ArrayList<>();
        for (JsonNode component : JsonMapper.shared().readTree(bom).path("components")) {
            libraries.add(new Library(
                    component.path("group").asString(),
                    component.path("name").asString(),
                    component.path("version").asString(),
                    licences(component),
                    component.path("hashes").size()));
        }
        return libraries.stream()
                .sorted((one, other) -> one.row().compareTo(other.row()))
                .toList();
    }

    // By its id of SPDX, or by the name that it gives itself.
    private static List<String> licences(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(licence -> licence.path("license").path("id").asString(licence.toString()))
                .toList();
    }
}
