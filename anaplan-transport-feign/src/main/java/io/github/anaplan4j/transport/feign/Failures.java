package io.github.anaplan4j.transport.feign;

import feign.FeignException;
import feign.RetryableException;
import io.github.anaplan4j.error.TransportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

/** Turns what Feign and the clients below it throw into a {@link TransportException}. */
final class Failures {
    private Failures() {}

    /** Tells how a call on the transport's own client failed, which notes what it has written. */
    static TransportException onOwnClient(ExactUriTarget target, Throwable failure) {
        return target.call().failed(unwrapped(failure), target.isSending());
    }

    /** Tells how a call on a user's client failed. */
    static TransportException onUsersClient(ExactUriTarget target, Throwable failure) {
        Throwable cause = unwrapped(failure);
        // Feign wraps a client's exceptions in this type. Those of interceptors come in others, and may come later.
        boolean isOfTheClient = failure instanceof RetryableException;
        boolean isFromBefore = cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException;
        return target.call().failed(cause, target.isHandedOver() && !(isOfTheClient && isFromBefore));
    }

    private static Throwable unwrapped(Throwable failure) {
        if (failure instanceof FeignException) {
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException) {
                    return cause;
                }
            }
        }
        return failure; // Its message may quote a body, so it is not told.
    }
}
