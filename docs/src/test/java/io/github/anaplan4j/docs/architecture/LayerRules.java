package io.github.anaplan4j.docs.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The architecture as rules over a tree of packages: the library's own, or one of deliberately bad classes that proves
 * that each rule bites.
 */
final class LayerRules {
    /** What each package of the core may use beside the JDK, the annotations and itself. */
    private static final Map<String, List<String>> ALLOWED = new TreeMap<>(Map.of(
            "task", List.of(),
            "error", List.of(),
            "host", List.of(),
            "time", List.of(),
            "auth", List.of("error"),
            "transport", List.of("error"),
            "watch", List.of("task", "error", "host", "time"),
            "protocol", List.of("task", "error", "host", "time", "auth", "transport")));

    private final String root;

    LayerRules(String root) {
        this.root = root;
    }

    /** {@return every rule by the name of the fixture that breaks it} */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        ALLOWED.forEach((layer, allowed) -> rules.put("layer " + layer, layer(layer, allowed)));
        rules.put("client is on top", clientIsOnTop());
        rules.put("transports know the port alone", transportsKnowThePortAlone());
        rules.put("Feign stays in its adapter", staysIn("feign..", "transport.feign"));
        rules.put("HttpClient stays in its adapter", staysIn("org.apache.hc..", "transport.httpclient"));
        rules.put("Jackson stays in protocol", jacksonStaysInProtocol());
        rules.put("Jackson is in no public signature", jacksonIsInNoPublicSignature());
        rules.put("the clock is read in one place", theClockIsReadInOnePlace());
        rules.put("no chance", noChance());
        rules.put("no exit", noExit());
        rules.put("every package is null-marked", everyPackageIsNullMarked());
        rules.put("no cycles", noCycles());
        return rules;
    }

    private ArchRule layer(String layer, List<String> allowed) {
        String[] packages = Stream.concat(
                        Stream.of("java..", "javax.net.ssl..", "org.jspecify..", in(layer)),
                        allowed.stream().map(this::in))
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> libraries = switch (layer) {
            case "protocol" -> resideInAPackage("tools.jackson..");
            case "watch", "transport" -> resideInAPackage("org.slf4j..");
            default -> DescribedPredicate.alwaysFalse();
        };
        DescribedPredicate<JavaClass> mayBeUsed = resideInAnyPackage(packages).or(libraries);
        return noClasses()
                .that()
                .resideInAPackage(layer.equals("transport") ? exactly("transport") : in(layer))
                .should()
                .dependOnClassesThat(not(mayBeUsed).and(not(primitives())))
                .as(layer + " uses the JDK, annotations and " + allowed + " alone");
    }

    private ArchRule clientIsOnTop() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("client"), in("testkit"), in("docs"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("client"))
                .as("nothing in the library uses the facade");
    }

    private ArchRule transportsKnowThePortAlone() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("transport.feign"), in("transport.httpclient"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        in("task"), in("watch"), in("protocol"), in("client"), in("auth"), in("host"), in("testkit"))
                .as("a transport knows the port and its errors alone");
    }

    private ArchRule staysIn(String library, String adapter) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in(adapter))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .as(library + " stays in " + adapter);
    }

    private ArchRule jacksonStaysInProtocol() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("protocol"), in("testkit"), in("docs"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .as("Jackson stays in protocol");
    }

    private ArchRule jacksonIsInNoPublicSignature() {
        return classes().that().arePublic().should(new ArchCondition<>("have no Jackson type in a public signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(unit -> Stream.concat(
                                        unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                                .anyMatch(used -> used.getPackageName().startsWith("tools.jackson")))
                        .forEach(unit -> events.add(SimpleConditionEvent.violated(unit, unit.getFullName())));
            }
        });
    }

    private ArchRule theClockIsReadInOnePlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("time"), in("testkit"), in("docs"))
                .should()
                .accessTargetWhere(access("the clock of the machine", access -> {
                    String target = access.getTargetOwner().getName() + "." + access.getName();
                    return target.equals("java.time.Instant.now")
                            || target.equals("java.time.Clock.systemUTC")
                            || target.equals("java.time.LocalDateTime.now")
                            || target.equals("java.lang.System.nanoTime")
                            || target.equals("java.lang.System.currentTimeMillis")
                            || target.equals("java.lang.Thread.sleep")
                            || target.equals("java.util.concurrent.TimeUnit.sleep");
                }))
                .as("the clock is read, and waited for, in time alone");
    }

    private ArchRule noChance() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("testkit"), in("docs"))
                .should()
                .dependOnClassesThat(belongToAnyOf(
                        java.util.Random.class,
                        java.security.SecureRandom.class,
                        java.util.SplittableRandom.class,
                        java.util.concurrent.ThreadLocalRandom.class))
                .orShould()
                .accessTargetWhere(access(
                        "dice",
                        access -> access.getTargetOwner().isEquivalentTo(Math.class)
                                && access.getName().equals("random")))
                .as("nothing is left to chance");
    }

    private ArchRule noExit() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("docs"))
                .should()
                .accessTargetWhere(access(
                        "the life of the JVM",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                        && access.getName().equals("exit")
                                || access.getTargetOwner().isEquivalentTo(Runtime.class)
                                        && List.of("exit", "halt", "addShutdownHook")
                                                .contains(access.getName())))
                .as("a library neither ends the JVM nor hooks into its end");
    }

    private ArchRule everyPackageIsNullMarked() {
        return classes().should(new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is in a package without it"));
                }
            }
        });
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    private String in(String layer) {
        return root + "." + layer + "..";
    }

    private String exactly(String layer) {
        return root + "." + layer;
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return DescribedPredicate.describe(
                "primitive", type -> type.getBaseComponentType().isPrimitive());
    }

    private static DescribedPredicate<JavaAccess<?>> access(
            String description, java.util.function.Predicate<JavaAccess<?>> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }
}
