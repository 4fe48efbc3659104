package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Which bad classes break which rule: each of their members does, unless it is called innocent. */
    private static final Map<String, List<String>> CULPRITS = Map.ofEntries(
            Map.entry("layer task", List.of("task.TaskThatKnowsErrors")),
            Map.entry("layer error", List.of("error.ErrorThatLogs")),
            Map.entry("layer host", List.of("host.HostThatKnowsTasks")),
            Map.entry("layer time", List.of("time.TimeThatKnowsTasks")),
            Map.entry("layer auth", List.of("auth.AuthThatKnowsOthers")),
            Map.entry("layer transport", List.of("transport.PortThatKnowsOthers")),
            Map.entry("layer transport.feign", List.of("transport.feign.FeignThatKnowsOthers")),
            Map.entry("layer transport.httpclient", List.of("transport.httpclient.HttpClientThatKnowsOthers")),
            Map.entry("layer transfer", List.of("transfer.TransferThatKnowsOthers")),
            Map.entry("layer watch", List.of("watch.WatchThatKnowsOthers")),
            Map.entry("layer protocol", List.of("protocol.ProtocolThatKnowsOthers")),
            Map.entry("layer client", List.of("client.ClientThatKnowsOthers")),
            Map.entry("layer testkit", List.of("testkit.TestkitThatKnowsOthers")),
            Map.entry("layer testkit.http", List.of("testkit.http.ServerThatKnowsOthers")),
            Map.entry("layer testkit.server", List.of("testkit.server.StateThatKnowsOthers")),
            Map.entry("layer testkit.page", List.of("testkit.page.PageThatKnowsOthers")),
            Map.entry("layer testkit.time", List.of("testkit.time.ClockThatKnowsOthers")),
            Map.entry("layer testkit.junit", List.of("testkit.junit.ExtensionThatKnowsOthers")),
            Map.entry("layer testkit.transport", List.of("testkit.transport.ContractThatKnowsOthers")),
            Map.entry("layer testkit.standalone", List.of("testkit.standalone.ProgramThatKnowsOthers")),
            Map.entry("layer docs", List.of("docs.ExampleThatKnowsOthers")),
            Map.entry(
                    LayerRules.JACKSON_UNSEEN,
                    List.of(
                            "protocol.ProtocolThatShowsJackson",
                            "protocol.ProtocolThatShowsJackson$Inside",
                            "protocol.ProtocolThatIsJackson",
                            "protocol.ProtocolThatComparesJackson",
                            "protocol.ProtocolThatTakesJackson")),
            Map.entry(LayerRules.CLOCK, List.of("client.ClientThatTellsTheTime", "client.ClientThatWaits")),
            Map.entry(LayerRules.CHANCE, List.of("client.ClientThatRollsDice")),
            Map.entry(LayerRules.EXIT, List.of("client.ClientThatExits")),
            Map.entry("every package is null-marked", List.of("unmarked.Unmarked")),
            Map.entry("no cycles", List.of("cycle.one.One", "cycle.two.Two")));

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
    void theRuleBitesInEachWayThatItCanBeBroken(String name, ArchRule rule) {
        String report = report(rule);

        for (String culprit : CULPRITS.get(name)) {
            JavaClass type = BAD.get(BAD_ROOT + "." + culprit);
            assertThat(report).contains(type.getName());
            for (JavaMember member : type.getMembers()) {
                if (member.getName().startsWith("innocent")) {
                    assertThat(report).doesNotContain(member.getFullName());
                } else if (!member.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
                    assertThat(report).contains("<" + member.getFullName() + ">");
                }
            }
        }
    }

    /** The other way round: nothing gets on a rule's list without a class that proves it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {LayerRules.CLOCK, LayerRules.CHANCE, LayerRules.EXIT})
    void eachForbiddenCallIsMadeSomewhere(String name) {
        String report = report(new LayerRules(BAD_ROOT).all().get(name));

        assertThat(LayerRules.FORBIDDEN_CALLS.get(name))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(report).contains("<" + call.replace("()", "") + "("));
    }

    @Test
    void eachDieIsRolledSomewhere() {
        String report = report(new LayerRules(BAD_ROOT).all().get(LayerRules.CHANCE));

        assertThat(LayerRules.DICE)
                .isNotEmpty()
                .allSatisfy(die -> assertThat(report).contains("<" + die + "."));
    }

    @Test
    void everyRuleHasItsCulprit() {
        assertThat(new LayerRules(ROOT).all()).containsOnlyKeys(CULPRITS.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void aRuleThatFindsNothingToCheckFails(String name, ArchRule rule) {
        JavaClasses nothing = new ClassFileImporter().importClasses();

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rule.check(nothing));
    }

    @Test
    void theTableHasEveryPackageOfTheLibraryAndNoOther() {
        assertThat(LIBRARY.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(LayerRules.MAY_USE.keySet().stream()
                        .map(layer -> ROOT + "." + layer)
                        .toList());
    }

    @Test
    void theLibrariesInTheTableAreUsedSomewhere() {
        Set<String> used = LIBRARY.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .collect(Collectors.toSet());

        assertThat(LayerRules.MAY_USE.values())
                .flatMap(List::copyOf)
                .filteredOn(name -> name.endsWith(".."))
                .allSatisfy(library -> assertThat(used)
                        .anyMatch(name -> PackageMatcher.of(library).matches(name)));
    }

    private static String report(ArchRule rule) {
        AssertionError broken = catchThrowableOfType(AssertionError.class, () -> rule.check(BAD));
        assertThat(broken).isNotNull();
        return broken.getMessage();
    }
}
