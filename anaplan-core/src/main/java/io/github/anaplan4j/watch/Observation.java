package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.Objects;

/** What one poll brought: a status, or the reason why there is none. */
public sealed interface Observation {
    /**
     * A status.
     *
     * @param status what the server said
     */
    record Seen(TaskStatus status) implements Observation {
        /** Checks that there is one. */
        public Seen {
            Objects.requireNonNull(status, "status");
        }
    }

    /**
     * No status.
     *
     * @param kind why
     */
    record PollFailed(FailureKind kind) implements Observation {
        /** Checks that there is one. */
        public PollFailed {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * 429: the tenant's request limit is used up. Not a failure.
     *
     * @param atLeast how long to wait before the next request
     */
    record Throttled(Duration atLeast) implements Observation {
        /** Checks that there is one. */
        public Throttled {
            Objects.requireNonNull(atLeast, "atLeast");
        }
    }
}
