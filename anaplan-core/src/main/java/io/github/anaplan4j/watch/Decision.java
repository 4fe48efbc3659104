package io.github.anaplan4j.watch;

import java.time.Duration;
import java.util.Objects;

/** What a policy makes of an unfinished task. It cannot say that the task is over; only the task's state can. */
public sealed interface Decision {
    /**
     * Poll again.
     *
     * @param notBefore the shortest time from now to the next poll; it may come later, and never comes sooner than the
     *     polling floor and the server's own wait allow
     */
    record Again(Duration notBefore) implements Decision {
        /** Checks that there is one. */
        public Again {
            Objects.requireNonNull(notBefore, "notBefore");
        }
    }

    /**
     * Stop watching. The task is left alone.
     *
     * @param reason why
     */
    record GiveUp(GiveUpReason reason) implements Decision {
        /** Checks that there is one. */
        public GiveUp {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
