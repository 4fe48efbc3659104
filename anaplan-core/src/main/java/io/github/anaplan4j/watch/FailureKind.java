package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;

/** Why a poll brought no status. None of these says anything about the task. */
public enum FailureKind {
    /** No connection to the server. */
    CONNECT,
    /** No complete answer in time. */
    TIMEOUT,
    /** The connection broke. */
    CONNECTION_LOST,
    /** A fault, an outage, a lock or a redirect of the server or of a gateway before it. */
    SERVER,
    /** An answer that is no status. */
    MALFORMED,
    /** 404: not there, not visible, or the wrong host; just after a start also: not there yet. */
    NOT_FOUND,
    /** 401: the token is not valid. */
    UNAUTHORIZED,
    /** The request itself is refused; asking again cannot help. */
    REJECTED;

    /** {@return the kind of a failure; for 429, which is no failure, see {@link Observation.Throttled}} */
    static FailureKind of(AnaplanException failure) {
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
        return failure instanceof AnaplanApiException answer ? of(answer.status()) : SERVER;
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
