package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** What holds for any results, however deep. */
class TaskOutcomePropertiesTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118", "5B88");

    @Property
    void aCompleteTaskSucceedsOnlyIfAllInItDid(@ForAll("results") TaskResult result) {
        TaskOutcome outcome = outcome(TaskState.COMPLETE, result);

        boolean allDid = result.tree().allMatch(each -> Boolean.TRUE.equals(each.successful()));
        boolean someRejected = result.tree().anyMatch(TaskResult::failureDumpAvailable);
        assertThat(kind(outcome)).isEqualTo(!allDid ? "failed" : someRejected ? "rejected" : "succeeded");
        assertThat(outcome.isSuccess()).isEqualTo(allDid);
    }

    @Property
    void aFailureHasItsInnermostCauses(@ForAll("results") TaskResult result) {
        if (outcome(TaskState.COMPLETE, result) instanceof TaskOutcome.Failed failed) {
            List<TaskResult> causes = failed.failedResults();

            List<TaskResult> expected = result.tree()
                    .filter(each -> !each.isSuccessful())
                    .filter(each -> each.tree().skip(1).allMatch(TaskResult::isSuccessful))
                    .toList();
            assertThat(causes).isNotEmpty().isEqualTo(expected);
        }
    }

    @Property
    void aCancelledTaskIsCancelledWhateverItsResultSays(@ForAll("results") TaskResult result) {
        assertThat(kind(outcome(TaskState.CANCELLED, result))).isEqualTo("cancelled");
        assertThat(kind(outcome(TaskState.CANCELLED, null))).isEqualTo("cancelled");
    }

    @Property
    void whatIsNoEndHasNoOutcome(@ForAll String text, @ForAll("results") TaskResult result) {
        assertThatIllegalArgumentException().isThrownBy(() -> outcome(TaskState.of(text), result));
    }

    @Property
    void eachDumpOfAnInnermostStepIsThereOnce(@ForAll("results") TaskResult result) {
        List<DumpRef> ofSteps = result.tree()
                .skip(1)
                .filter(step -> step.failureDumpAvailable() && step.objectId() != null)
                .filter(step -> step.nestedResults().isEmpty())
                .map(step -> new DumpRef(TASK, step.objectId()))
                .distinct()
                .toList();

        List<DumpRef> own = result.failureDumpAvailable() ? List.of(new DumpRef(TASK, null)) : List.of();
        assertThat(outcome(TaskState.COMPLETE, result).dumps()).isEqualTo(ofSteps.isEmpty() ? own : ofSteps);
    }

    /** Folds, and makes sure that one function is called, with the outcome. */
    private static String kind(TaskOutcome outcome) {
        List<TaskOutcome> folded = new ArrayList<>();
        String kind = outcome.fold(
                succeeded -> noted(succeeded, folded, "succeeded"),
                rejected -> noted(rejected, folded, "rejected"),
                failed -> noted(failed, folded, "failed"),
                cancelled -> noted(cancelled, folded, "cancelled"));
        assertThat(folded).containsExactly(outcome);
        return kind;
    }

    private static String noted(TaskOutcome outcome, List<TaskOutcome> folded, String kind) {
        folded.add(outcome);
        return kind;
    }

    private static TaskOutcome outcome(TaskState state, @Nullable TaskResult result) {
        return TaskOutcome.of(
                TASK, new TaskStatus(null, state, null, null, null, null, result), SuccessCriterion.strict());
    }

    @Provide
    Arbitrary<TaskResult> results() {
        return Arbitraries.recursive(() -> result(Arbitraries.just(List.of())), this::nesting, 0, 3);
    }

    private Arbitrary<TaskResult> nesting(Arbitrary<TaskResult> inner) {
        return result(inner.list().ofMaxSize(3));
    }

    private static Arbitrary<TaskResult> result(Arbitrary<List<TaskResult>> nested) {
        Arbitrary<Boolean> successful =
                Arbitraries.frequency(Tuple.of(8, true), Tuple.of(1, false)).injectNull(0.05);
        Arbitrary<Boolean> dump = Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true));
        return Combinators.combine(Arbitraries.of("112", "113", "114").injectNull(0.1), successful, dump, nested)
                .as((id, success, hasDump, in) ->
                        new TaskResult(id, null, success, hasDump, List.of(), in, null, null));
    }
}
