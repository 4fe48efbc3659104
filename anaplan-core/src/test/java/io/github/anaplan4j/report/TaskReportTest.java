package io.github.anaplan4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskReportTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118", "5B88");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ProcessStep CLEAR = new ProcessStep("117", "Clear list", "DELETE_BY_SELECTION");
    private static final ProcessStep LOAD = new ProcessStep("112", "Load employees", "IMPORT");
    private static final ProcessStep PUBLISH = new ProcessStep("116", "Publish", "EXPORT");

    @Test
    void resultsGetTheNamesAndTypesOfTheirStepsByIdWhateverTheOrder() {
        TaskReport report = report(List.of(CLEAR, LOAD), ok("112"), ok("117"));

        assertThat(report.steps()).extracting(ReportedStep::definition).containsExactly(LOAD, CLEAR);
        assertThat(report.steps()).extracting(ReportedStep::place).containsExactly("1", "2");
    }

    @Test
    void anActionThatComesTwiceIsJoinedInOrder() {
        ProcessStep again = new ProcessStep("112", "Load employees once more", "IMPORT");

        TaskReport report = report(List.of(LOAD, CLEAR, again), ok("112"), ok("117"), failed("112"));

        assertThat(report.steps()).extracting(ReportedStep::definition).containsExactly(LOAD, CLEAR, again);
        assertThat(report.firstFailedStep().orElseThrow().definition()).isEqualTo(again);
    }

    @Test
    void whatTheServerDidNotReportIsShownInItsPlace() {
        TaskReport report = report(List.of(CLEAR, LOAD, PUBLISH), ok("117"), ok("116"));

        assertThat(report.steps()).extracting(ReportedStep::definition).containsExactly(CLEAR, LOAD, PUBLISH);
        assertThat(report.steps()).extracting(ReportedStep::isReported).containsExactly(true, false, true);
        assertThat(report.steps().get(1).hasFailed()).isFalse();
    }

    @Test
    void whatTheProcessDoesNotDefineAnyMoreIsShownWithWhatTheServerSaid() {
        TaskResult named = new TaskResult("119", "Old step", true, false, List.of(), List.of(), null, null);

        TaskReport report = report(List.of(CLEAR), named, ok(null), ok("117"));

        assertThat(report.steps())
                .extracting(step -> step.name().orElse("?") + " " + step.id().orElse("?"))
                .containsExactly("Old step 119", "? ?", "Clear list 117");
    }

    @Test
    void theFirstFailureIsTheInnermostInOrder() {
        TaskResult inner = failed("112");
        TaskResult outer = new TaskResult("118", null, false, false, List.of(), List.of(ok("1"), inner), null, null);

        TaskReport report = report(List.of(), ok("117"), outer, failed("116"));

        assertThat(report.firstFailedStep().orElseThrow().result()).isEqualTo(inner);
        assertThat(report(List.of(), ok("117")).firstFailedStep()).isEmpty();
    }

    @Test
    void timesAreReportedAsGivenEvenIfAStepStartsBeforeItsProcess() {
        TaskResult early =
                new TaskResult("117", null, true, false, List.of(), List.of(), ms(1112), START.minusMillis(244));

        ReportedStep step = report(List.of(), early).steps().get(0);

        assertThat(step.offset()).isEqualTo(ms(-244));
        assertThat(step.duration()).hasValue(ms(1112));
    }

    @Test
    void theTextSaysWhatFailedHowManyRowsWhereTheDumpIsAndHowLongEachStepTook() {
        ResultDetail counts = new ResultDetail(
                "hierarchyRowsProcessedWithFailures",
                "2 of 13 rows failed",
                0,
                List.of(
                        "hierarchyName",
                        "Employees",
                        "totalRowCount",
                        "13",
                        "successRowCount",
                        "11",
                        "failedCount",
                        "2"));
        ResultDetail gone =
                new ResultDetail("uploadedFileNoLongerAvailable", "The file is gone", 3, List.of("file", "prices.csv"));
        TaskReport report = report(
                List.of(CLEAR, LOAD, new ProcessStep("119", "Load prices", "IMPORT"), PUBLISH),
                new TaskResult("117", null, true, false, List.of(), List.of(), ms(1112), START.plusMillis(20)),
                new TaskResult(
                        "112", null, true, true, List.of(counts), List.of(), ms(183_000), START.plusMillis(1140)),
                new TaskResult("119", null, false, false, List.of(gone), List.of(), ms(340), START.plusSeconds(184)));

        assertThat(report).hasToString("""
                        FAILED: process 118 "Nightly load"
                        Task: workspaces/8a81/models/75A4/processes/118/tasks/5B88
                        Took 19.850 s, from 2026-01-01T00:00:00Z
                        First failure: step 3, "Load prices": The file is gone (3 times) \
                        [uploadedFileNoLongerAvailable] file = prices.csv
                        Steps: 2 succeeded (1 with rejected rows), 1 failed, 1 not reported
                          1  ok             Clear list      DELETE_BY_SELECTION  117    +0.020 s    1.112 s
                          2  rejected rows  Load employees  IMPORT               112    +1.140 s  0:03:03 h  \
                        Employees: 13 rows, 11 succeeded, 2 failed
                                failure dump: workspaces/8a81/models/75A4/processes/118/tasks/5B88/dumps/112
                          3  FAILED         Load prices     IMPORT               119  +0:03:04 h    0.340 s
                                The file is gone (3 times) [uploadedFileNoLongerAvailable] file = prices.csv
                          4  not reported   Publish         EXPORT               116
                        """);
    }

    @Test
    void theTextOfStepsInsideStepsAndOfEveryKindOfEnd() {
        TaskResult inner = new TaskResult(
                "117", null, false, false, List.of(new ResultDetail("", null, 0, List.of())), List.of(), null, null);
        TaskResult outer = new TaskResult("118", null, false, false, List.of(), List.of(ok("116"), inner), null, null);
        TaskResult unknown = new TaskResult("119", null, null, false, List.of(), List.of(), null, null);
        String longName = "Ünïcode – a name that is longer than forty characters";

        TaskReport report =
                report(List.of(new ProcessStep("118", longName, "PROCESS"), LOAD, LOAD), outer, unknown, ok("112"));

        assertThat(report).hasToString("""
                        FAILED: process 118 "Nightly load"
                        Task: workspaces/8a81/models/75A4/processes/118/tasks/5B88
                        Took 19.850 s, from 2026-01-01T00:00:00Z
                        First failure: step 1.2, without a message
                        Steps: 1 succeeded, 1 failed, 1 not known, 1 not reported
                          1      FAILED        Ünïcode – a name that is longer than forty characters  PROCESS  118
                            1.1  ok                                                               116
                            1.2  FAILED                                                           117
                          2      NOT KNOWN                                                        119
                          3      ok            Load employees                            IMPORT   112
                          4      not reported  Load employees                            IMPORT   112
                        """);
    }

    @Test
    void aProcessThatFailsAlthoughNoStepDidSaysSo() {
        TaskResult whole = new TaskResult("118", null, false, false, List.of(), List.of(ok("117")), null, null);

        assertThat(TaskReport.of(outcome(TASK, whole)).toString())
                .contains("No step that was reported failed; only the process as a whole says so.");
    }

    @Test
    void anImportAloneIsReportedInTheHead() {
        TaskRef task = new ActionRef(TASK.model(), ActionKind.IMPORT, "112").task("5B88");
        ResultDetail counts =
                new ResultDetail("lineItemRowsProcessedWithFailures", null, 0, List.of("totalRowCount", "5"));
        TaskResult result = new TaskResult("112", null, true, true, List.of(counts), List.of(), null, null);

        assertThat(TaskReport.of(outcome(task, result))).hasToString("""
                        SUCCEEDED WITH REJECTED ROWS: import 112
                        Task: workspaces/8a81/models/75A4/imports/112/tasks/5B88
                        5 rows
                        Failure dump: workspaces/8a81/models/75A4/imports/112/tasks/5B88/dump
                        """);
    }

    @Test
    void aTaskWithoutResultSaysSo() {
        TaskStatus cancelled =
                new TaskStatus(null, TaskState.CANCELLED, null, null, null, "Ada\u001b[31m\nExample", null);

        assertThat(TaskReport.of(TaskOutcome.of(TASK, cancelled, SuccessCriterion.strict()), "", List.of(CLEAR)))
                .hasToString("""
                        CANCELLED by Ada [31m Example: process 118
                        Task: workspaces/8a81/models/75A4/processes/118/tasks/5B88
                        The server sent no result.
                        Steps: 0 succeeded, 1 not reported
                          1  not reported  Clear list  DELETE_BY_SELECTION  117
                        """);
    }

    @Test
    void twoHundredStepsTakeALineEachAndThoseThatFailedAFewMore() {
        List<ProcessStep> steps = new ArrayList<>();
        List<TaskResult> results = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            String id = String.valueOf(112_000_000_000L + i);
            steps.add(new ProcessStep(id, "Step " + i, "IMPORT"));
            results.add(i == 150 ? failed(id) : ok(id));
        }

        List<String> lines = report(steps, results.toArray(TaskResult[]::new))
                .toString()
                .lines()
                .toList();

        assertThat(lines).hasSize(206);
        assertThat(lines).contains("First failure: step 150, \"Step 150\": It failed [actionFailed]");
        assertThat(lines).contains("Steps: 199 succeeded, 1 failed");
        assertThat(lines).contains("  150  FAILED  Step 150  IMPORT  112000000150");
        assertThat(lines).contains("  200  ok      Step 200  IMPORT  112000000200");
    }

    private static TaskReport report(List<ProcessStep> defined, TaskResult... results) {
        TaskResult whole = new TaskResult("118", null, true, false, List.of(), List.of(results), ms(19_850), START);
        return TaskReport.of(outcome(TASK, whole), "Nightly load", defined);
    }

    private static TaskOutcome outcome(TaskRef task, TaskResult result) {
        TaskStatus status = new TaskStatus(null, TaskState.COMPLETE, null, null, null, null, result);
        return TaskOutcome.of(task, status, SuccessCriterion.strict());
    }

    private static TaskResult ok(String id) {
        return new TaskResult(id, null, true, false, List.of(), List.of(), null, null);
    }

    private static TaskResult failed(String id) {
        ResultDetail why = new ResultDetail("actionFailed", "It failed", 0, List.of());
        return new TaskResult(id, null, false, false, List.of(why), List.of(), null, null);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
