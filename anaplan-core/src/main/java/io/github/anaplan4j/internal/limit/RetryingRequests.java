package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sends the requests that are no polls, within the client's budget.
 *
 * <p>Those that do no harm when they arrive twice are sent again after trouble on the way. Thread-safe.
 */
public final class RetryingRequests {
    private static final int ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final RequestLimiter limiter;
    private final Lifecycle lifecycle;
    private final TimeSource time;

    /**
     * Makes a sender.
     *
     * @param limiter knows the budget
     * @param lifecycle lets nothing out of a client that is closed
     * @param time waits between two attempts
     */
    public RetryingRequests(RequestLimiter limiter, Lifecycle lifecycle, TimeSource time) {
        this.limiter = limiter;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    /** One of the ways to send a request. */
    @FunctionalInterface
    interface Sender {
        <T> T send(Supplier<T> request);
    }

    /** Sends a request that somebody waits for: at once, and only once. */
    <T> T once(Supplier<T> request) {
        limiter.spend();
        return counted(request);
    }

    /** Sends a request that somebody waits for, and that can be repeated. */
    <T> T retrying(Supplier<T> request) {
        return retried(request, false);
    }

    /** Sends one of many requests, which can be repeated, when the budget has a place for it. */
    <T> T retryingInTurn(Supplier<T> request) {
        return retried(request, true);
    }

    private <T> T retried(Supplier<T> request, boolean inTurn) {
        Attempts attempts = new Attempts(ATTEMPTS, time);
        while (true) {
            try {
                if (inTurn) {
                    waitForTurn();
                } else {
                    limiter.spend();
                }
                return counted(request);
            } catch (AnaplanException failure) {
                if (!isWorthRepeating(failure)) {
                    throw failure;
                }
                attempts.pauseAfter(failure, BETWEEN_ATTEMPTS);
            }
        }
    }

    private <T> T counted(Supplier<T> request) {
        lifecycle.checkOpen("another request");
        try {
            return request.get();
        } catch (AnaplanApiException refused) {
            if (refused.condition() == ApiCondition.THROTTLED) {
                limiter.throttled(refused.demandedWait());
            }
            throw refused;
        }
    }

    private void waitForTurn() {
        Object turn = new Object();
        Duration wait = limiter.askInTurn(turn);
        while (!Durations.isOver(wait) && time.pause(wait)) {
            wait = limiter.askInTurn(turn);
        }
        if (Thread.currentThread().isInterrupted()) {
            limiter.leaveTurn(turn);
            throw new TransportException(
                    TransportException.Kind.INTERRUPTED, false, "The thread was interrupted before the request", null);
        }
    }

    /**
     * Tells whether a request that does no harm when it arrives twice is worth another attempt.
     *
     * @param failure why the last attempt failed
     * @return whether it may pass within seconds
     */
    public static boolean isWorthRepeating(AnaplanException failure) {
        if (failure instanceof TransportException transport) {
            return transport.kind() != TransportException.Kind.INTERRUPTED;
        }
        return failure instanceof AnaplanApiException answer
                && answer.condition().isWorthRepeating();
    }
}
