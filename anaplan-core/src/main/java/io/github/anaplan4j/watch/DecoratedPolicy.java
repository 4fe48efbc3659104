package io.github.anaplan4j.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * A policy with something added to it, and the limit that the one before had.
 *
 * @param limit how long a watch may take at most
 * @param decisions the decisions
 */
record DecoratedPolicy(Optional<Duration> limit, PollingPolicy decisions) implements PollingPolicy {
    @Override
    public Decision decide(WatchState state, Observation latest) {
        return decisions.decide(state, latest);
    }
}
