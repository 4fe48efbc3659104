package io.github.anaplan4j.command;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@WithFakeAnaplan
class RunVerbTest {
    private static final String ID = "118000000007";
    private static final String NAME = "Nightly load";
    private static final Scenario SOME_REJECTED =
            Scenario.process(Step.importing("Load sales").rejecting(40, 2_000)).lasting(Duration.ofMinutes(11));

    private final FakeAnaplan fake;
    private final Shell shell;
    private final Path home;

    RunVerbTest(FakeAnaplan fake, VirtualTime time, @TempDir Path home) {
        this.fake = fake;
        this.home = home;
        this.shell = Shell.to(fake, home, time);
    }

    @BeforeEach
    void givenAProcess() {
        fake.givenProcess(ID, NAME, SOME_REJECTED);
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(Scenario.complete(), ExitCode.SUCCEEDED),
                Arguments.of(Scenario.completeWithRejectedRows(), ExitCode.REJECTED_ROWS),
                Arguments.of(Scenario.failed(), ExitCode.FAILED),
                Arguments.of(Scenario.cancelled(), ExitCode.CANCELLED));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void theExitCodeIsTheEndOfTheRun(Scenario scenario, ExitCode code) {
        fake.givenProcess("118000000099", "Other", scenario);

        assertThat(shell.run("run", "Other")).as(shell.err()).isEqualTo(code.number());
        assertThat(fake.journal()).startedOnce().polledAtLeastApart(Duration.ofSeconds(5));
    }

    @Test
    void theReportIsOnStandardOutputAndTheWayThereOnStandardError() {
        shell.run("run", NAME);

        assertThat(shell.out())
                .startsWith("SUCCEEDED WITH REJECTED ROWS")
                .endsWith("Went through, with rejected rows." + System.lineSeparator());
        assertThat(shell.err().lines())
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ .+"))
                .anyMatch(line -> line.contains(" started workspaces/"))
                .anyMatch(line -> line.endsWith(" COMPLETE"));
    }

    @Test
    void aQuietRunThatWentAsWishedSaysNothing() {
        assertThat(shell.run("run", NAME, "--quiet", "--max-rejected", "40")).isZero();
        assertThat(shell.out() + shell.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"40, 0", "39, 2", "2%, 0", "1.9%, 2", "100%, 0"})
    void fewRejectedRowsMayPass(String most, int code) {
        assertThat(shell.run("run", NAME, "--max-rejected", most)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"some", "1.5", "-1", "%"})
    void aToleranceThatIsNoneIsToldBeforeAnythingIsSent(String most) {
        assertThat(shell.run("run", NAME, "--max-rejected", most)).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("--max-rejected", most, "such as 0.1%");
        assertThat(fake.journal().requests()).isEmpty();
    }

    @Test
    void aRunThatOutlastsItsLimitIsLeftAloneAndGoneOnWith() {
        assertThat(shell.run("run", NAME, "--limit", "1m")).isEqualTo(ExitCode.GAVE_UP.number());
        assertThat(shell.err()).contains("anaplan watch workspaces/");

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.REJECTED_ROWS.number());
        assertThat(shell.err()).contains("going on with");
        assertThat(fake.journal()).startedOnce().cancelledNothing();

