package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Java fence in the pages is, line by line, a marked region of a test beside this one. */
class QuotesTest {
    private static final Path SOURCES = Path.of("src/test/java/io/github/anaplan4j/docs/guide");
    private static final Path EXAMPLE =
            Path.of("../anaplan-testkit/src/main/resources/io/github/anaplan4j/testkit/standalone/example.yaml");
    private static final Pattern REGION =
            Pattern.compile("^( *)// quote: (\\S+)\\R(.*?)^ *// end$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FENCE =
            Pattern.compile("(?:<!-- quote: (\\S+) -->\\R)?^```java\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "guide.md"})
    void everyFenceIsQuotedFromATest(String page) {
        Map<String, String> regions = regions();
        List<Matcher> fences = fences(page);

        assertThat(fences).isNotEmpty();
        for (Matcher fence : fences) {
            assertThat(fence.group(1))
                    .as("the mark above the fence%n%s", fence.group(2))
                    .isIn(regions.keySet());
            assertThat(fence.group(2)).as("the fence %s", fence.group(1)).isEqualTo(regions.get(fence.group(1)));
        }
    }

    @Test
    void everyRegionIsQuotedSomewhere() {
        assertThat(Stream.of("../README.md", "guide.md")
                        .flatMap(page -> fences(page).stream())
                        .map(fence -> fence.group(1)))
                .containsExactlyInAnyOrderElementsOf(regions().keySet());
    }

    @Test
    void theScenarioFileIsPartOfTheExample() {
        Matcher fence = Pattern.compile("<!-- part of example.yaml -->\\R```yaml\\R(.*?)```", Pattern.DOTALL)
                .matcher(read(Path.of("guide.md")));

        assertThat(fence.find()).isTrue();
        assertThat(read(EXAMPLE)).contains(fence.group(1));
    }

    private static List<Matcher> fences(String page) {
        String text = read(Path.of(page));
        Matcher all = FENCE.matcher(text);
        return all.results()
                .map(result -> {
                    Matcher one = FENCE.matcher(result.group());
                    one.matches();
                    return one;
                })
                .toList();
    }

    private static Map<String, String> regions() {
        Map<String, String> regions = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.sorted().toList()) {
                REGION.matcher(read(file))
                        .results()
                        .forEach(region -> regions.put(
                                region.group(2), region.group(3).replaceAll("(?m)^" + region.group(1), "")));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return regions;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
