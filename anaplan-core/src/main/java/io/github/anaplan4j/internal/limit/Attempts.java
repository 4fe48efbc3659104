package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import java.time.Duration;

/**
 * Counts the attempts at one thing, and waits between them.
 *
 * <p>It is the one place that knows how often and how long. An answer 429 says nothing of the thing itself, and so
 * counts as no attempt. But for how long it is borne, the clock tells: whoever is throttled waits in line as well.
 * Whether a failure is worth another attempt is for the caller to say. Not thread-safe; one for each thing that is
 * attempted.
 */
public final class Attempts {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    // Nobody would sit through more without being told.
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_USUALLY = 4;
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    private final int most;
    private final Duration longest;
    private final Pauses pauses;
    private final long begun;
    private Duration paused = Duration.ZERO;
    private boolean goesOnAtOnce;
    private int made;

    /**
     * Begins with the first attempt; all pauses together are no longer than ten minutes.
     *
     * @param most how many attempts there may be
     * @param pauses are made between them
     */
    public Attempts(int most, Pauses pauses) {
        this(most, LONGEST, pauses);
    }

    private Attempts(int most, Duration longest, Pauses pauses) {
        this.most = most;
        this.longest = longest;
        this.pauses = pauses;
        this.begun = pauses.nanoTime();
    }

    /**
     * Begins with the first attempt at what does no harm when it is done twice.
     *
     * @param pauses are made between them
     * @return as many attempts as there are at a read; all pauses together are no longer than ten minutes
     */
    public static Attempts asOfARead(Pauses pauses) {
        return asOfAReadWithin(LONGEST, pauses);
    }

    /**
     * Begins with the first attempt at moving a chunk.
     *
     * <p>When its connection breaks for the first time, the next attempt follows at once: that says nothing of the
     * server, and the chunks after this one wait for it.
     *
     * @param pauses are made between them
     * @return as many attempts as there are at a read; all pauses together are no longer than ten minutes
     */
    static Attempts asOfATransfer(Pauses pauses) {
        Attempts attempts = asOfARead(pauses);
        attempts.goesOnAtOnce = true;
        return attempts;
    }

    /**
     * Begins with the first attempt at what does no harm when it is done twice.
     *
     * @param longest how long all pauses together may be
     * @param pauses are made between them
     * @return as many attempts as there are at a read
     */
    public static Attempts asOfAReadWithin(Duration longest, Pauses pauses) {
        return new Attempts(MOST_USUALLY, longest, pauses);
    }

    /**
     * Waits before another attempt as {@link #pausedAfter(AnaplanException, Duration)} does, if the server does not say
     * how long, for as long as before another attempt at a read.
     *
     * @param failure why the last attempt failed
     * @return whether there may be another attempt
     */
    public boolean pausedAfter(AnaplanException failure) {
        return pausedAfter(failure, USUAL_PAUSE);
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
     * Waits before another attempt, if there is to be one: as long as the server asks, but never not at all, unless it
     * is that of a transfer after its first break.
     *
     * @param failure why the last attempt failed
     * @param usual how long to wait if the server does not say
     * @return whether there may be another attempt; not after the last one, or if the wait would be too long, or the
     *     thread is interrupted
     */
    public boolean pausedAfter(AnaplanException failure, Duration usual) {
        boolean isThrottled = isThrottled(failure);
        if (!isThrottled) {
            made++;
        }
        Duration pause =
                isFirstBreak(failure) ? Duration.ZERO : Durations.longer(demanded(failure, usual), SHORTEST_PAUSE);
        Duration spent = isThrottled ? Duration.ofNanos(pauses.nanoTime() - begun) : paused;
        if (made == most || spent.plus(pause).compareTo(longest) > 0) {
            return false;
        }
        paused = paused.plus(pause);
        pauses.pause(pause); // of a client that was closed meanwhile the next attempt says so
        return !Thread.currentThread().isInterrupted();
    }

    private boolean isFirstBreak(AnaplanException failure) {
        boolean isFirst = goesOnAtOnce
                && failure instanceof TransportException transport
                && transport.kind() == TransportException.Kind.CONNECTION_LOST;
        goesOnAtOnce &= !isFirst;
        return isFirst;
    }

    private static boolean isThrottled(AnaplanException failure) {
        return failure instanceof AnaplanApiException answer && answer.condition() == ApiCondition.THROTTLED;
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
