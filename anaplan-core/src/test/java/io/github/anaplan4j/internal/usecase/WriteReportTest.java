package io.github.anaplan4j.internal.usecase;

import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.internal.port.FakeDefinitions;
import io.github.anaplan4j.report.ReportedStep;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WriteReportTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ActionRef PROCESS = MODEL.process("118000000007");
    private static final ActionRef IMPORT = MODEL.action(ActionKind.IMPORT, "112000000003");

    private final FakeDefinitions definitions = new FakeDefinitions();
    private final WriteReport reports = new WriteReport(definitions);

    @Test
    void aProcessAndItsStepsAreCalledByTheirNames() {
        definitions.definingProcess(PROCESS, "Nightly load", new ProcessStep("112000000003", "Load", "IMPORT"));

        TaskReport report = reports.report(outcome(PROCESS));

        assertThat(report.name()).isEqualTo("Nightly load");
        assertThat(report.steps()).extracting(ReportedStep::name).containsExactly(Optional.of("Load"));
        assertThat(definitions.calls).containsExactly("process");
    }

    @Test
    void anActionAloneIsCalledByItsName() {
        definitions.defining(IMPORT, "Load employees");

        assertThat(reports.report(outcome(IMPORT)).name()).isEqualTo("Load employees");
    }

    @Test
    void anActionThatTheModelDoesNotKnowAnyMoreHasNoName() {
        assertThat(reports.report(outcome(IMPORT))).isEqualTo(TaskReport.of(outcome(IMPORT), "", List.of()));
    }

    static Stream<RuntimeException> failures() {
        return Stream.of(status(403), Failures.malformed(), Lifecycle.closed("another request"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void namesThatCannotBeHadAreNoReasonToFail(RuntimeException failure) {
        for (ActionRef action : List.of(PROCESS, IMPORT)) {
            definitions.failing(failure);

            assertThat(reports.report(outcome(action))).isEqualTo(TaskReport.of(outcome(action)));
        }
    }

    private static TaskOutcome outcome(ActionRef action) {
        TaskResult step = new TaskResult("112000000003", null, false, true, List.of(), List.of(), null, null);
        TaskResult result = new TaskResult(null, null, false, false, List.of(), List.of(step), null, null);
        return new TaskOutcome.Failed(
                action.task("5B88"), new TaskStatus(null, TaskState.COMPLETE, null, null, null, null, result));
    }
}
