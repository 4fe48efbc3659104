package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.watch.Observation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of one poll.
 *
 * @param observation for the policy
 * @param failure why there is no status, or null
 * @param serversWait how long the server wants to be left alone
 * @param isShared whether a list has told it, which does not tell everything
 */
record Poll(Observation observation, @Nullable RuntimeException failure, Duration serversWait, boolean isShared) {
    static Poll of(SharedLooks.Look look) {
        return new Poll(new Observation.Seen(look.status()), null, Duration.ZERO, look.isShared());
    }

    static Poll failed(Observation observation, RuntimeException failure, Duration serversWait) {
        return new Poll(observation, failure, serversWait, false);
    }
}
