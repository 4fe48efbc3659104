package io.github.anaplan4j.docs.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The architecture as rules over a tree of packages: the library's own, or one of deliberately bad classes that proves
 * that each rule bites. ArchUnit itself fails a rule that finds no class to check.
 */
final class LayerRules {
    static final String ROOT = "io.github.anaplan4j";

    private static final String SLF4J = "org.slf4j..";
    private static final String JACKSON = "tools.jackson..";
    private static final String JACKSON_STREAMS = "tools.jackson.core..";
    static final List<String> EVERYBODY_MAY_USE = List.of("java..", "javax.net.ssl..", "org.jspecify..");

    /** What each package may use beside the JDK, the annotations and itself; names that end in dots are libraries. */
    static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            // The core, from the bottom up; the root package is called by the empty name.
            Map.entry("internal.base", List.of()),
            Map.entry("task", List.of("internal.base")),
            Map.entry("error", List.of("task", "internal.base")),
            Map.entry("report", List.of("task", "internal.base")),
            Map.entry("spi", List.of("task", "error", "internal.base")),
            Map.entry("auth", List.of("error", "internal.base", "javax.crypto..")),
            Map.entry("watch", List.of("task", "error", "spi", "internal.base", SLF4J)),
            Map.entry("internal.port", List.of("task", "error", "spi", "auth")),
            Map.entry("internal.limit", List.of("task", "error", "spi", "internal.base", "internal.port", SLF4J)),
            Map.entry(
                    "internal.usecase",
                    List.of(
                            "task",
                            "error",
                            "spi",
                            "report",
                            "internal.base",
                            "internal.port",
                            "internal.limit",
                            SLF4J)),
            Map.entry(
                    "internal.watch",
                    List.of(
                            "task",
                            "error",
                            "spi",
                            "watch",
                            "internal.base",
                            "internal.port",
                            "internal.limit",
                            SLF4J)),
            Map.entry(
                    "internal.transfer",
                    List.of("task", "error", "report", "internal.base", "internal.port", "de.siegmar.fastcsv..")),
            Map.entry(
                    "internal.auth",
                    List.of("auth", "error", "spi", "internal.base", "internal.limit", "internal.port")),
            Map.entry(
                    "internal.protocol",
                    List.of("task", "error", "spi", "auth", "internal.base", "internal.port", JACKSON_STREAMS)),
            Map.entry(
                    "internal",
                    List.of(
                            "error",
                            "spi",
                            "watch",
                            "internal.base",
                            "internal.port",
                            "internal.limit",
                            "internal.usecase",
                            "internal.watch",
                            "internal.transfer",
                            "internal.auth",
                            "internal.protocol",
                            SLF4J)),
            Map.entry(
                    "",
                    List.of(
                            "task",
                            "error",
                            "spi",
                            "auth",
                            "report",
                            "watch",
                            "internal",
                            "internal.base",
                            "internal.port",
                            "internal.usecase",
                            "internal.watch",
                            "internal.transfer",
                            "internal.auth")),
            Map.entry("transport.feign", List.of("spi", "error", SLF4J, "feign..")),
            Map.entry("transport.httpclient", List.of("spi", "error", SLF4J, "org.apache.hc..")),
            Map.entry("testkit.http", List.of()),
            Map.entry("testkit.page", List.of("testkit.http")),
            Map.entry("testkit.time", List.of("spi")),
            Map.entry(
                    "testkit.server",
                    List.of("testkit.http", "testkit.page", "testkit.time", "auth", "task", "spi", JACKSON_STREAMS)),
            Map.entry("testkit", List.of("testkit.server", "auth", "task", "spi", "org.assertj..")),
            Map.entry(
                    "testkit.junit",
                    List.of(
                            "testkit",
                            "testkit.time",
                            "spi",
                            "org.junit.jupiter.api..",
                            "org.junit.platform.commons.support..")),
            Map.entry(
                    "testkit.transport",
                    List.of(
                            "testkit",
                            "testkit.http",
                            "spi",
                            "error",
                            "org.assertj..",
                            "org.junit.jupiter.api..",
                            "org.opentest4j..")),
            Map.entry(
                    "testkit.standalone",
                    List.of(
                            "testkit",
                            "testkit.time",
                            "task",
                            JACKSON_STREAMS,
                            "picocli..",
                            "org.snakeyaml.engine.v2..")),
            Map.entry(
                    "docs",
                    List.of(
                            "",
                            "task",
                            "error",
                            "spi",
                            "report",
                            "watch",
                            "transport.feign",
                            "transport.httpclient",
                            "testkit",
                            "me.tongfei.."))));

    static final String JACKSON_UNSEEN = "Jackson is in no public signature";
    static final String CYCLES = "no cycles";
    static final String PORTS = "inner ports are implemented in their places";
    static final String CLOCK = "the clock is read in one place";
    static final String CHANCE = "no chance";
    static final String EXIT = "no exit";
    static final String REVIVAL = "no revival";

    private static final Map<String, List<String>> EXEMPT_FROM_CALLS = Map.of(
            CLOCK, List.of("spi", "testkit.server", "testkit.http", "docs"),
            CHANCE, List.of("internal.auth", "testkit.server", "testkit.http", "docs"),
            EXIT, List.of("docs", "testkit.standalone"),
            REVIVAL, List.of());

    /** The calls that are forbidden, by rule; a name with brackets stands for the call without arguments alone. */
    static final Map<String, List<String>> FORBIDDEN_CALLS = Map.of(
            CLOCK,
            List.of(
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalTime.now",
                    "java.time.LocalDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.Clock.system",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.tick",
                    "java.time.Clock.tickMillis",
                    "java.time.Clock.tickSeconds",
                    "java.time.Clock.tickMinutes",
                    "java.util.Date.<init>()",
                    "java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Thread.sleep",
                    "java.util.concurrent.TimeUnit.sleep",
                    "java.util.concurrent.locks.LockSupport.parkNanos",
                    "java.util.concurrent.locks.LockSupport.parkUntil",
                    "java.util.concurrent.CompletableFuture.delayedExecutor",
                    "java.util.concurrent.CompletableFuture.orTimeout",
                    "java.util.concurrent.CompletableFuture.completeOnTimeout"),
            CHANCE,
            List.of("java.lang.Math.random", "java.lang.StrictMath.random", "java.util.UUID.randomUUID"),
            EXIT,
            List.of(
                    "java.lang.System.exit",
                    "java.lang.Runtime.exit",
                    "java.lang.Runtime.halt",
                    "java.lang.Runtime.addShutdownHook"),
            REVIVAL,
            List.of(
                    "java.io.ObjectInputStream.<init>",
                    "java.lang.ProcessBuilder.<init>",
                    "java.lang.Runtime.exec",
                    "java.lang.Runtime.load",
                    "java.lang.System.load"));

    static final List<String> DICE = List.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.random.RandomGenerator",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom");

    private final String root;

    LayerRules(String root) {
        this.root = root;
    }

    /** {@return every rule by its name} */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        MAY_USE.forEach((layer, allowed) -> rules.put("layer " + layer, layer(layer, allowed)));
        rules.put(JACKSON_UNSEEN, jacksonIsInNoPublicSignature());
        rules.put(PORTS, portsAreImplementedInTheirPlaces());
        rules.put(CLOCK, noCalls(CLOCK).as("the clock is read, and waited for, in time alone"));
        rules.put(CHANCE, noChance());
        rules.put(EXIT, noCalls(EXIT).as("a library neither ends the JVM nor hooks into its end"));
        rules.put(REVIVAL, noCalls(REVIVAL).as("what is read is never made an object of its choice, or run"));
        rules.put("every package is null-marked", everyPackageIsNullMarked());
        rules.put(CYCLES, noCycles());
        return rules;
    }

    private ArchRule layer(String layer, List<String> allowed) {
        String[] mayBeUsed = Stream.of(EVERYBODY_MAY_USE, List.of(name(layer)), names(allowed))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(name(layer))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(mayBeUsed)).and(not(primitives())))
                .as(layer + " uses the JDK, annotations and " + allowed + " alone");
    }

    private ArchRule noCalls(String rule) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(exemptFrom(rule))
                .should()
                .accessTargetWhere(describe(rule, access -> isForbidden(rule, access)));
    }

    private static boolean isForbidden(String rule, JavaAccess<?> access) {
        String name = access.getTargetOwner().getName() + "." + access.getName();
        boolean withoutArguments = access.getTarget().getFullName().endsWith("()");
        List<String> forbidden = FORBIDDEN_CALLS.get(rule);
        return forbidden.contains(name) || withoutArguments && forbidden.contains(name + "()");
    }

    private ArchRule noChance() {
        String dice = DICE.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return noClasses()
                .that()
                .resideOutsideOfPackages(exemptFrom(CHANCE))
                .should()
                .dependOnClassesThat(nameMatching(dice))
                .orShould()
                .accessTargetWhere(describe(CHANCE, access -> isForbidden(CHANCE, access)))
                .as("nothing is left to chance");
    }

    /** Only protocol knows how a port is served; limit decorates what it serves, and auth says how one logs in. */
    private ArchRule portsAreImplementedInTheirPlaces() {
        String ports = name("internal.port");
        return classes()
                .that()
                .implement(
                        describe("an inner port", type -> type.getPackageName().equals(ports)))
                .should()
                .resideInAnyPackage(ports, name("internal.protocol"), name("internal.limit"), name("internal.auth"));
    }

    private ArchRule jacksonIsInNoPublicSignature() {
        return classes()
                .that(describe("can be seen from outside", LayerRules::canBeSeen))
                .should(new ArchCondition<>("have no Jackson type in what others can see") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (supertypesAndParameters(type).anyMatch(LayerRules::isJackson)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, "<" + type.getName() + "> is declared with it"));
                        }
                        type.getMembers().stream()
                                .filter(member -> canBeSeen(member.getModifiers()))
                                .filter(member -> signature(member).anyMatch(LayerRules::isJackson))
                                .forEach(member -> events.add(SimpleConditionEvent.violated(
                                        member, "<" + member.getFullName() + "> shows it")));
                    }
                });
    }

    private static Stream<JavaClass> supertypesAndParameters(JavaClass type) {
        return Stream.of(
                        type.getSuperclass().stream(), type.getInterfaces().stream(), type.getTypeParameters().stream())
                .flatMap(types -> types)
                .map(JavaType::getAllInvolvedRawTypes)
                .flatMap(Collection::stream);
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        Stream<JavaClass> thrown =
                member instanceof JavaCodeUnit unit ? unit.getExceptionTypes().stream() : Stream.empty();
        return Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown);
    }

    private static boolean canBeSeen(JavaClass type) {
        return canBeSeen(type.getModifiers())
                && type.getEnclosingClass().map(LayerRules::canBeSeen).orElse(true);
    }

    private static boolean canBeSeen(Collection<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isJackson(JavaClass type) {
        return resideInAnyPackage(JACKSON, "com.fasterxml.jackson..").test(type.getBaseComponentType());
    }

    private static ArchRule everyPackageIsNullMarked() {
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

    private String[] exemptFrom(String rule) {
        return names(EXEMPT_FROM_CALLS.get(rule)).toArray(String[]::new);
    }

    private List<String> names(List<String> packages) {
        return packages.stream().map(this::name).toList();
    }

    private String name(String layerOrLibrary) {
        return layerOrLibrary.endsWith("..") ? layerOrLibrary : packageOf(root, layerOrLibrary);
    }

    /** {@return the name of the package of a layer, of which the empty one is the root itself} */
    static String packageOf(String root, String layer) {
        return layer.isEmpty() ? root : root + "." + layer;
    }

    private static DescribedPredicate<JavaClass> primitives() {
        return describe("primitive", type -> type.getBaseComponentType().isPrimitive());
    }
}
