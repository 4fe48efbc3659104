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
    private static final String ROOT = LayerRules.ROOT;
    private static final String BAD_ROOT = "io.github.anaplan4j.docs.architecture.bad";

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses BAD = new ClassFileImporter().importPackages(BAD_ROOT);

    /** The rules and the bad classes that break them: each of their members does, unless it is called innocent. */
    private static final Map<String, List<String>> CULPRITS = Map.ofEntries(
            Map.entry("layer internal.base", List.of("internal.base.InternalBaseThatKnowsOthers")),
            Map.entry("layer task", List.of("task.TaskThatKnowsOthers")),
            Map.entry("layer error", List.of("error.ErrorThatKnowsOthers")),
            Map.entry("layer report", List.of("report.ReportThatKnowsOthers")),
            Map.entry("layer spi", List.of("spi.SpiThatKnowsOthers")),
            Map.entry("layer auth", List.of("auth.AuthThatKnowsOthers")),
            Map.entry("layer watch", List.of("watch.WatchThatKnowsOthers")),
            Map.entry("layer internal.port", List.of("internal.port.InternalPortThatKnowsOthers")),
            Map.entry("layer internal.limit", List.of("internal.limit.InternalLimitThatKnowsOthers")),
            Map.entry("layer internal.usecase", List.of("internal.usecase.InternalUsecaseThatKnowsOthers")),
            Map.entry("layer internal.watch", List.of("internal.watch.InternalWatchThatKnowsOthers")),
            Map.entry("layer internal.transfer", List.of("internal.transfer.InternalTransferThatKnowsOthers")),
            Map.entry("layer internal.auth", List.of("internal.auth.InternalAuthThatKnowsOthers")),
            Map.entry("layer internal.protocol", List.of("internal.protocol.InternalProtocolThatKnowsOthers")),
            Map.entry("layer internal", List.of("internal.InternalThatKnowsOthers")),
            Map.entry("layer ", List.of("RootThatKnowsOthers")),
            Map.entry("layer transport.feign", List.of("transport.feign.FeignThatKnowsOthers")),
            Map.entry("layer transport.httpclient", List.of("transport.httpclient.HttpClientThatKnowsOthers")),
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
                            "internal.protocol.ProtocolThatShowsJackson",
                            "internal.protocol.ProtocolThatShowsJackson$Inside",
                            "internal.protocol.ProtocolThatIsJackson",
                            "internal.protocol.ProtocolThatComparesJackson",
                            "internal.protocol.ProtocolThatTakesJackson")),
            Map.entry(
                    LayerRules.PORTS,
                    List.of("internal.usecase.UseCaseThatIsAPort", "internal.watch.WatchThatIsAPort")),
            Map.entry(
                    LayerRules.CLOCK,
                    List.of("internal.usecase.UseCaseThatTellsTheTime", "internal.usecase.UseCaseThatWaits")),
            Map.entry(LayerRules.CHANCE, List.of("internal.usecase.UseCaseThatRollsDice")),
            Map.entry(LayerRules.EXIT, List.of("internal.usecase.UseCaseThatExits")),
            Map.entry(LayerRules.REVIVAL, List.of("internal.usecase.UseCaseThatRunsWhatItReads")),
            Map.entry("every package is null-marked", List.of("unmarked.Unmarked")),
            Map.entry(LayerRules.CYCLES, List.of("cycle.one.One", "cycle.two.Two")));

    static Stream<Arguments> rules() {
        return arguments(new LayerRules(ROOT).all());
    }

    static Stream<Arguments> rulesForTheBad() {
        Map<String, ArchRule> rules = new LayerRules(BAD_ROOT).all();
        // Those who know others go round in far more circles than can be listed.
        rules.put(LayerRules.CYCLES, new LayerRules(BAD_ROOT + ".cycle").all().get(LayerRules.CYCLES));
        return arguments(rules);
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
    @ValueSource(strings = {LayerRules.CLOCK, LayerRules.CHANCE, LayerRules.EXIT, LayerRules.REVIVAL})
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
                        .map(layer -> LayerRules.packageOf(ROOT, layer))
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

    @Test
    void whatThePackagesMayUseTheyDoUse() {
        Map<String, Set<String>> used = LIBRARY.stream()
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName,
                        Collectors.flatMapping(
                                type -> type.getDirectDependenciesFromSelf().stream()
                                        .map(dependency -> dependency
                                                .getTargetClass()
                                                .getBaseComponentType()
                                                .getPackageName()),
                                Collectors.toSet())));

        List<String> unused = LayerRules.MAY_USE.entrySet().stream()
                .flatMap(row -> row.getValue().stream()
                        .filter(name -> !name.endsWith(".."))
                        .filter(name -> !used.get(LayerRules.packageOf(ROOT, row.getKey()))
                                .contains(LayerRules.packageOf(ROOT, name)))
                        .map(name -> row.getKey() + " does not use " + name))
                .toList();
        assertThat(unused).isEmpty();
    }

    private static String report(ArchRule rule) {
        AssertionError broken = catchThrowableOfType(AssertionError.class, () -> rule.check(BAD));
        assertThat(broken).isNotNull();
        return broken.getMessage();
    }
}
