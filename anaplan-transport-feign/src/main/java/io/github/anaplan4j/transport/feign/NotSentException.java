package io.github.anaplan4j.transport.feign;

import java.net.ConnectException;

/** A client's word that it has written nothing of a request, by a type that users' parts know. */
final class NotSentException extends ConnectException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param cause what came before the first byte
     */
    NotSentException(Exception cause) {
        super(cause.getMessage());
        initCause(cause);
    }
}
