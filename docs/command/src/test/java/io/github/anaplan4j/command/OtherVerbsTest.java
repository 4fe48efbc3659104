package io.github.anaplan4j.command;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithFakeAnaplan
class OtherVerbsTest {
    private static final Scenario LONG = Scenario.complete().lasting(Duration.ofHours(1));

    private final FakeAnaplan fake;
    private final Shell shell;
    private final Path home;

    OtherVerbsTest(FakeAnaplan fake, VirtualTime time, @TempDir Path home) {
        this.fake = fake;
        this.home = home;
        this.shell = Shell.to(fake, home, time);
    }

    @Test
    void aRunOfAnybodyIsWatched() {
        TaskRef task = fake.startTask(Scenario.failed());

        assertThat(shell.run("watch", task.toString())).isEqualTo(ExitCode.FAILED.number());
        assertThat(shell.out()).startsWith("FAILED");
        assertThat(fake.journal()).startedNothing();
    }

    @Test
    void aLineThatNamesNoRunIsTold() {
        assertThat(shell.run("watch", "tasks/1")).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("tasks/1", "anaplan watch --help");
        assertThat(fake.journal().requests()).isEmpty();
    }

    @Test
    void aStatusIsOneLook() {
        TaskRef task = fake.startTask(LONG);

        assertThat(shell.run("status", task.toString())).isZero();
        assertThat(shell.out()).contains("NOT_STARTED");
        assertThat(shell.run("status", task.toString(), "--json")).isZero();
        assertThat(shell.out()).startsWith("{\"task\":\"" + task).contains("\"state\":\"");
    }

    @Test
    void aCancelIsAskedForAndTheTrueEndAwaited() {
        TaskRef task = fake.startTask(LONG);

        assertThat(shell.run("cancel", task.toString())).isZero();
        assertThat(fake.journal()).cancelled(task);

        TaskRef other = fake.startTask(LONG);
        assertThat(shell.run("cancel", other.toString(), "--await")).isEqualTo(ExitCode.CANCELLED.number());
    }

    @Test
    void runsAreListed() {
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
        shell.run("run", "Nightly load");

        assertThat(shell.run("tasks", "Nightly load")).isZero();
        assertThat(shell.out().lines()).singleElement().asString().contains("COMPLETE", "118000000007/tasks/");
    }

    @Test
    void whatTheModelHasIsListed() {
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
        fake.files().givenFile("113000000001", "sales.csv");

        assertThat(shell.run("list")).isZero();
        assertThat(shell.out()).contains("118000000007  Nightly load");
        assertThat(shell.run("list", "files", "--json")).isZero();
        assertThat(shell.out()).isEqualToIgnoringNewLines("{\"id\":\"113000000001\",\"name\":\"sales.csv\"}");
    }

    @Test
    void modelsAreListedAndNamed() {
        fake.models().givenModel(new ModelRef("8a81b09d", "75A4"), "Sales", "Finance");

        assertThat(shell.run("list", "models")).isZero();
        assertThat(shell.out()).contains("75A4  Sales  (UNLOCKED, in Finance, 8a81b09d)");
        assertThat(shell.run("list", "files", "-w", "Finance", "-m", "sales")).isZero();
        assertThat(shell.run("list", "files", "-w", "Finance", "-m", "75A4")).isZero();
        assertThat(shell.run("list", "files", "-w", "Finance", "-m", "Costs")).isEqualTo(1);
        assertThat(shell.err()).contains("\"Sales\" (75A4)");
    }

    @Test
    void rejectedRowsAreSavedLater() throws IOException {
        TaskRef task = fake.startTask(Scenario.completeWithRejectedRows());
        shell.run("watch", task.toString());

        assertThat(shell.run("dump", task.toString(), "-o", home.resolve("d").toString()))
                .isZero();
        try (Stream<Path> dumps = Files.list(home.resolve("d"))) {
            assertThat(dumps).isNotEmpty();
        }
    }

    @Test
    void ofARunThatIsNotOverThereAreNoRejectedRows() {
        TaskRef task = fake.startTask(LONG);

        assertThat(shell.run("dump", task.toString())).isEqualTo(ExitCode.NOT_DONE.number());
        assertThat(shell.err()).contains("not over");
    }

    @Test
    void aFileComesAndGoes() throws IOException {
        FileRef file = fake.files().givenFile("113000000001", "sales.csv", "old\n".getBytes(StandardCharsets.UTF_8));

        assertThat(shell.run("download", "SALES.CSV", "-o", "-")).isZero();
        assertThat(shell.out()).isEqualTo("old\n");
        assertThat(shell.typing("new\n").run("upload", "-", "113000000001")).isZero();
        assertThat(fake.files().content(file)).asString(StandardCharsets.UTF_8).isEqualTo("new\n");
        assertThat(shell.run(
                        "download", "sales.csv", "-o", home.resolve("s.csv").toString()))
                .isZero();
        assertThat(home.resolve("s.csv")).hasContent("new\n");
    }

    @Test
    void aFileThatIsNoneIsToldWithThoseThatAre() {
        fake.files().givenFile("113000000001", "sales.csv");

        assertThat(shell.run("download", "sale.csv", "-o", "-")).isEqualTo(ExitCode.NOT_DONE.number());
        assertThat(shell.err()).contains("sale.csv", "\"sales.csv\" (113000000001)");
    }

    @Test
    void aLoginIsTried() {
        assertThat(shell.run("login")).isZero();
        assertThat(shell.err()).contains("The login works, for ada@example.com.");
        shell.with("ANAPLAN_TOKEN", "wrong");
        assertThat(shell.run("login")).isEqualTo(ExitCode.BAD_CREDENTIALS.number());
    }

    @Test
    void anOAuthApplicationIsLetInOnceAndLivesOnItsRefreshToken() {
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
        fake.logins().givenOAuthClient("app", null);
        fake.logins().approveDevicesAfter(Duration.ofSeconds(20));
        shell.without("ANAPLAN_TOKEN").with("ANAPLAN_CLIENT_ID", "app").with("ANAPLAN_OAUTH_URL", fake.oauthUrl());

        assertThat(shell.run("login")).as(shell.err()).isZero();
        assertThat(shell.err()).contains("Open ", " and enter ");
        assertThat(shell.run("run", "Nightly load")).as(shell.err()).isZero();
    }

    @Test
    void aPageForManHasEachVerbAndOption() {
        assertThat(shell.run("generate-man-page")).isZero();
        assertThat(shell.out())
                .startsWith(".TH ANAPLAN 1")
                .contains(
                        ".SS ",
                        "\\-\\-max\\-rejected",
                        "0.1% of all rows",
                        "models, processes, imports",
                        ".SH EXIT STATUS")
                .doesNotContain("%n", "${", "null");
        assertThat(shell.out().lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|PP|B|I|RI)( .*)?"));
    }

    @Test
    void helpIsWhereOneLooks() {
        assertThat(shell.run("--help")).isZero();
        assertThat(shell.out()).contains("run", "Exit codes:");
        assertThat(shell.run("help", "run")).isZero();
        assertThat(shell.out()).contains("--max-rejected");
        assertThat(shell.run()).isEqualTo(ExitCode.USAGE.number());
    }
}
