package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskStatusTest {
    @Test
    void completionIsProgressMadeFitForDisplay() {
        assertThat(status(0.0).completion()).hasValue(0.0);
        assertThat(status(0.4).completion()).hasValue(0.4);
        assertThat(status(1.0).completion()).hasValue(1.0);
        assertThat(status(7.0).completion()).hasValue(1.0);
        assertThat(status(-1.0).completion()).isEmpty();
        assertThat(status(Double.NaN).completion()).isEmpty();
        assertThat(status(null).completion()).isEmpty();
    }

    private static TaskStatus status(@Nullable Double progress) {
        return new TaskStatus(null, TaskState.IN_PROGRESS, null, progress, null, null, null);
    }
}