        shell.run("run", NAME);
        assertThat(fake.journal()).started(2);
    }

    @Test
    void anAnswerThatIsLostIsNoSecondStart() {
        fake.faults().inject(RequestMatchers.starts(), Fault.answerLost());

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.REJECTED_ROWS.number());
        assertThat(fake.journal()).startedOnce();
    }

    @Test
    void aStartThatNobodyKnowsOfIsUncertainUntilSomebodyHasLooked() {
        fake.faults().inject(RequestMatchers.starts(), Fault.reset());

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.START_UNCERTAIN.number());
        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.START_UNCERTAIN.number());
        assertThat(fake.tasks().all()).isEmpty();

        assertThat(shell.run("run", NAME, "--settle")).isEqualTo(ExitCode.REJECTED_ROWS.number());
        assertThat(fake.tasks().all()).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedIsToldFromOtherTrouble() {
        shell.with("ANAPLAN_TOKEN", "wrong");

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.BAD_CREDENTIALS.number());
    }

    @Test
    void aWrongPasswordIsTold() {
        fake.logins().givenUser("ada@example.com", "right");
        shell.without("ANAPLAN_TOKEN").with("ANAPLAN_USER", "ada@example.com").with("ANAPLAN_PASSWORD", "secret-wrong");

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.BAD_CREDENTIALS.number());
        assertThat(shell.out() + shell.err()).doesNotContain("secret-wrong");
    }

    @Test
    void aLoginServiceInTroubleSaysNothingOfThePassword() {
        fake.logins().givenUser("ada@example.com", "right");
        fake.faults().inject(100, RequestMatchers.logins(), Fault.status(503));
        shell.without("ANAPLAN_TOKEN").with("ANAPLAN_USER", "ada@example.com").with("ANAPLAN_PASSWORD", "right");

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.NOT_DONE.number());
    }

    @Test
    void aNameThatIsNoneIsToldWithThoseThatAre() {
        assertThat(shell.run("run", "Nightly")).isEqualTo(ExitCode.NOT_DONE.number());
        assertThat(shell.err()).contains("\"Nightly load\" (118000000007)");
    }

    @Test
    void anIdWillDoAsWell() {
        assertThat(shell.run("run", ID)).isEqualTo(ExitCode.REJECTED_ROWS.number());
    }

    @Test
    void whatItReadsIsUploadedAndWhatItWritesIsSaved() throws IOException {
        FileRef source = fake.files().givenFile("113000000001", "sales.csv");
        ActionRef export = fake.models()
                .givenAction(ActionKind.EXPORT, "116000000002", "Report", "GRID_ALL_PAGES", Scenario.complete());
        fake.files().givenFile(export.actionId(), "Report.csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
        Path sales = Files.writeString(home.resolve("sales here.csv"), "x\n");

        assertThat(shell.run(
                        "run",
                        NAME,
                        "--upload",
                        "sales.csv=" + sales,
                        "--export",
                        "Report=" + home.resolve("report.csv"),
                        "--dumps",
                        home.resolve("rejected").toString()))
                .as(shell.err())
                .isEqualTo(2);

        assertThat(fake.files().content(source))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("x\n");
        assertThat(home.resolve("report.csv")).hasContent("a,b\n");
        try (Stream<Path> dumps = Files.list(home.resolve("rejected"))) {
            assertThat(dumps).hasSize(1);
        }
    }

    @Test
    void whatFailsAfterTheRunIsDoneByTheNextCallWhichStartsNothing() throws IOException {
        ActionRef export = fake.models()
                .givenAction(ActionKind.EXPORT, "116000000002", "Report", "GRID_ALL_PAGES", Scenario.complete());
        String target = "Report=" + home.resolve("report.csv");

        Path page = home.resolve("r.html");
        assertThat(shell.run("run", NAME, "--export", target, "--report", page.toString()))
                .isEqualTo(ExitCode.UNFINISHED.number());
        assertThat(page).exists();
        assertThat(shell.err()).contains("The run has begun", "does not start it again");

        fake.files().givenFile(export.actionId(), "Report.csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(shell.run("run", NAME, "--export", target)).isEqualTo(ExitCode.REJECTED_ROWS.number());
        assertThat(home.resolve("report.csv")).hasContent("a,b\n");
        assertThat(fake.journal()).startedOnce();
    }

    @Test
    void aRunThatAnaplanHasForgottenIsToldWithTheCure() {
        shell.run("run", NAME, "--limit", "1m");
        fake.models().dropModel(fake.model());
        fake.givenProcess(ID, NAME, SOME_REJECTED);
        fake.faults().inject(1_000, RequestMatchers.polls(), Fault.status(404));

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.GAVE_UP.number());
        assertThat(shell.err()).contains("--settle");
    }

    @Test
    void aFileThatIsNotThereIsToldBeforeAnythingIsStarted() {
        assertThat(shell.run("run", NAME, "--upload", "sales.csv=" + home.resolve("none.csv")))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(fake.journal()).startedNothing();
        assertThat(shell.err()).contains("none.csv");
    }

    @Test
    void anUploadWithoutAFileOfTheModelIsToldBeforeAnythingIsStarted() {
        assertThat(shell.run("run", NAME, "--upload", "sales.csv")).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.run("run", NAME, "--export", "report.csv")).isEqualTo(ExitCode.USAGE.number());
        assertThat(fake.journal()).startedNothing();
    }

    @Test
    void anotherProgramThatRunsItHoldsItBack() throws IOException {
        VirtualTime time = VirtualTime.create();
        Path file = home.resolve(".local/state/anaplan4j/runs");
        Files.createDirectories(file);
        ActionRef action = fake.model().process(ID);
        String name = action.model().modelId() + "-PROCESS-" + ID;
        try (RunFile held = RunFile.open(file.resolve(name), "it", Duration.ZERO, time)) {
            assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.HELD.number());
            assertThat(shell.run("run", NAME, "--wait", "1m")).isEqualTo(ExitCode.HELD.number());
            assertThat(fake.journal()).startedNothing();
            held.clear();
        }
        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.REJECTED_ROWS.number());
    }

    @Test
    void oneAtATimeWaitsForTheRunOfAProgramThatWasKilled() {
        fake.givenProcess("118000000099", "Other", Scenario.complete());
        shell.run("run", NAME, "--one-at-a-time", "--limit", "1m");

        assertThat(shell.run("run", "Other", "--one-at-a-time")).isZero();

        assertThat(shell.err()).contains("waiting for the run that has the model");
        assertThat(fake.tasks().all()).hasSize(2);
    }

    @Test
    void programsReadAnObjectALine() {
        assertThat(shell.run("run", NAME, "--json")).isEqualTo(2);

        assertThat(shell.err()).isEmpty();
        assertThat(shell.out().lines())
                .allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}"))
                .anyMatch(line -> line.startsWith("{\"event\":\"started\""))
                .last()
                .asString()
                .startsWith("{\"event\":\"ended\"")
                .contains("\"exitCode\":2");
    }

    @Test
    void aFailureIsAnObjectToo() {
        shell.with("ANAPLAN_TOKEN", "wrong");
        shell.run("run", NAME, "--json");

        assertThat(shell.out()).startsWith("{\"event\":\"failed\"").contains("\"exitCode\":7");
    }

    @ParameterizedTest
    @CsvSource({"httpclient", "feign"})
    void eachTransportWillDo(String transport) {
        assertThat(shell.run("run", NAME, "--transport", transport)).isEqualTo(2);
    }

    @Test
    void whatIsNotSetIsToldWithTheWaysToSetIt() {
        shell.without("ANAPLAN_MODEL");

        assertThat(shell.run("run", NAME)).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("--model", "ANAPLAN_MODEL", "model = ", "profiles.properties");
    }

    @Test
    void aMisspelledOptionIsToldWithTheRightOne() {
        assertThat(shell.run("run", NAME, "--limt", "1h")).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("--limit", "anaplan run --help");
    }

    @Test
    void noSecretIsAnOption() {
        assertThat(shell.run("run", NAME, "--password", "x")).isEqualTo(ExitCode.USAGE.number());
    }
}
