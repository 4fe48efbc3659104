package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HistoryReaderTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000007");
    private static final List<Duration> KNOWN = List.of(Duration.ofMinutes(3));
    private static final List<Duration> MORE = List.of(Duration.ofMinutes(3), Duration.ofMinutes(5));
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger readings = new AtomicInteger();
    private volatile Supplier<List<Duration>> answer = () -> KNOWN;

    private HistoryReader reader(Duration patience) {
        DurationHistory stored = new DurationHistory() {
            @Override
            public List<Duration> durations(ActionRef action) {
                readings.incrementAndGet();
                return answer.get();
            }

            @Override
            public void add(TaskRef task, Duration duration) {}
        };
        return new HistoryReader(stored, patience);
    }

    private List<Duration> hang() {
        try {
            release.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return MORE;
    }

    private static WatchState after(int polls) {
        WatchState state = WatchState.start(ACTION.task("T"), Instant.EPOCH);
        Observation running =
                new Observation.Seen(new TaskStatus(null, TaskState.IN_PROGRESS, null, null, null, null, null));
        for (int poll = 1; poll <= polls; poll++) {
            state = state.after(running, Duration.ofMinutes(poll), Instant.EPOCH);
        }
        return state;
    }

    @Test
    void itIsReadWhenAWatchBeginsAndForNoPoll() {
        HistoryReader reader = reader(ENDLESS);
        assertThat(reader.readAhead(ACTION, true)).hasValue(KNOWN);
        answer = () -> MORE;

        for (int polls = 1; polls < 9; polls++) {
            assertThat(reader.of(after(polls))).isEqualTo(KNOWN);
        }
        assertThat(readings).hasValue(1);
        reader.readAhead(ACTION, true);
        assertThat(reader.of(after(9))).isEqualTo(MORE);
        assertThat(readings).hasValue(2);
    }

    @Test
    void nobodyWaitsForAReadingThatWasBegun() {
        HistoryReader reader = reader(ENDLESS);
        answer = this::hang;

        assertThat(reader.readAhead(ACTION, false)).isEmpty();
        assertThat(reader.of(after(1))).isEmpty();
        assertThat(reader.readAhead(ACTION, false)).isEmpty(); // is not asked again before it has answered

        release.countDown();
        while (reader.of(after(2)).isEmpty()) { // its answer is on its way
            Thread.onSpinWait();
        }
        assertThat(reader.of(after(3))).isEqualTo(MORE);
        assertThat(readings).hasValue(1);
    }

    @Test
    void whatWasReadBeforeHoldsUntilItIsReadAgain() {
        HistoryReader reader = reader(SHORT);
        while (reader.readAhead(ACTION, true).isEmpty()) { // within a millisecond it may not be read
            Thread.onSpinWait();
        }
        answer = this::hang;

        assertThat(reader.readAhead(ACTION, true)).hasValue(KNOWN);
        assertThat(reader.of(after(1))).isEqualTo(KNOWN);
        release.countDown();
    }

    /** Inside a wrapper of the user's a policy sees decisions alone. */
    @Test
    void whoIsNotToldThatAWatchBeginsReadsAtItsFirstDecision() {
        HistoryReader reader = reader(ENDLESS);

        assertThat(reader.of(after(1))).isEqualTo(KNOWN);
        answer = () -> MORE;
        assertThat(reader.of(after(2))).isEqualTo(KNOWN);
        assertThat(reader.of(after(1))).isEqualTo(MORE);
        assertThat(readings).hasValue(2);
    }

    @Test
    void whoIsNotToldThatAWatchBeginsWaitsForAHistoryThatHangsOnce() {
        HistoryReader reader = reader(SHORT);
        answer = this::hang;

        for (int watch = 0; watch < 3; watch++) {
            assertThat(reader.of(after(1))).isEmpty();
        }
        release.countDown();
    }

    @Test
    void aHistoryThatFailsTellsNothing() {
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
            HistoryReader reader = reader(ENDLESS);
            answer = failure;
            assertThat(reader.readAhead(ACTION, true)).isEmpty();
            answer = () -> KNOWN;
            assertThat(reader.readAhead(ACTION, true)).hasValue(KNOWN);
            answer = failure;
            assertThat(reader.readAhead(ACTION, true)).hasValue(KNOWN);
        }
    }

    @Test
    void oneInMemoryIsReadAtOnce() {
        DurationHistory inMemory = DurationHistory.inMemory();
        HistoryReader reader = new HistoryReader(inMemory, SHORT);
        assertThat(reader.readAhead(ACTION, false)).hasValue(List.of());

        inMemory.add(ACTION.task("T1"), Duration.ofMinutes(3));

        assertThat(reader.of(after(2))).isEqualTo(KNOWN);
        assertThat(reader.readAhead(ACTION, false)).hasValue(KNOWN);
    }
}
