package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each decision has a date, a status and a place in the index. */
class DecisionsTest {
    private static final Path PAGES = Path.of("decisions");
    private static final Path INDEX = PAGES.resolve("README.md");
    private static final String OTHER = "\\[[^]]+]\\(([a-z0-9-]+\\.md)\\)";
    private static final Pattern STATUS = Pattern.compile(
            "\\*\\d{4}-\\d\\d-\\d\\d, (?:accepted(?:; supersedes %1$s)?|superseded by %1$s)\\*".formatted(OTHER));

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> !file.equals(INDEX)).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageSaysWhenItWasAddedAndWhetherItHolds(Path page) throws IOException {
        assertThat(Files.readAllLines(page).get(2)).matches(STATUS);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatItLinksToIsThere(Path page) throws IOException {
        assertThat(links(page))
                .allSatisfy(link -> assertThat(PAGES.resolve(link)).exists());
    }

    @Test
    void theIndexHasEachPageOnceByItsTitle() throws IOException {
        List<String> entries = Files.readAllLines(INDEX).stream()
                .filter(line -> line.startsWith("- "))
                .map(line -> line.replace(" (superseded)", ""))
                .toList();

        assertThat(entries)
                .containsExactlyInAnyOrderElementsOf(
                        pages().stream().map(DecisionsTest::entry).toList());
    }

    @Test
    void theIndexSaysWhichHoldNoMore() throws IOException {
        assertThat(Files.readAllLines(INDEX).stream().filter(line -> line.endsWith(" (superseded)")))
                .hasSize((int) pages().stream()
                        .filter(page -> read(page).contains(", superseded by "))
                        .count());
    }

    private static String entry(Path page) {
        return "- [" + read(page).lines().findFirst().orElseThrow().substring("# ".length()) + "](" + page.getFileName()
                + ")";
    }

    private static List<String> links(Path page) {
        return Pattern.compile(OTHER)
                .matcher(read(page))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
