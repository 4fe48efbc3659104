package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskStateTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, NOT_STARTED, false",
        "IN_PROGRESS, IN_PROGRESS, false",
        "COMPLETE,    COMPLETE,    true",
        "CANCELLING,  CANCELLING,  false",
        "CANCELLED,   CANCELLED,   true"
    })
    void theFiveDocumentedStates(String text, TaskState.Kind kind, boolean terminal) {
        TaskState state = TaskState.of(text);

        assertThat(state.kind()).isEqualTo(kind);
        assertThat(state.isTerminal()).isEqualTo(terminal);
        assertThat(state).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "complete", "COMPLETED", "Cancelled", "COMPLETE ", "PAUSED"})
    void anyOtherTextIsKeptAndIsNoEnd(String text) {
        TaskState state = TaskState.of(text);

        assertThat(state.kind()).isEqualTo(TaskState.Kind.UNKNOWN);
        assertThat(state.isTerminal()).isFalse();
        assertThat(state.text()).isEqualTo(text);
    }

    @Test
    void noStateAtAllIsUnknown() {
        assertThat(TaskState.of(null).kind()).isEqualTo(TaskState.Kind.UNKNOWN);
        assertThat(TaskState.of(null)).hasToString("(no state)");
    }
}
