package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.http.HttpResponse;

/** Turns what HttpClient throws into a {@link TransportException}. */
final class Failures {
    private static final Set<String> SPOKEN = Set.of("basic", "digest");

    private Failures() {}

    static TransportException told(
            TransportCalls.Call call,
            TransportRequest request,
            Throwable failure,
            Departure departure,
            boolean waitedForConnection) {
        if (waitedForConnection && !Thread.currentThread().isInterrupted()) {
            Duration waited = Duration.ofMillis(request.timeoutMillis());
            return call.failed(TransportException.noFreeConnection(request.toString(), waited, failure), false);
        }
        boolean mayHaveBeenSent = !waitedForConnection && departure.hasBegun();
        if (!mayHaveBeenSent && failure instanceof UncheckedIOException early) { // see Proxies
            return call.failed(early.getCause(), false);
        }
        return call.failed(failure, mayHaveBeenSent);
    }

    /** Tells that a proxy opens no tunnel, and what it would want to. */
    static TransportException refusedByProxy(TransportRequest request, HttpResponse response) {
        String cure = "";
        if (response.getCode() == 407) {
            Set<String> schemes = new TreeSet<>();
            Arrays.stream(response.getHeaders("Proxy-Authenticate"))
                    .map(header -> header.getValue().strip().split("[ ,]", 2)[0])
                    .filter(scheme -> scheme.matches("[A-Za-z0-9-]{1,20}"))
                    .forEach(schemes::add);
            boolean isSpoken = schemes.isEmpty()
                    || schemes.stream().anyMatch(scheme -> SPOKEN.contains(scheme.toLowerCase(Locale.ROOT)));
            cure = isSpoken
                    ? "; check user and password for the proxy, which are not taken from the JVM"
                    : "; it wants " + String.join(" or ", schemes)
                            + ", and this transport can only do Basic and Digest";
        }
        return TransportException.notConnected(
                request.toString(), "the proxy answered " + response.getCode() + cure, null);
    }
}
