package io.github.anaplan4j.spi;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of one transport that are under way, and breaks off what should not go on.
 *
 * <p>That is a call at its limit, one whose thread is interrupted, and all when the transport closes. It is a tool for
 * authors of an {@link HttpTransport}, who need not use it. A call is begun, told how to be broken off, and ends as an
 * answer whose body is closed or as a failure. Thread-safe; it has one daemon thread, which begins with the first call
 * and ends with {@link #close}, or a while after the last call where nobody closes.
 */
public final class TransportCalls implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration IDLE = Duration.ofSeconds(10);
    // Sockets heed no interrupt, so somebody has to look.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final ScheduledThreadPoolExecutor timer;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private final LookUps lookUps;
    private volatile boolean closed;

    /**
     * Makes a keeper without calls.
     *
     * @param threadName the name of its thread
     */
    public TransportCalls(String threadName) {
        this(Objects.requireNonNull(threadName, "threadName"), new LookUps(InetAddress::getAllByName));
    }

    TransportCalls(String threadName, LookUps lookUps) {
        this.lookUps = lookUps;
        timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(threadName));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins a call, whose limit counts from now on.
     *
     * @param request the request that is to be sent
     * @return the call
     * @throws IllegalStateException if this keeper is closed
     * @throws TransportException if the calling thread is interrupted, so that nothing is to be sent
     */
    public Call begin(TransportRequest request) {
        if (closed) {
            throw closed(request);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw CallEnd.INTERRUPTED.failed(request, null, false);
        }
        Call call = new Call(request);
        underWay.add(call);
        try {
            call.limit();
            if (request.body().length == 0) { // as good as sent
                call.sent();
            }
            lookForInterrupts();
        } catch (RejectedExecutionException meanwhile) {
            underWay.remove(call);
            throw closed(request);
        }
        if (closed) {
            call.breakOff(CallEnd.CLOSED);
        }
        return call;
    }

    /** Looks at all calls together, now and then, as long as there are any. */
    private void lookForInterrupts() {
        if (isLooking.compareAndSet(false, true)) {
            timer.schedule(this::look, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        underWay.forEach(Call::heedInterrupt);
        isLooking.set(false);
        if (!underWay.isEmpty()) {
            lookForInterrupts();
        }
    }

    private static IllegalStateException closed(TransportRequest request) {
        return new IllegalStateException("This transport is closed; it cannot send " + request);
    }

    /** Refuses further calls, breaks off those under way, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        underWay.forEach(call -> call.breakOff(CallEnd.CLOSED));
    }

    /**
     * A call under way.
     *
     * <p>Thread-safe.
     */
    public final class Call {
        private final TransportRequest request;
        private final long end;
        private @Nullable Future<?> limit;
        private @Nullable Future<?> limitOfHead;
        private Runnable breaker = () -> {};
        private CallEnd reason = CallEnd.NONE;
        // Whoever waits for something of this call at the moment. Where an answer was handed on, that is its reader.
        private @Nullable Thread waiting = Thread.currentThread();

        private Call(TransportRequest request) {
            this.request = request;
            this.end = System.nanoTime()
                    + Durations.shorter(request.callTimeout(), LONGEST).toNanos();
        }

        private synchronized void limit() {
            limit = timer.schedule(() -> breakOff(CallEnd.EXPIRED), left(), TimeUnit.NANOSECONDS);
        }

        /**
         * Says that the request was written to its end, so that the head of its answer is waited for.
         *
         * <p>It has to come whole within the request's timeout, however it drips. That counts from now on; without a
         * body it counts from the beginning of the call, and this need not be said. Where it is never said, the limit
         * of the whole call is that of the head.
         */
        public synchronized void sent() {
            long timeout = Durations.shorter(request.timeout(), LONGEST).toNanos();
            if (limitOfHead == null && reason == CallEnd.NONE && timeout < left()) {
                limitOfHead = timer.schedule(() -> breakOff(CallEnd.NO_HEAD), timeout, TimeUnit.NANOSECONDS);
            }
        }

        private long left() {
            return end - System.nanoTime();
        }

        /**
         * Says how this call is broken off from now on.
         *
         * @param how closes the connection, or whatever the call now waits for, so that its thread goes on; called by
         *     another thread, once at most, and at once if the call should have ended already; it must not block
         */
        public void breakOffBy(Runnable how) {
            synchronized (this) {
                breaker = how;
                if (reason == CallEnd.NONE || reason == CallEnd.DONE) {
                    return;
                }
            }
            how.run();
        }

        /**
         * Lets go of the connection, so that this call is not broken off any more, however late it ends.
         *
         * @return whether it was not broken off before; only then may another call have the connection
         */
        public synchronized boolean release() {
            breaker = () -> {};
            return reason == CallEnd.NONE || reason == CallEnd.DONE;
        }

        /**
         * Looks up the addresses of a host, and goes on without them when this call is broken off or they are late.
         *
         * <p>Java cannot break off a look-up. So it has a daemon thread of its own, which all calls share that ask for
         * the same host meanwhile: one that hangs costs one thread, however many calls give it up. Afterwards this call
         * is broken off as it was before.
         *
         * @param host a name or an address
         * @return its addresses, at least one
         * @throws IOException if there are none, or none within the request's timeout
         */
        public InetAddress[] addressesOf(String host) throws IOException {
            CompletableFuture<InetAddress[]> addresses = lookUps.of(host);
            Runnable before;
            synchronized (this) {
                before = breaker;
            }
            breakOffBy(() -> addresses.completeExceptionally(new IOException("nobody waits any longer")));
            try {
                return LookUps.await(addresses, host, request.timeout());
            } finally {
                breakOffBy(before);
            }
        }

        private void breakOff(CallEnd why) {
            breakOffIf(() -> true, why);
        }

        private void heedInterrupt() {
            breakOffIf(() -> waiting != null && waiting.isInterrupted(), CallEnd.INTERRUPTED);
        }

        private void breakOffIf(BooleanSupplier isTrue, CallEnd why) {
            Runnable how;
            synchronized (this) {
                if (reason != CallEnd.NONE || !isTrue.getAsBoolean()) {
                    return;
                }
                reason = why;
                how = breaker;
            }
            underWay.remove(this);
            try {
                how.run();
            } catch (RuntimeException | Error ignored) {
                // broken enough
            }
        }

        synchronized void isWaitedForBy(@Nullable Thread thread) {
            waiting = thread;
        }

        private synchronized CallEnd reason() {
            return reason == CallEnd.NONE && left() <= 0 ? CallEnd.EXPIRED : reason;
        }

        private void end() {
            synchronized (this) {
                if (reason == CallEnd.NONE) {
                    reason = CallEnd.DONE;
                }
                cancel(limit);
                cancel(limitOfHead);
            }
            underWay.remove(this);
        }

        private static void cancel(@Nullable Future<?> task) {
            if (task != null) {
                task.cancel(false);
            }
        }

        /**
         * Ends this call as a failure.
         *
         * @param failure whatever the HTTP library, or a part of the user's, has thrown; its message is told only if it
         *     is an {@code IOException}
         * @param mayHaveBeenSent false only if surely no byte of the request was written
         * @return the exception to throw
         */
        public TransportException failed(Throwable failure, boolean mayHaveBeenSent) {
            CallEnd why = reason();
            end();
            return why.failed(request, failure, mayHaveBeenSent);
        }

        /**
         * Lets a body fail if it comes out of a stream that decodes it, as the class of that says.
         *
         * <p>None is to be decoded below this library, which asks for no content coding. Java's stream for gzip, which
         * most clients use, takes what is cut short, or followed by something else, for whole.
         *
         * @param body a body as a client brings it
         * @param client the client in words, for the message
         * @return the body, for {@link #answered}
         */
        public InputStream undecoded(InputStream body, String client) {
            return Framing.undecoded(body, client);
        }

        /**
         * Lets a body fail at its end, if nothing but the end of its connection says that it is whole.
         *
         * <p>That is so where neither a length nor chunks were announced. The end of a TLS connection would be proof if
         * Java told whether the server said goodbye. It does not, unless the JVM is started with
         * {@code -Dcom.sun.net.ssl.requireCloseNotify=true}, with which such a body may end. Without TLS there is
         * nothing at all to tell a break by.
         *
         * @param body a body of HTTP/1 without length and chunks
         * @return the body, for {@link #answered}
         */
        public InputStream endingWithItsConnection(InputStream body) {
            return Framing.endingWithItsConnection(body, request.uri().getScheme());
        }

        /**
         * Goes on as an answer, whose body fails when this call is broken off, and which ends the call when it closes.
         *
         * <p>The body fails at once if its headers announce no end that a body can have, or several: a
         * {@code Content-Length} that is no number, a {@code Transfer-Encoding} other than {@code chunked}, or more
         * than one of either. HTTP libraries read on there, each to another end.
         *
         * @param status the HTTP status
         * @param headers the headers as they came
         * @param body the body as it arrives; an empty stream if there is none
         * @param connection what frees the connection, even if the body was not read to its end
         * @return the answer
         */
        public TransportResponse answered(
                int status,
                Map<String, ? extends Collection<String>> headers,
                InputStream body,
                AutoCloseable connection) {
            isWaitedForBy(null);
            cancel(limitOfHead);
            InputStream framed = Framing.checked(status, headers, body);
            return new TransportResponse(status, headers, new CallBody(framed, this), () -> {
                end();
                connection.close();
            });
        }

        /** {@return whether it should have ended, even if its library goes on} */
        boolean isTooLate() {
            return reason().isTooLate();
        }

        /** {@return what its body fails with} */
        IOException broken(Throwable failure) {
            return reason().broken(request, failure);
        }
    }
}
