package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.DaemonThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The looking up of names, each on a thread of its own, which nothing can break off.
 *
 * <p>All who ask for a name while it is looked up share its thread. Thread-safe.
 */
final class LookUps {
    private final Resolver resolver;
    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws IOException;
    }

    LookUps(Resolver resolver) {
        this.resolver = resolver;
    }

    /** {@return the addresses of a host, once they are there; completing it does nothing to those of others} */
    CompletableFuture<InetAddress[]> of(String host) {
        return underWay.computeIfAbsent(host, this::begun).copy();
    }

    private CompletableFuture<InetAddress[]> begun(String host) {
        CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        Runnable work = () -> {
            try {
                addresses.complete(resolver.resolve(host));
            } catch (Throwable failure) {
                addresses.completeExceptionally(failure);
            } finally {
                underWay.remove(host);
            }
        };
        DaemonThreads.named("anaplan4j-look-up").newThread(work).start();
        return addresses;
    }

    static InetAddress[] await(CompletableFuture<InetAddress[]> addresses, String host, Duration most)
            throws IOException {
        try {
            return addresses.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new SocketTimeoutException("no address of " + host + " for " + most);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
        }
    }
}
