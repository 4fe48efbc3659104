package io.github.anaplan4j.docs;

import io.github.anaplan4j.task.TaskOutcome;

/**
 * The exit codes of the command.
 *
 * <p>1 is left to Maven, for a build that failed before anything was watched.
 */
enum ExitCode {
    SUCCEEDED(0),
    SUCCEEDED_WITH_REJECTED_ROWS(2),
    FAILED(3),
    CANCELLED(4),
    GAVE_UP(5),
    USAGE(64);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    static ExitCode of(TaskOutcome outcome) {
        return outcome.fold(
                succeeded -> SUCCEEDED,
                withRejectedRows -> SUCCEEDED_WITH_REJECTED_ROWS,
                failed -> FAILED,
                cancelled -> CANCELLED);
    }

    int number() {
        return number;
    }
}
