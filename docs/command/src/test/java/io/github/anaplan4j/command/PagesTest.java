package io.github.anaplan4j.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** The report and the timeline; they are left in target/pages, to be looked at. */
@WithFakeAnaplan
class PagesTest {
    private static final Path LOOKED_AT = Path.of("target", "pages");

    private final FakeAnaplan fake;
    private final Shell shell;
    private final Path home;

    PagesTest(FakeAnaplan fake, VirtualTime time, @TempDir Path home) {
        this.fake = fake;
        this.home = home;
        this.shell = Shell.to(fake, home, time);
    }

    private String page(String name, Scenario scenario) throws IOException {
        fake.givenProcess("118000000007", "Nightly load & <close> of the month", scenario);
        shell.run(
                "run",
                "118000000007",
                "--report",
                home.resolve("r.html").toString(),
                "--timeline",
                home.resolve("t.svg").toString());
        Files.createDirectories(LOOKED_AT);
        String page = Files.readString(home.resolve("r.html"));
        Files.writeString(LOOKED_AT.resolve(name + ".html"), page);
        Files.writeString(LOOKED_AT.resolve(name + ".svg"), Files.readString(home.resolve("t.svg")));
        return page;
    }

    private static Scenario steps(int number) {
        return Scenario.process(IntStream.rangeClosed(1, number)
                        .mapToObj(i -> i % 17 == 5
                                ? Step.importing(name(i)).rejecting(i, 1_000)
                                : i % 2 == 0 ? Step.exporting(name(i)) : Step.importing(name(i)))
                        .toArray(Step[]::new))
                .lasting(Duration.ofMinutes(11));
    }

    // Of eighty characters, as Anaplan's own are.
    private static String name(int i) {
        String name = "Load " + i + " of prices, volumes and costs from the warehouse into the module of sales in all";
        return name.substring(0, Math.min(80, name.length()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 200})
    void everyStepIsThere(int number) throws Exception {
        String page = page("steps-" + number, steps(number));

        assertThat(page.split("<tr><td>" + number + "</td>", -1)).hasSize(2);
        assertThat(page).contains("name=\"viewport\"").doesNotContain("<script", "http-equiv=\"refresh\"", "src=");
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        Files.readString(home.resolve("t.svg")).getBytes(StandardCharsets.UTF_8)));
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(number);
    }

    @Test
    void rejectedRowsAreShown() throws IOException {
        String page = page("rejected", steps(5));

        assertThat(page).contains("Rejected rows of Load 5", "_Error_1", "anaplan dump workspaces/");
    }

    @Test
    void aFailureIsNamed() throws IOException {
        assertThat(page("failed", Scenario.failed())).contains("class=\"verdict bad\"", "Failed first");
    }

    @Test
    void aCancelledRunIsNoFailure() throws IOException {
        assertThat(page("cancelled", Scenario.cancelled())).contains("class=\"verdict other\"", "Cancelled");
    }

    @Test
    void whatTheServerSaysIsTextAndNoMarkup() throws Exception {
        String evil = "\uFFFE\uFFFF\uD800 </title><script>alert('x')</script>\"onload=\"x' \u202e & \u0000 ]]>";
        String page = page(
                "evil", Scenario.process(Step.importing(evil).failing(evil)).lasting(Duration.ofMinutes(1)));

        assertThat(page).doesNotContain("<script", "\u202e", "\u0000");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        Files.readString(home.resolve("t.svg")).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPageThatCannotBeWrittenHidesNoOutcome() throws IOException {
        fake.givenProcess("118000000008", "Bad", Scenario.failed());
        Path taken = Files.createDirectories(home.resolve("taken/not empty")).getParent();

        assertThat(shell.run("run", "Bad", "--report", taken.toString())).isEqualTo(ExitCode.FAILED.number());
        assertThat(shell.err()).contains("The report could not be written", "taken");
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void aFolderThatIsNotThereIsToldBeforeAnythingIsStarted() {
        fake.givenProcess("118000000008", "Bad", Scenario.failed());

        assertThat(shell.run(
                        "run", "Bad", "--report", home.resolve("none/r.html").toString()))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(fake.tasks().all()).isEmpty();
    }
}
