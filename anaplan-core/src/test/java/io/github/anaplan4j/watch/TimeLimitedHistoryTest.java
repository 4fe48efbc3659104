package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitedHistoryTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000007");
    private static final List<Duration> KNOWN = List.of(Duration.ofMinutes(3));
    private static final Duration ENDLESS = Duration.ofDays(1);

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final StoredHistory stored = new StoredHistory();

    private final class StoredHistory implements DurationHistory {
        private final List<Duration> added = new ArrayList<>(KNOWN);
        private boolean hangs;

        @Override
        public List<Duration> durations(ActionRef action) {
            if (hangs) {
                try {
                    release.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
                returned.countDown();
            }
            return List.copyOf(added);
        }

        @Override
        public void add(TaskRef task, Duration duration) {
            added.add(duration);
        }
    }

    @Test
    void aHistoryThatAnswersIsAsItIs() {
        DurationHistory history = new TimeLimitedHistory(stored, ENDLESS);

        history.add(ACTION.task("T1"), Duration.ofMinutes(5));

        assertThat(history.durations(ACTION)).containsExactly(Duration.ofMinutes(3), Duration.ofMinutes(5));
    }

    @Test
    void aHistoryThatHangsKnowsNothingAndIsNotAskedAgain() {
        stored.hangs = true;
        DurationHistory history = new TimeLimitedHistory(stored, Duration.ofMillis(1));
        assertThat(history.durations(ACTION)).isEmpty();
        stored.hangs = false; // it would answer, but the first question is open

        assertThat(history.durations(ACTION)).isEmpty();
    }

    @Test
    void aHistoryThatHungIsAskedAgainOnceItGoesOn() throws Exception {
        stored.hangs = true;
        DurationHistory history = new TimeLimitedHistory(stored, Duration.ofSeconds(1));
        assertThat(history.durations(ACTION)).isEmpty();
        stored.hangs = false;

        release.countDown();
        returned.await();
        List<Duration> now = history.durations(ACTION);
        while (now.isEmpty()) { // the answer to the first question is on its way
            now = history.durations(ACTION);
        }

        assertThat(now).isEqualTo(KNOWN);
    }

    @Test
    void aHistoryThatFailsKnowsNothing() {
        List<Supplier<List<Duration>>> failures = List.of(
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> {
                    throw new NoClassDefFoundError("driver");
                },
                () -> null,
                () -> Arrays.asList(Duration.ofMinutes(3), null));
        for (Supplier<List<Duration>> failure : failures) {
            DurationHistory broken = new TimeLimitedHistory(answering(failure), ENDLESS);

            assertThat(broken.durations(ACTION)).isEmpty();
        }
    }

    @Test
    void aHistoryThatFailedIsAskedAgain() {
        Deque<List<Duration>> answers = new ArrayDeque<>(List.of(Arrays.asList((Duration) null), KNOWN));
        DurationHistory history = new TimeLimitedHistory(answering(answers::remove), ENDLESS);

        assertThat(history.durations(ACTION)).isEmpty();
        assertThat(history.durations(ACTION)).isEqualTo(KNOWN);
    }

    private static DurationHistory answering(Supplier<List<Duration>> durations) {
        return new DurationHistory() {
            @Override
            public List<Duration> durations(ActionRef action) {
                return durations.get();
            }

            @Override
            public void add(TaskRef task, Duration duration) {}
        };
    }

    @Test
    void oneInMemoryNeedsNoThread() {
        DurationHistory inMemory = DurationHistory.inMemory();

        assertThat(TimeLimitedHistory.of(inMemory)).isSameAs(inMemory);
        assertThat(DurationHistory.none().durations(ACTION)).isEmpty();
    }
}
