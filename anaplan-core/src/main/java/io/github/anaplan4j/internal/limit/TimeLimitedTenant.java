package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rate limiter of the user's that holds up no request for long, though it hangs or fails.
 *
 * <p>Each call of it has a thread of its own. Where it has not answered within a second, throws or returns null, it is
 * left alone for a while, and the client goes on by itself with a small part of its budget. The first failure is
 * logged. The limit is one of real time, for so are the threads. Thread-safe.
 */
final class TimeLimitedTenant implements TenantRateLimiter {
    /** The part of its budget that a client has alone: 100 clients of 300 a minute stay below a tenant's 600. */
    static final int PART = 64;

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimitedTenant.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration ASK_AGAIN = Duration.ofMillis(1);
    private static final Executor THREADS = DaemonThreads.oneForEach("anaplan4j-tenant");

    private final TenantRateLimiter tenant;
    private final Duration patience;
    private final Duration gap;
    private final TimeSource time;
    private final AtomicBoolean isWarned = new AtomicBoolean();
    private volatile CompletableFuture<?> overdue = CompletableFuture.completedFuture(null);
    private volatile long restsUntil;
    private long nextAlone;

    TimeLimitedTenant(TenantRateLimiter tenant, int requestsPerMinute, TimeSource time, Duration patience) {
        this.tenant = tenant;
        this.patience = patience;
        // But one a minute, however small the budget: a run of minutes must not become one of hours.
        this.gap = Durations.shorter(MINUTE, MINUTE.multipliedBy(PART).dividedBy(requestsPerMinute));
        this.time = time;
        this.restsUntil = time.nanoTime();
        this.nextAlone = restsUntil;
    }

    static TenantRateLimiter of(TenantRateLimiter tenant, int requestsPerMinute, TimeSource time) {
        return tenant instanceof InMemory ? tenant : new TimeLimitedTenant(tenant, requestsPerMinute, time, PATIENCE);
    }

    @Override
    public Duration askToSend() {
        return ask(tenant::askToSend, this::askAlone);
    }

    /** Alone, a client keeps the polling floor of its JVM. */
    @Override
    public Duration askToPoll(TaskRef task, Duration floor) {
        return ask(() -> tenant.askToPoll(task, floor), () -> Duration.ZERO);
    }

    /** Alone, a client pauses by itself. */
    @Override
    public void pause(Duration atLeast) {
        ask(
                () -> {
                    tenant.pause(atLeast);
                    return atLeast;
                },
                () -> atLeast);
    }

    private Duration ask(Supplier<Duration> question, Supplier<Duration> alone) {
        if (!overdue.isDone() || time.nanoTime() - restsUntil < 0) {
            return alone.get();
        }
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        try {
            answer.completeAsync(() -> Objects.requireNonNull(question.get(), "it returned null"), THREADS);
            return Durations.longer(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS), Duration.ZERO);
        } catch (TimeoutException hanging) {
            overdue = answer;
            rest(hanging);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return ASK_AGAIN; // whoever is interrupted does not
        } catch (ExecutionException failed) {
            rest(failed.getCause());
        } catch (OutOfMemoryError noThread) {
            rest(noThread);
        }
        return alone.get();
    }

    // Told once, for it is asked for each request.
    private void rest(Throwable failure) {
        restsUntil = time.nanoTime() + REST.toNanos();
        if (!isWarned.getAndSet(true)) {
            LOG.warn(
                    "The rate limiter of the tenant {}; the client goes on alone, with a {}th of its budget",
                    failure instanceof TimeoutException ? "hangs" : "has failed",
                    PART,
                    failure);
        }
    }

    private synchronized Duration askAlone() {
        long now = time.nanoTime();
        if (nextAlone - now > 0) {
            return Duration.ofNanos(nextAlone - now);
        }
        nextAlone = now + gap.toNanos();
        return Duration.ZERO;
    }
}
