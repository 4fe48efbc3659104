package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;

/**
 * Counts the attempts at one thing, and waits between them.
 *
 * <p>It is the one place that knows how often and how long. Whether a failure is worth another attempt is for the
 * caller to say. Not thread-safe; one for each thing that is attempted.
 */
public final class Attempts {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    // Nobody would sit through more without being told.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final int most;
    private final TimeSource time;
    private int made;

    /**
     * Begins with the first attempt.
     *
     * @param most how many attempts there may be
     * @param time waits between them
     */
    public Attempts(int most, TimeSource time) {
        this.most = most;
        this.time = time;
    }

    /**
     * Waits before another attempt: as long as the server asks, but never not at all.
     *
     * @param failure why the last attempt failed
     * @param usual how long to wait if the server does not say
     * @throws AnaplanException that failure, if that was the last attempt, the wait would be too long, or the thread is
     *     interrupted
     */
    public void pauseAfter(AnaplanException failure, Duration usual) {
        if (!pausedAfter(failure, usual)) {
            throw failure;
        }
    }

    /**
     * Waits before another attempt, if there is to be one: as long as the server asks, but never not at all.
     *
     * @param failure why the last attempt failed
     * @param usual how long to wait if the server does not say
     * @return whether there may be another attempt; not after the last one, or if the wait would be too long, or the
     *     thread is interrupted
     */
    public boolean pausedAfter(AnaplanException failure, Duration usual) {
        made++;
        Duration pause = Durations.longer(demanded(failure, usual), SHORTEST_PAUSE);
        return made < most && pause.compareTo(LONGEST_PAUSE) <= 0 && time.pause(pause);
    }

    private static Duration demanded(AnaplanException failure, Duration usual) {
        if (failure instanceof AnaplanApiException answer) {
            boolean isSaid =
                    answer.retryAfter().isPresent() || !answer.demandedWait().isZero();
            return isSaid ? answer.demandedWait() : usual;
        }
        return usual;
    }
}
