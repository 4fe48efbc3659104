package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A transport over real sockets whose waits are virtual.
 *
 * <p>A request arrives at the moment in which it is sent, and its answer is on the way for a while. Where the server
 * would say nothing for ever, the timeout passes in no real time.
 */
final class Loopback implements HttpTransport {
    private final Exchange exchange;
    private final Set<String> stalling;
    private final TimeSource time;
    private final Supplier<Duration> onTheWay;
    private final AtomicInteger open;

    /**
     * Makes one.
     *
     * @param server the server
     * @param stalling the faults after which it says no more
     * @param time in which answers are on their way
     * @param onTheWay how long the next answer is
     * @param open counts the answers that are not closed
     */
    Loopback(URI server, Set<String> stalling, TimeSource time, Supplier<Duration> onTheWay, AtomicInteger open) {
        this.exchange = new Exchange(server);
        this.stalling = stalling;
        this.time = time;
        this.onTheWay = onTheWay;
        this.open = open;
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        boolean stalls = stalling.contains(request.headers().getOrDefault(Server.FAULT, ""));
        try {
            Exchange.Result result = exchanged(request, stalls);
            Duration wait = onTheWay.get();
            if (wait.compareTo(request.timeout()) > 0) {
                throw silence(request);
            }
            time.pause(wait);
            AtomicBoolean closed = new AtomicBoolean();
            open.incrementAndGet();
            InputStream body = new ByteArrayInputStream(result.body());
            return new TransportResponse(
                    result.status(),
                    result.headers(),
                    result.isWhole() ? body : new SequenceInputStream(body, new BrokenEnd(stalls, request)),
                    () -> open.addAndGet(closed.getAndSet(true) ? 0 : -1));
        } catch (IOException broken) {
            throw TransportException.from(request.toString(), broken);
        }
    }

    private Exchange.Result exchanged(TransportRequest request, boolean stalls) throws IOException {
        URI uri = request.uri();
        String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        try {
            synchronized (exchange) {
                return exchange.send(request.method().name(), target, request.headers(), request.body(), stalls);
            }
        } catch (IOException broken) {
            throw stalls ? silence(request) : broken;
        }
    }

    private IOException silence(TransportRequest request) {
        time.pause(request.timeout());
        return new SocketTimeoutException("nothing came for " + request.timeout());
    }

    /** The end of a body that is not its end. */
    private final class BrokenEnd extends InputStream {
        private final boolean stalls;
        private final TransportRequest request;

        BrokenEnd(boolean stalls, TransportRequest request) {
            this.stalls = stalls;
            this.request = request;
        }

        @Override
        public int read() throws IOException {
            throw stalls ? silence(request) : new IOException("the body broke off");
        }
    }

    @Override
    public void close() {
        synchronized (exchange) {
            exchange.close();
        }
    }
}
