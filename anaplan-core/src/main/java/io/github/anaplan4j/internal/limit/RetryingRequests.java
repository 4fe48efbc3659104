package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends the requests that are no polls of watches, within the client's budget.
 *
 * <p>Those that do no harm when they arrive twice are sent again after trouble on the way, though not any more once ten
 * minutes are over. Thread-safe.
 */
public final class RetryingRequests {
    // Nobody waits longer than that for the last attempt to begin.
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** What is left where nobody has set a limit. */
    static final Supplier<Duration> UNLIMITED = () -> Durations.ENDLESS;

    private static final Predicate<AnaplanException> NOTHING = failure -> false;
    private static final int ATTEMPTS_WHILE_BUSY = 21; // in ten minutes
    private static final Duration WHILE_BUSY = Duration.ofSeconds(30);

    private final RequestLimiter limiter;
    private final Lifecycle lifecycle;
    private final TimeSource time;
    private final Pauses pauses;

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
        this.pauses = new Pauses(lifecycle, time);
    }

    /** One of the ways to send a request. */
    @FunctionalInterface
    interface Sender {
        <T> T send(RequestClass kind, Supplier<Duration> left, Supplier<T> request);
    }

    /** One of the ways to ask for a status. */
    @FunctionalInterface
    interface StatusSender {
        <T> T send(TaskRef task, Supplier<T> request);
    }

    /** {@return what is left of a time that begins now} */
    Supplier<Duration> within(Duration atMost) {
        long begun = time.nanoTime();
        return () -> atMost.minusNanos(time.nanoTime() - begun);
    }

    /**
     * Sends a request when its turn has come, once, if it comes in the time that is left.
     *
     * <p>One whose token was rejected is sent again with the next token, in another turn; but a start, which decides
     * that by itself.
     */
    <T> T once(RequestClass kind, Supplier<Duration> left, Supplier<T> request) {
        Supplier<T> attempt = () -> inTurn(kind, left, request);
        return kind == RequestClass.START ? attempt.get() : withTheNextToken(attempt);
    }

    private <T> T inTurn(RequestClass kind, Supplier<Duration> left, Supplier<T> request) {
        limiter.awaitTurn(kind, left.get());
        try {
            return counted(request);
        } finally {
            limiter.done(kind);
        }
    }

    /** Asks for a status, once, when the polling floor of the task allows it; after a rejected token once more so. */
    <T> T onceAsPoll(TaskRef task, Supplier<T> request) {
        return withTheNextToken(() -> asPoll(task, request));
    }

    private static <T> T withTheNextToken(Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (TokenRejectedException first) {
            try {
                return attempt.get();
            } catch (TokenRejectedException again) {
                throw again.rejection();
            }
        }
    }

    private <T> T asPoll(TaskRef task, Supplier<T> request) {
        limiter.awaitPoll(task);
        try {
            return counted(request);
        } finally {
            limiter.pollDone(task, RequestClass.READ);
        }
    }

    /**
     * Sends a request that can be repeated when its turn has come, again if there was trouble on the way.
     *
     * <p>Of a transfer all is lost with one request. So it is patient with a model that is busy, which counts as none
     * of its attempts.
     */
    <T> T retrying(RequestClass kind, Supplier<Duration> left, Supplier<T> request) {
        Supplier<T> attempt = () -> once(kind, left, request);
        return kind == RequestClass.TRANSFER
                ? retried(attempt, Attempts.asOfATransfer(pauses), whileBusy())
                : retried(attempt, Attempts.asOfARead(pauses), NOTHING);
    }

    /** Asks for a status when the polling floor of the task allows it, again if there was trouble on the way. */
    <T> T retryingAsPoll(TaskRef task, Supplier<T> request) {
        return retried(() -> onceAsPoll(task, request), Attempts.asOfARead(pauses), NOTHING);
    }

    /** {@return what waits for a busy model, and tells whether it has} */
    private Predicate<AnaplanException> whileBusy() {
        Attempts attempts = new Attempts(ATTEMPTS_WHILE_BUSY, pauses);
        return failure -> {
            boolean isBusy = failure instanceof AnaplanApiException answer
                    && answer.condition().isModelBusy();
            if (isBusy) {
                attempts.pauseAfter(failure, WHILE_BUSY);
            }
            return isBusy;
        };
    }

    private <T> T retried(Supplier<T> attempt, Attempts attempts, Predicate<AnaplanException> isWaitedFor) {
        long start = time.nanoTime();
        while (true) {
            try {
                return attempt.get();
            } catch (AnaplanException failure) {
                Duration elapsed = Duration.ofNanos(time.nanoTime() - start);
                if (!isWorthRepeating(failure) || elapsed.compareTo(LONGEST) >= 0) {
                    throw failure;
                }
                if (isWaitedFor.test(failure)) {
                    continue;
                }
                // The pause that 429 means for everybody is waited for before the next attempt, and counts as none.
                boolean mayBeSentAgain =
                        failure instanceof AnaplanApiException answer && answer.condition() == ApiCondition.THROTTLED
                                ? elapsed.plus(answer.demandedWait()).compareTo(LONGEST) <= 0
                                : attempts.pausedAfter(failure);
                if (!mayBeSentAgain) {
                    throw failure;
                }
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

    /**
     * Tells whether a request that does no harm when it arrives twice is worth another attempt.
     *
     * @param failure why the last attempt failed
     * @return whether it may pass within seconds
     */
    public static boolean isWorthRepeating(AnaplanException failure) {
        if (failure instanceof TransportException transport) {
            // A timeout before it was sent is that of the line, which is no shorter now.
            return switch (transport.kind()) {
                case INTERRUPTED -> false;
                case TIMEOUT -> transport.mayHaveBeenSent();
                case CONNECT, CONNECTION_LOST -> true;
            };
        }
        return failure instanceof AnaplanApiException answer
                && answer.condition().isWorthRepeating();
    }
}
