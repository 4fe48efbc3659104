package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TokenRenewedException;
import io.github.anaplan4j.error.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of failures that leave a poll without a status.
 *
 * <p>None of them says anything about the task.
 */
public enum FailureKind {
    /** There was no connection to the server. */
    CONNECT,
    /** There was no complete answer in time. */
    TIMEOUT,
    /** The connection broke. */
    CONNECTION_LOST,
    /** There was a fault, an outage, a lock or a redirect of the server or of a gateway before it. */
    SERVER,
    /** The answer was not a status. */
    MALFORMED,
    /** 404: not there, not visible, or the wrong host; just after a start also: not there yet. */
    NOT_FOUND,
    /** 401 to a token that has been renewed meanwhile; the next poll tells whether that helped. */
    TOKEN_EXPIRED,
    /** 401 to a token that cannot be renewed, or a second time in a row. */
    UNAUTHORIZED,
    /** The request itself is refused; asking again cannot help. */
    REJECTED,
    /** Something else failed before an answer was there, such as a login. */
    OTHER;

    /** {@return the kind of a failure; for 429, which is no failure, see {@link Observation.Throttled}} */
    static FailureKind of(RuntimeException failure, @Nullable FailureKind before) {
        if (failure instanceof TransportException transport) {
            return switch (transport.kind()) {
                case CONNECT -> CONNECT;
                case TIMEOUT -> TIMEOUT;
                case CONNECTION_LOST, INTERRUPTED -> CONNECTION_LOST;
            };
        }
        if (failure instanceof MalformedResponseException) {
            return MALFORMED;
        }
        if (failure instanceof TokenRenewedException) {
            return before == TOKEN_EXPIRED ? UNAUTHORIZED : TOKEN_EXPIRED;
        }
        return failure instanceof AnaplanApiException answer ? of(answer.status()) : OTHER;
    }

    private static FailureKind of(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 404 -> NOT_FOUND;
            case 400, 403, 405, 406, 415, 422 -> REJECTED;
            default -> SERVER;
        };
    }
}
