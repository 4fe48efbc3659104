package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the ports throw. */
public final class Failures {
    private Failures() {}

    /** An error status without words of Anaplan's, as a gateway sends it. */
    public static AnaplanApiException status(int status) {
        return new AnaplanApiException("GET /", status, null, null, "");
    }

    /** An error status with a {@code Retry-After}. */
    public static AnaplanApiException status(int status, Duration retryAfter) {
        return new AnaplanApiException("GET /", status, null, retryAfter, "");
    }

    /** An error status in Anaplan's own words. */
    public static AnaplanApiException inAnaplansWords(int status) {
        return new AnaplanApiException("GET /", status, "Internal error", null, "");
    }

    /** The lowest error status that means that. */
    public static AnaplanApiException meaning(ApiCondition condition) {
        return IntStream.range(300, 700)
                .filter(status -> ApiCondition.of(status) == condition)
                .mapToObj(Failures::status)
                .findFirst()
                .orElseThrow();
    }

    /** A request that the server may have received. */
    public static TransportException sent(TransportException.Kind kind) {
        return new TransportException(kind, true, "GET /: " + kind, null);
    }

    /** A request that the server surely did not receive. */
    public static TransportException notSent(TransportException.Kind kind) {
        return new TransportException(kind, false, "GET /: " + kind, null);
    }

    /** An answer that is not what it should be. */
    public static MalformedResponseException malformed() {
        return new MalformedResponseException("GET /", "no JSON", "<html>", null);
    }

    /** An answer that is none. */
    public static <T> Supplier<T> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }
}
