package io.github.anaplan4j.internal.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskStatus;

/** Whatever bytes arrive, decoding ends in a status that can be judged and printed, or in the documented error. */
class TaskStatusFuzzTest {
    private static final TaskRef TASK =
            new ModelRef("W", "M").action(ActionKind.PROCESS, "P").task("T");

    @FuzzTest(maxDuration = "20s")
    void anyBytesDecodeOrAreRefused(byte[] body) {
        Bounded.run(() -> {
            try {
                judge(TaskStatusDecoder.decode(Json.object(body)));
            } catch (Json.Unexpected documented) {
                // the one way to refuse a body
            }
        });
    }

    private static void judge(TaskStatus status) {
        status.toString();
        TaskResult result = status.result();
        if (result != null) {
            result.rowCounts().forEach(Object::toString);
        }
        if (status.state().isTerminal()) {
            TaskOutcome.of(TASK, status, SuccessCriterion.strict()).toString();
        }
    }
}
