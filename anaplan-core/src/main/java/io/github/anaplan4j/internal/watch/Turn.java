package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.watch.StepResult;
import java.time.Duration;

/**
 * The standing of a watch after one poll of the engine.
 *
 * @param result where it stands
 * @param delay how long to wait before the next poll, for a driver that has a clock which does not jump; zero if the
 *     watch is over
 */
record Turn(StepResult result, Duration delay) {
    static Turn over(StepResult result) {
        return new Turn(result, Duration.ZERO);
    }
}
