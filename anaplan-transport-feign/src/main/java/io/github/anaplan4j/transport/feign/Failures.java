package io.github.anaplan4j.transport.feign;

import feign.FeignException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** Turns what Feign and the clients below it throw into a {@link TransportException}. */
final class Failures {
    private Failures() {}

    static TransportException unwrapped(TransportRequest request, FeignException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return sorted(request, io);
            }
        }
        // It comes from a part that the user has set up. Its message may quote a body, so it stays in the cause.
        return new TransportException(
                TransportException.Kind.CONNECTION_LOST,
                true,
                request + ": Feign failed with " + failure.getClass().getName(),
                failure);
    }

    static TransportException sorted(TransportRequest request, IOException failure) {
        // The JDK has one exception type for a late connection and a late answer. Only the messages differ. If a
        // message
        // changes, the request counts as sent, which is the safe side.
        if (failure instanceof SocketTimeoutException && "connect timed out".equalsIgnoreCase(failure.getMessage())) {
            return TransportException.notConnected(request.toString(), failure.getMessage(), failure);
        }
        if (String.valueOf(failure.getMessage()).startsWith("Unable to tunnel through proxy")) {
            return TransportException.notConnected(request.toString(), failure.getMessage(), failure);
        }
        return TransportException.from(request.toString(), failure);
    }
}
