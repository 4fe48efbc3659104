package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for their next request.
 *
 * <p>Thread-safe. There is no thread that looks after them: one that was idle for too long is closed at the next use of
 * any other.
 */
final class IdleConnections implements AutoCloseable {
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private static final TimeSource TIME = TimeSource.system(); // real even where the client's is virtual

    private final int limit;
    private final Deque<Idle> connections = new ArrayDeque<>(); // the longest idle first
    private boolean closed;

    private record Idle(String route, Connection connection, long since) {}

    IdleConnections(int limit) {
        this.limit = limit;
    }

    /**
     * Takes the connection out that was used last.
     *
     * @param route where it leads
     * @param isStale tells which are no longer of use
     * @return the connection; null if there is none
     */
    @Nullable
    Connection take(String route, Predicate<Connection> isStale) {
        while (true) {
            Connection candidate = takeAny(route);
            if (candidate == null || !isStale.test(candidate)) {
                return candidate;
            }
            candidate.abort();
        }
    }

    private synchronized @Nullable Connection takeAny(String route) {
        while (!connections.isEmpty()
                && TIME.nanoTime() - connections.peekFirst().since() > LONGEST_NANOS) {
            connections.removeFirst().connection().abort();
        }
        for (Idle idle : (Iterable<Idle>) connections::descendingIterator) {
            if (idle.route().equals(route)) {
                connections.remove(idle);
                return idle.connection();
            }
        }
        return null;
    }

    /**
     * Takes a connection in.
     *
     * @param route where it leads
     * @param connection the connection, whose last answer was read to its end
     */
    synchronized void keep(String route, Connection connection) {
        connections.addLast(new Idle(route, connection, TIME.nanoTime()));
        if (closed || connections.size() > limit) {
            connections.removeFirst().connection().abort();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        connections.forEach(idle -> idle.connection().abort());
        connections.clear();
    }
}
