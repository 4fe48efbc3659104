package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.task.TaskStatus;
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
    static Poll seen(TaskStatus status, boolean isShared) {
        return new Poll(new Observation.Seen(status), null, Duration.ZERO, isShared);
    }

    static Poll failed(Observation observation, RuntimeException failure, Duration serversWait) {
        return new Poll(observation, failure, serversWait, false);
    }
}
