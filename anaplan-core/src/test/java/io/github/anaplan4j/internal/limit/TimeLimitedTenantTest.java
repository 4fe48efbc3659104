package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitedTenantTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final Duration GAP = Duration.ofMillis(12_800); // a 64th of 300 a minute

    private final ManualTime time = new ManualTime();
    private final AtomicInteger calls = new AtomicInteger();

    private TenantRateLimiter limited(Supplier<@Nullable Duration> answer, Duration patience) {
        TenantRateLimiter answering = new TenantRateLimiter() {
            @Override
            public Duration askToSend() {
                calls.incrementAndGet();
                return answer.get();
            }

            @Override
            public Duration askToPoll(TaskRef task, Duration floor) {
                return askToSend();
            }

            @Override
            public void pause(Duration atLeast) {
                askToSend();
            }
        };
        return new TimeLimitedTenant(answering, 300, time, patience);
    }

    @Test
    void oneThatAnswersIsAsItIs() {
        TenantRateLimiter limiter = limited(() -> Duration.ofSeconds(3), ENDLESS);

        assertThat(limiter.askToSend()).isEqualTo(Duration.ofSeconds(3));
        assertThat(limiter.askToPoll(TASK, Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aWaitThatIsOverIsNone() {
        assertThat(limited(() -> Duration.ofSeconds(-3), ENDLESS).askToSend()).isZero();
    }

    @Test
    void withOneThatFailsAClientSendsASmallPartOfItsBudget() {
        List<Supplier<@Nullable Duration>> failures = List.of(
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> {
                    throw new NoClassDefFoundError("driver");
                },
                () -> null);
        for (Supplier<@Nullable Duration> failure : failures) {
            TenantRateLimiter broken = limited(failure, ENDLESS);
            int sent = 0;
            for (int second = 0; second < 600; second++) {
                sent += broken.askToSend().isZero() ? 1 : 0;
                assertThat(broken.askToPoll(TASK, Duration.ofSeconds(5))).isZero();
                broken.pause(Duration.ofSeconds(1));
                time.pass(Duration.ofSeconds(1));
            }

            assertThat(sent).isBetween(45, 47);
            assertThat(calls.getAndSet(0)).as("times it was asked").isBetween(55, 61);
        }
    }

    private static Duration afterwards(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return Duration.ZERO;
    }

    @Test
    void oneThatHangsIsNotAskedAgainBeforeItHasAnswered() {
        CountDownLatch release = new CountDownLatch(1);
        TenantRateLimiter hanging = limited(() -> afterwards(release), Duration.ofMillis(1));

        assertThat(hanging.askToSend()).isZero();
        assertThat(hanging.askToSend()).isEqualTo(GAP);
        time.pass(Duration.ofMinutes(1));
        assertThat(hanging.askToSend()).isZero();
        assertThat(calls).hasValue(1);
        release.countDown();
    }

    @Test
    void oneThatFailedIsAskedAgainAfterAWhile() {
        TenantRateLimiter limiter = limited(
                () -> {
                    if (calls.get() == 1) {
                        throw new IllegalStateException("broken");
                    }
                    return Duration.ofSeconds(3);
                },
                ENDLESS);
        assertThat(limiter.askToSend()).isZero();
        assertThat(limiter.askToSend()).isEqualTo(GAP);

        time.pass(Duration.ofSeconds(10));

        assertThat(limiter.askToSend()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whoIsInterruptedDoesNotWaitForIt() {
        CountDownLatch release = new CountDownLatch(1);
        TenantRateLimiter limiter = limited(() -> afterwards(release), ENDLESS);
        Thread.currentThread().interrupt();

        assertThat(limiter.askToSend()).isPositive();
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
    }

    @Test
    void oneInMemoryNeedsNoThread() {
        TenantRateLimiter inMemory = TenantRateLimiter.inMemory(600);

        assertThat(TimeLimitedTenant.of(inMemory, 300, time)).isSameAs(inMemory);
    }
}
