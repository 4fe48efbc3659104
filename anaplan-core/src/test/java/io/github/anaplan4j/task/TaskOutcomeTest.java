package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskOutcomeTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");

    @Test
    void completeAndSuccessfulThroughoutHasSucceeded() {
        assertThat(nameOf(complete(result("118", true, result("117", true))))).isEqualTo("succeeded");
        assertThat(complete(result("118", true)).isSuccess()).isTrue();
        assertThat(complete(result("118", true)).kind()).isEqualTo(TaskOutcome.Kind.SUCCEEDED);
    }

    @Test
    void completeAloneNeverMeansSuccess() {
        TaskOutcome outcome = complete(result("118", false));

        assertThat(nameOf(outcome)).isEqualTo("failed");
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.kind()).isEqualTo(TaskOutcome.Kind.FAILED);
    }

    @Test
    void completeWithoutAResultHasFailed() {
        TaskOutcome outcome = complete(null);

        assertThat(outcome).isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
            assertThat(failed.result()).isEmpty();
            assertThat(failed.failedResults()).isEmpty();
            assertThat(failed.dumps()).isEmpty();
        });
    }

    @Test
    void aResultThatDoesNotSayWhetherItSucceededHasFailed() {
        assertThat(nameOf(complete(result("118", null)))).isEqualTo("failed");
    }

    @Test
    void aFailureDumpOnASuccessMeansRejectedRows() {
        TaskResult dumped = new TaskResult("112", null, true, true, List.of(), List.of(), null, null);

        TaskOutcome outcome = complete(result("118", true, result("117", true), dumped));

        assertThat(nameOf(outcome)).isEqualTo("rejected");
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.kind()).isEqualTo(TaskOutcome.Kind.SUCCEEDED_WITH_REJECTED_ROWS);
        assertThat(outcome.dumps()).containsExactly(new DumpRef(outcome.task(), "112"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failedCount", "invalidCount", "warningsRowCount"})
    void whatTheReportCountsAsRejectedTheOutcomeDoesToo(String key) {
        for (String count : List.of("2", "1,234")) {
            ResultDetail counted =
                    new ResultDetail("hierarchyRowsProcessed", null, 0, List.of("totalRowCount", "13000", key, count));
            TaskResult nested = new TaskResult("112", null, true, false, List.of(counted), List.of(), null, null);

            assertThat(nameOf(complete(result("118", true, nested)))).isEqualTo("rejected");
            assertThat(nameOf(complete(nested))).isEqualTo("rejected");
        }
    }

    @Test
    void rowsThatWereIgnoredOrNoneAtAllAreNoRejectedOnes() {
        ResultDetail counted = new ResultDetail(
                "hierarchyRowsProcessed",
                null,
                0,
                List.of("ignoredCount", "2", "failedCount", "0", "invalidCount", "-1", "warningsRowCount", "many"));
        TaskResult nested = new TaskResult("112", null, true, false, List.of(counted), List.of(), null, null);

        assertThat(nameOf(complete(result("118", true, nested)))).isEqualTo("succeeded");
    }

    @Test
    void countedFailuresOnASuccessMeanRejectedRowsEvenWithoutADump() {
        ResultDetail counted = new ResultDetail("hierarchyRowsProcessedWithFailures", null, 0, List.of());
        TaskResult nested = new TaskResult("112", null, true, false, List.of(counted), List.of(), null, null);

        assertThat(nameOf(complete(result("118", true, nested)))).isEqualTo("rejected");
    }

    @Test
    void theFlagsOfTheWholeAndOfItsPartsAreWeighedByTheCriterion() {
        TaskResult onlyTop = result("118", true, result("112", false));
        TaskResult onlyNested = result("118", false, result("112", true));

        assertThat(SuccessCriterion.strict().isSuccess(onlyTop)).isFalse();
        assertThat(SuccessCriterion.strict().isSuccess(onlyNested)).isFalse();
        assertThat(SuccessCriterion.topLevelFlag().isSuccess(onlyTop)).isTrue();
        assertThat(SuccessCriterion.topLevelFlag().isSuccess(onlyNested)).isFalse();
        assertThat(SuccessCriterion.nestedFlags().isSuccess(onlyTop)).isFalse();
        assertThat(SuccessCriterion.nestedFlags().isSuccess(onlyNested)).isTrue();
        assertThat(SuccessCriterion.nestedFlags().isSuccess(result("118", true)))
                .isTrue();
        assertThat(SuccessCriterion.nestedFlags().isSuccess(result("118", false)))
                .isFalse();
    }

    @Test
    void theInnermostFailuresAreNamed() {
        TaskResult deep = result("112-deep", false);
        TaskResult failed = result("112", false);
        TaskOutcome outcome =
                complete(result("118", false, result("117", true), result("118-in", false, deep), failed));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TaskOutcome.Failed.class,
                        f -> assertThat(f.failedResults()).containsExactly(deep, failed));
    }

    @Test
    void aFailureOfTheWholeAloneIsTheWholes() {
        TaskResult whole = result("118", false, result("112", true));

        assertThat(complete(whole))
                .isInstanceOfSatisfying(
                        TaskOutcome.Failed.class,
                        f -> assertThat(f.failedResults()).containsExactly(whole));
    }

    @Test
    void cancelledWithoutAResult() {
        TaskOutcome outcome = outcome(TaskState.CANCELLED, null, null);

        assertThat(nameOf(outcome)).isEqualTo("cancelled");
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.kind()).isEqualTo(TaskOutcome.Kind.CANCELLED);
        assertThat(outcome).isInstanceOfSatisfying(TaskOutcome.Cancelled.class, cancelled -> {
            assertThat(cancelled.cancelledBy()).isEmpty();
            assertThat(cancelled.appliedResults()).isEmpty();
        });
    }

    @Test
    void cancelledWithAResultTellsWhoAndWhatMayHaveBeenApplied() {
        TaskResult applied = result("112", true);
        TaskOutcome outcome =
                outcome(TaskState.CANCELLED, "Ada Example", result("118", true, applied, result("117", false)));

        assertThat(outcome).isInstanceOfSatisfying(TaskOutcome.Cancelled.class, cancelled -> {
            assertThat(cancelled.cancelledBy()).contains("Ada Example");
            assertThat(cancelled.appliedResults()).containsExactly(applied);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_STARTED", "IN_PROGRESS", "CANCELLING", "PAUSED", ""})
    void anUnfinishedTaskHasNoOutcome(String state) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outcome(TaskState.of(state), null, result("118", true)))
                .withMessageContaining("not an end");
    }

    private static TaskOutcome complete(@Nullable TaskResult result) {
        return outcome(TaskState.COMPLETE, null, result);
    }

    private static TaskOutcome outcome(TaskState state, @Nullable String cancelledBy, @Nullable TaskResult result) {
        TaskStatus status = new TaskStatus("5B88", state, null, null, null, cancelledBy, result);
        return TaskOutcome.of(TASK, status, SuccessCriterion.strict());
    }

    private static TaskResult result(String id, @Nullable Boolean successful, TaskResult... nested) {
        return new TaskResult(id, null, successful, false, List.of(), List.of(nested), null, null);
    }

    private static String nameOf(TaskOutcome outcome) {
        return outcome.fold(succeeded -> "succeeded", rejected -> "rejected", failed -> "failed", c -> "cancelled");
    }
}
