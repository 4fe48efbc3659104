package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.watch.FailureKind;
import io.github.anaplan4j.watch.Observation;
import org.jspecify.annotations.Nullable;

/** Sorts what went wrong in a poll. */
final class FailureKinds {
    private FailureKinds() {}

    /**
     * Sorts a failure; 429 is none, see {@link Observation.Throttled}.
     *
     * @param before what the poll before failed with, or null
     */
    static FailureKind of(RuntimeException failure, @Nullable FailureKind before) {
        if (failure instanceof TransportException transport) {
            return switch (transport.kind()) {
                case CONNECT -> FailureKind.CONNECT;
                case TIMEOUT -> FailureKind.TIMEOUT;
                case CONNECTION_LOST, INTERRUPTED -> FailureKind.CONNECTION_LOST;
            };
        }
        if (failure instanceof MalformedResponseException) {
            return FailureKind.MALFORMED;
        }
        if (failure instanceof TokenRejectedException) {
            return before == FailureKind.TOKEN_EXPIRED ? FailureKind.UNAUTHORIZED : FailureKind.TOKEN_EXPIRED;
        }
        return failure instanceof AnaplanApiException answer ? of(answer.condition()) : FailureKind.OTHER;
    }

    private static FailureKind of(ApiCondition condition) {
        return switch (condition) {
            case UNAUTHORIZED -> FailureKind.UNAUTHORIZED;
            case NOT_FOUND -> FailureKind.NOT_FOUND;
            default -> condition.isTransient() ? FailureKind.SERVER : FailureKind.REJECTED;
        };
    }
}
