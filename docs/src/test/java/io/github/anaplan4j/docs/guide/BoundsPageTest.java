package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bounds says what the code does, and leaves none out. */
class BoundsPageTest {
    private static final Path PAGE = Path.of("reliability.md");
    private static final List<String> MODULES =
            List.of("anaplan-core", "anaplan-testkit", "anaplan-transport-feign", "anaplan-transport-httpclient");
    private static final Pattern CONSTANT = Pattern.compile("`(\\w+)\\.([A-Z][A-Z0-9_]+)`");
    private static final Pattern SETTING = Pattern.compile("`(\\w+)\\.([a-z]\\w+)`");
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)(?: (KiB|MiB|s|min|h|d))?");
    private static final Pattern DECLARED =
            Pattern.compile("static final (?:int|long|Duration) ((?:MOST|LONGEST|LARGEST|MAX|LIMIT|DEEPEST)\\w*) =");
    private static final Map<String, Integer> UNITS = Map.of("KiB", 1 << 10, "MiB", 1 << 20);
    private static final Map<String, Duration> TIMES = Map.of(
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1));

    /** They are named like one, and are parts of names or of other bounds, or what somebody is shown. */
    private static final Set<String> NO_BOUNDS = Set.of(
            "AtomicFile.MOST_OF_NAME",
            "FakeApi.LONGEST_LINE",
            "Listing.LARGEST_PAGE",
            "PageControls.MOST_REQUESTS",
            "PageControls.MOST_TASKS",
            "RequestBudget.MOST_LEFT_TO_OTHERS",
            "RequestLimiter.LONGEST_PAUSE",
            "StartLedgerFile.LONGEST_PREFIX",
            "StartTurn.MOST_SLICES",
            "TimeLimitedClient.LIMIT_OF_CALL");

    static List<String> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## Bounds"))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| **") && !line.startsWith("| what "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowSaysWhatTheCodeHas(String row) throws Exception {
        String[] cells = row.split(" *\\| *");
        assertThat(cells).hasSize(6);
        for (MatchResult constant : CONSTANT.matcher(cells[3]).results().toList()) {
            assertThat(valueOf(constant.group(1), constant.group(2)))
                    .as(constant.group())
                    .isIn(meanings(cells[2]));
        }
        for (MatchResult setting : SETTING.matcher(cells[3]).results().toList()) {
            assertThat(typeOf(setting.group(1)).getMethods())
                    .as(setting.group())
                    .anyMatch(method -> method.getName().equals(setting.group(2)));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void itsTestIsThere(String row) {
        String tests = row.split(" *\\| *")[5];
        for (String test : tests.split(", ")) {
            assertThat(TestNames.all()).contains(test.replace("`", ""));
        }
    }

    @Test
    void noBoundIsLeftOut() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (Path source : sources()) {
            String type = source.getFileName().toString().replace(".java", "");
            Matcher constant = DECLARED.matcher(Files.readString(source));
            while (constant.find()) {
                declared.add(type + "." + constant.group(1));
            }
        }
        String page = Files.readString(PAGE);

        assertThat(declared).hasSizeGreaterThan(70).containsAll(NO_BOUNDS);
        assertThat(declared.stream().filter(name -> !NO_BOUNDS.contains(name) && !page.contains("`" + name + "`")))
                .as("bounds that are not in docs/" + PAGE)
                .isEmpty();
    }

    private static List<Object> meanings(String amount) {
        Matcher read = AMOUNT.matcher(amount);
        assertThat(read.matches()).as(amount).isTrue();
        long number = Long.parseLong(read.group(1));
        String unit = read.group(2);
        if (unit == null || UNITS.containsKey(unit)) {
            return List.of(unit == null ? number : number * UNITS.get(unit));
        }
        Duration time = TIMES.get(unit).multipliedBy(number);
        return number > 1_000 ? List.of(time) : List.of(time, time.toNanos()); // which would be too many
    }

    private static Object valueOf(String type, String constant) throws Exception {
        for (Class<?> each : typesOf(type)) {
            if (Arrays.stream(each.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(constant))) {
                Field field = each.getDeclaredField(constant);
                field.setAccessible(true);
                Object value = field.get(null);
                return value instanceof Integer number ? Long.valueOf(number) : value;
            }
        }
        throw new AssertionError("There is no " + type + "." + constant);
    }

    private static Class<?> typeOf(String name) throws Exception {
        return typesOf(name).get(0);
    }

    // Some names are there twice.
    private static List<Class<?>> typesOf(String name) throws Exception {
        List<Path> files = sources().stream()
                .filter(source -> source.endsWith(name + ".java"))
                .toList();
        assertThat(files).as(name).isNotEmpty();
        Class<?>[] types = new Class<?>[files.size()];
        for (int i = 0; i < types.length; i++) {
            String path = files.get(i).toString().replaceAll(".*/src/main/java/|\\.java$", "");
            types[i] = Class.forName(path.replace('/', '.'));
        }
        return List.of(types);
    }

    // Without the contract of transports, which is tests.
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.getParent().endsWith("testkit/transport"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
