package io.github.anaplan4j.command.doctor;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A transport that remembers of the answers what their heads say of the server. Thread-safe. */
final class Observed implements HttpTransport {
    private final HttpTransport transport;
    private final Set<String> limits = new TreeSet<>();
    private final Set<String> codings = new TreeSet<>();
    private @Nullable String date;

    Observed(HttpTransport transport) {
        this.transport = transport;
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        TransportResponse response = transport.execute(request);
        synchronized (this) {
            response.header("Date").ifPresent(value -> date = value);
            response.header("Content-Encoding").ifPresent(codings::add);
            for (String header :
                    new String[] {"X-RateLimit-Limit", "X-RateLimit-Remaining", "RateLimit", "Retry-After"}) {
                response.header(header).ifPresent(value -> limits.add(header + ": " + value));
            }
        }
        return response;
    }

    synchronized Optional<String> date() {
        return Optional.ofNullable(date);
    }

    synchronized Set<String> limits() {
        return Set.copyOf(limits);
    }

    synchronized Set<String> codings() {
        return Set.copyOf(codings);
    }

    @Override
    public void close() {
        transport.close();
    }
}
