package io.github.anaplan4j.spi;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of one transport that are under way, and breaks off what should not go on.
 *
 * <p>That is a call at its limit, one whose thread is interrupted, and all when the transport closes. It is a tool for
 * authors of an {@link HttpTransport}, who need not use it. A call is begun, told how to be broken off, and ends as an
 * answer whose body is closed or as a failure. Thread-safe. It has one daemon thread, and others while there is
 * something to {@linkplain Call#offload offload}; they end with {@link #close}, or a while after the last call where
 * nobody closes.
 */
public final class TransportCalls implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration IDLE = Duration.ofSeconds(10);
    // Sockets heed no interrupt, so somebody has to look. A timer for each limit of each call would cost more.
    private static final long BETWEEN_LOOKS = Duration.ofMillis(200).toNanos();

    private final ScheduledThreadPoolExecutor timer;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private final Offload offload;
    private volatile boolean closed;

    /**
     * Makes a keeper without calls.
     *
     * @param threadName the name of its thread
     */
    public TransportCalls(String threadName) {
        offload = new Offload(Objects.requireNonNull(threadName, "threadName") + "-offload");
        timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named(threadName));
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
            if (request.body().length == 0) { // as good as sent
                call.sent();
            }
            lookBefore(call.left());
        } catch (RejectedExecutionException meanwhile) {
            underWay.remove(call);
            throw closed(request);
        }
        if (closed) {
            call.breakOff(CallEnd.CLOSED);
        }
        return call;
    }

    /** Has all calls looked at now and then, as long as there are any, and once when a limit is over. */
    private void lookBefore(long limit) {
        if (isLooking.compareAndSet(false, true)) {
            timer.schedule(this::look, Math.min(BETWEEN_LOOKS, limit), TimeUnit.NANOSECONDS);
        } else if (limit < BETWEEN_LOOKS) {
            timer.schedule(() -> underWay.forEach(Call::heed), limit, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        long nearest = BETWEEN_LOOKS;
        for (Call call : underWay) {
            nearest = Math.min(nearest, call.heed());
        }
        isLooking.set(false);
        if (!underWay.isEmpty()) {
            lookBefore(nearest);
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
        offload.close();
    }

    /**
     * A call under way.
     *
     * <p>Thread-safe.
     */
    public final class Call {
        private final TransportRequest request;
        private final long end;
        // When the head of the answer is too late; null until the request was sent.
        private @Nullable Long endOfHead;
        private boolean hasHead;
        private Runnable breaker = () -> {};
        private Offload.@Nullable Work<?> offloaded;
        private CallEnd reason = CallEnd.NONE;
        // Whoever waits for something of this call at the moment. Where an answer was handed on, that is its reader.
        private @Nullable Thread waiting = Thread.currentThread();

        private Call(TransportRequest request) {
            this.request = request;
            this.end = System.nanoTime()
                    + Durations.shorter(request.callTimeout(), LONGEST).toNanos();
        }

        /**
         * Says that the request was written to its end, so that the head of its answer is waited for.
         *
         * <p>It has to come whole within the request's timeout, however it drips. That counts from now on; without a
         * body it counts from the beginning of the call, and this need not be said. Where it is never said, the limit
         * of the whole call is that of the head.
         */
        public void sent() {
            long timeout = Durations.shorter(request.timeout(), LONGEST).toNanos();
            synchronized (this) {
                if (endOfHead != null || reason != CallEnd.NONE || timeout >= left()) {
                    return;
                }
                endOfHead = System.nanoTime() + timeout;
            }
            lookBefore(timeout);
        }

        private long left() {
            return end - System.nanoTime();
        }

        /**
         * Says how this call is broken off from now on.
         *
         * @param how closes the connection, or whatever the call now waits for, so that its thread goes on; called by
         *     another thread or by {@link #failed}, once at most, and at once if the call should have ended already; it
         *     must not block
         */
        public void breakOffBy(Runnable how) {
            synchronized (this) {
                breaker = how;
                if (!isBroken()) {
                    return;
                }
            }
            how.run();
        }

        private boolean isBroken() {
            return reason != CallEnd.NONE && reason != CallEnd.DONE;
        }

        /**
         * Lets go of the connection, so that this call is not broken off any more, however late it ends.
         *
         * @return whether it was not broken off before; only then may another call have the connection
         */
        public synchronized boolean release() {
            breaker = () -> {};
            return !isBroken();
        }

        /**
         * Lets work that may hang be done on another thread, and goes on without it where this call ends before.
         *
         * <p>That is what no closing of a connection breaks off: code of the application's, such as a proxy selector or
         * a trust manager, and the looking up of a name. What is left behind is interrupted, and what it opens then,
         * and tells to {@link #breakOffBy}, is broken off at once. It should not send the request itself, or that may
         * go out when its caller was told otherwise.
         *
         * @param <T> what the work returns
         * @param work what may hang, such as the making of a connection; one at a time
         * @param most the longest wait for it; this call is broken off then
         * @param tooLate gets the result if nobody waits for it any longer
         * @return the result of the work
         * @throws IOException that of the work, or one that says why nobody waits any longer
         * @throws TransportException if what was left behind hangs 64 times already, so that nothing more begins
         */
        public <T> T offload(Callable<T> work, Duration most, Consumer<T> tooLate) throws IOException {
            if (offload.isFull()) {
                String why = Offload.MOST_LEFT_BEHIND + " calls hang beyond their limits, in code of the application's"
                        + " or in looking up a name";
                throw TransportException.notConnected(request.toString(), why, null);
            }
            Offload.Work<T> begun;
            synchronized (this) {
                if (isBroken()) {
                    throw nobodyWaits();
                }
                begun = offload.begin(work, tooLate);
                offloaded = begun;
            }
            try {
                return begun.await(most);
            } finally {
                if (begun.isLeftBehind()) {
                    breakOff(CallEnd.GIVEN_UP);
                }
            }
        }

        /**
         * Lets work that may hang be done on another thread, and does not wait for it.
         *
         * @param work what may hang, such as the closing of an answer
         */
        public void leaveBehind(Runnable work) {
            offload.leave(work);
        }

        private static IOException nobodyWaits() {
            return new IOException("nobody waits any longer");
        }

        private void breakOff(CallEnd why) {
            breakOffIf(() -> true, why);
        }

        /** Breaks this call off if it should not go on; {@return how long until a limit of it is over} */
        private long heed() {
            breakOffIf(() -> leftForHead() <= 0, CallEnd.NO_HEAD);
            breakOffIf(() -> left() <= 0, CallEnd.EXPIRED);
            breakOffIf(() -> waiting != null && waiting.isInterrupted(), CallEnd.INTERRUPTED);
            return Math.min(left(), leftForHead());
        }

        private synchronized long leftForHead() {
            return endOfHead == null || hasHead ? Long.MAX_VALUE : endOfHead - System.nanoTime();
        }

        private void breakOffIf(BooleanSupplier isTrue, CallEnd why) {
            Runnable how;
            Offload.Work<?> left;
            synchronized (this) {
                if (reason != CallEnd.NONE || !isTrue.getAsBoolean()) {
                    return;
                }
                reason = why;
                how = breaker;
                left = offloaded;
            }
            underWay.remove(this);
            try {
                how.run();
            } catch (RuntimeException | Error ignored) {
                // broken enough
            }
            if (left != null) {
                left.leaveBehind(nobodyWaits());
            }
        }

        private synchronized void headHasCome() {
            waiting = null;
            hasHead = true;
        }

        synchronized void isWaitedForBy(@Nullable Thread thread) {
            waiting = thread;
        }

        private synchronized CallEnd reason() {
            boolean mayBeLate = reason == CallEnd.NONE || reason == CallEnd.GIVEN_UP;
            return mayBeLate && left() <= 0 ? CallEnd.EXPIRED : reason;
        }

        // Some sockets heed an interrupt at once, before anybody has looked for it.
        private CallEnd reasonOfFailure() {
            CallEnd why = reason();
            return why == CallEnd.NONE && Thread.currentThread().isInterrupted() ? CallEnd.INTERRUPTED : why;
        }

        private void end() {
            synchronized (this) {
                if (reason == CallEnd.NONE) {
                    reason = CallEnd.DONE;
                }
            }
            underWay.remove(this);
        }

        /**
         * Ends this call as a failure.
         *
         * <p>It is broken off, so that no connection stays open for an answer that nobody gets.
         *
         * @param failure whatever the HTTP library, or a part of the user's, has thrown; its message is told only if it
         *     is an {@code IOException}
         * @param mayHaveBeenSent false only if surely no byte of the request was written
         * @return the exception to throw
         */
        public TransportException failed(Throwable failure, boolean mayHaveBeenSent) {
            CallEnd why = reasonOfFailure();
            breakOff(CallEnd.DONE); // or the connection of an answer that nobody gets would stay open
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
            headHasCome();
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
            return reasonOfFailure().broken(request, failure);
        }
    }
}
