package io.github.anaplan4j.transport.feign;

import feign.FeignException;
import io.github.anaplan4j.error.TransportException;
import java.io.IOException;

/** Turns what Feign, the client below it and the user's parts throw into a {@link TransportException}. */
final class Failures {
    private Failures() {}

    static TransportException told(ExactUriTarget target, Throwable failure) {
        Throwable cause = unwrapped(failure);
        return cause instanceof NotSentException
                ? target.call().failed(cause.getCause(), false)
                : target.call().failed(cause, target.isHandedOver());
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
