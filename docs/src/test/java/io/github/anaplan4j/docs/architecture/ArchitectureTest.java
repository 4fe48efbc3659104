package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final String ROOT = "io.github.anaplan4j";
    private static final String BAD_ROOT = "io.github.anaplan4j.docs.architecture.bad";

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses BAD = new ClassFileImporter().importPackages(BAD_ROOT);

    /** Which bad class breaks which rule. */
    private static final Map<String, String> CULPRITS = Map.ofEntries(
            Map.entry("layer task", "bad.task.TaskThatKnowsErrors"),
            Map.entry("layer error", "bad.error.ErrorThatLogs"),
            Map.entry("layer host", "bad.host.HostThatKnowsTasks"),
            Map.entry("layer time", "bad.time.TimeThatKnowsTasks"),
            Map.entry("layer auth", "bad.auth.AuthThatKnowsTasks"),
            Map.entry("layer transport", "bad.transport.PortThatKnowsTasks"),
            Map.entry("layer watch", "bad.watch.WatchThatKnowsTransports"),
            Map.entry("layer protocol", "bad.protocol.ProtocolThatKnowsWatching"),
            Map.entry("client is on top", "bad.watch.WatchThatKnowsTheFacade"),
            Map.entry("transports know the port alone", "bad.transport.feign.AdapterThatKnowsTasks"),
            Map.entry("Feign stays in its adapter", "bad.client.ClientThatKnowsFeign"),
            Map.entry("HttpClient stays in its adapter", "bad.client.ClientThatKnowsHttpClient"),
            Map.entry("Jackson stays in protocol", "bad.client.ClientThatKnowsJackson"),
            Map.entry("Jackson is in no public signature", "bad.protocol.ProtocolThatShowsJackson"),
            Map.entry("the clock is read in one place", "bad.client.ClientThatSleeps"),
            Map.entry("no chance", "bad.client.ClientThatRollsDice"),
            Map.entry("no exit", "bad.client.ClientThatExits"),
            Map.entry("every package is null-marked", "bad.client.ClientThatSleeps"),
            Map.entry("no cycles", "bad.cycle"));

    static Stream<Arguments> rules() {
        return arguments(new LayerRules(ROOT).all());
    }

    static Stream<Arguments> rulesForTheBad() {
        return arguments(new LayerRules(BAD_ROOT).all());
    }

    private static Stream<Arguments> arguments(Map<String, ArchRule> rules) {
        return rules.entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theLibraryKeepsTheRule(String name, ArchRule rule) {
        rule.check(LIBRARY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForTheBad")
    void theRuleBites(String name, ArchRule rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rule.check(BAD))
                .withMessageContaining(CULPRITS.get(name));
    }

    @Test
    void everyRuleHasItsCulprit() {
        assertThat(new LayerRules(ROOT).all()).containsOnlyKeys(CULPRITS.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task",
                "error",
                "host",
                "time",
                "auth",
                "transport",
                "watch",
                "protocol",
                "client",
                "transport.feign",
                "transport.httpclient",
                "testkit",
                "docs"
            })
    void thePackagesThatTheRulesNameExist(String name) {
        assertThat(LIBRARY.containPackage(ROOT + "." + name)).isTrue();
    }

    @Test
    void theLibrariesThatTheRulesForbidAreUsedSomewhere() {
        assertThat(LIBRARY)
                .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(used -> used.getTargetClass().getPackageName().startsWith("feign")))
                .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(used -> used.getTargetClass().getPackageName().startsWith("org.apache.hc")))
                .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(used -> used.getTargetClass().getPackageName().startsWith("tools.jackson")));
    }
}
