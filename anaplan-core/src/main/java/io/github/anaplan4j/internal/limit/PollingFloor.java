package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.base.BaseUrl;
import java.time.Duration;

/**
 * The shortest time between two polls of one task, whatever a policy says.
 *
 * <p>It is the 5 seconds that Anaplan's page on task status asks for: to look "no more than once every 5 seconds". So
 * it counts from one request to the next, and not from the answer; but no two looks at a task are under way at once,
 * and a watch waits that long after an answer as well. Only against a server on this machine can it be lowered.
 */
public final class PollingFloor {
    /** 5 seconds. */
    public static final PollingFloor STANDARD = new PollingFloor(Duration.ofSeconds(5));

    private final Duration duration;

    private PollingFloor(Duration duration) {
        this.duration = duration;
    }

    /**
     * Makes a floor for a server.
     *
     * @param duration the shortest time between two polls
     * @param server the server that is polled
     * @return a floor for that server
     * @throws IllegalArgumentException if it is below 5 seconds and the server is not on this machine, or is negative
     */
    public static PollingFloor of(Duration duration, BaseUrl server) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The polling floor is negative: " + duration);
        }
        if (duration.compareTo(STANDARD.duration) < 0 && !server.isLoopback()) {
            throw new IllegalArgumentException("A polling floor of " + duration + " is below the "
                    + STANDARD.duration + " that Anaplan asks for, and " + server
                    + " is not on this machine. Leave the floor as it is, or use a loopback address in tests.");
        }
        return new PollingFloor(duration);
    }

    /** {@return the shortest time between two polls} */
    public Duration duration() {
        return duration;
    }

    /** {@return the duration in ISO form} */
    @Override
    public String toString() {
        return duration.toString();
    }
}
