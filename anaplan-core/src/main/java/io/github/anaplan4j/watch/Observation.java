package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.Objects;

/** The result of one poll: a status, or the reason why there is none. */
public sealed interface Observation {
    /**
     * The poll brought a status.
     *
     * @param status what the server said
     */
    record Seen(TaskStatus status) implements Observation {
        /**
         * Checks that there is a status.
         *
         * @param status what the server said
         */
        public Seen {
            Objects.requireNonNull(status, "status");
        }
    }

    /**
     * The poll brought no status.
     *
     * @param kind why it brought none
     */
    record PollFailed(FailureKind kind) implements Observation {
        /**
         * Checks that there is a kind.
         *
         * @param kind why it brought none
         */
        public PollFailed {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * The server refused the poll with 429, because the tenant's request limit is used up.
     *
     * <p>That is not a failure.
     *
     * @param atLeast how long to wait before the next request
     */
    record Throttled(Duration atLeast) implements Observation {
        /**
         * Checks that there is a duration.
         *
         * @param atLeast how long to wait before the next request
         */
        public Throttled {
            Objects.requireNonNull(atLeast, "atLeast");
        }
    }
}
