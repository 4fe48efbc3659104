package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.GiveUpReason;
import java.time.Duration;
import java.util.Objects;

/**
 * The decision of a policy on an unfinished task.
 *
 * <p>It cannot say that the task is over; only the task's state can.
 */
public sealed interface Decision {
    /**
     * Poll again.
     *
     * @param delay the shortest time from now to the next poll; it may come later, and never comes sooner than the
     *     polling floor and the server's own wait allow
     */
    record Again(Duration delay) implements Decision {
        /**
         * Checks that there is a delay.
         *
         * @param delay the shortest time from now to the next poll
         */
        public Again {
            Objects.requireNonNull(delay, "delay");
        }
    }

    /**
     * Stop watching. The task is left alone.
     *
     * @param reason why
     */
    record GiveUp(GiveUpReason reason) implements Decision {
        /**
         * Checks that there is a reason.
         *
         * @param reason why
         */
        public GiveUp {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
