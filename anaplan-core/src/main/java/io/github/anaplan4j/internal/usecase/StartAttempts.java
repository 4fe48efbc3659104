package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.limit.Attempts;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.task.StartOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * Knows which failures of a start are worth another attempt, and waits for it.
 *
 * <p>Whether another attempt does harm is not asked here. One for each start, and for one thread.
 */
final class StartAttempts {
    private static final int MOST = 5;
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration WHEN_BUSY = Duration.ofSeconds(30);

    private final Attempts attempts;
    private final StartOptions options;
    private boolean hasNewToken;

    StartAttempts(StartOptions options, Pauses pauses) {
        this.attempts = new Attempts(MOST, pauses);
        this.options = options;
    }

    /** {@return whether it may be sent again, now that the pause is over; false at once if it may not} */
    boolean pausedAfter(Throwable failure) {
        if (!(failure instanceof AnaplanException known)) {
            return false;
        }
        Optional<Duration> usual = usualPause(known);
        hasNewToken |= known instanceof TokenRejectedException; // another one would be refused as well
        return usual.isPresent() && attempts.pausedAfter(known, usual.get());
    }

    private Optional<Duration> usualPause(AnaplanException failure) {
        if (failure instanceof TokenRejectedException) {
            return hasNewToken ? Optional.empty() : Optional.of(Duration.ZERO);
        }
        if (failure instanceof TransportException transport) {
            return transport.kind() == TransportException.Kind.CONNECT ? Optional.of(BETWEEN) : Optional.empty();
        }
        if (!(failure instanceof AnaplanApiException answer)) {
            return Optional.empty();
        }
        ApiCondition condition = answer.condition();
        if (condition == ApiCondition.THROTTLED) {
            return Optional.of(BETWEEN);
        }
        return options.retryWhenBusy() && condition.isModelBusy() ? Optional.of(WHEN_BUSY) : Optional.empty();
    }
}
