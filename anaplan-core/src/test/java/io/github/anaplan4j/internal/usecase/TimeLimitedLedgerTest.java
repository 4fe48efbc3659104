package io.github.anaplan4j.internal.usecase;

import static io.github.anaplan4j.internal.port.Failures.failing;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.LimitedTasks;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start does with a ledger that hangs, and what that ledger says when it goes on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitedLedgerTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000007");
    private static final TaskRef OURS = ACTION.task("OURS");
    private static final Duration ENDLESS = Duration.ofDays(1);
    // Reached by what hangs alone.
    private static final Duration SHORT = Duration.ofMillis(500);

    private final ManualTime time = new ManualTime();
    private final FakeTasks tasks = new FakeTasks();
    private final Lifecycle lifecycle = new Lifecycle();
    private final RetryingRequests requests = new RetryingRequests(TestLimits.limiter(300, time), lifecycle, time);
    private final HangingLedger ledger = new HangingLedger();
    private final StartOnce starts = starts(new TimeLimitedLedger(ledger, SHORT));
    private final CountDownLatch release = new CountDownLatch(1);

    private StartOnce starts(StartLedger limited) {
        return new StartOnce(
                LimitedTasks.once(tasks, requests),
                LimitedTasks.retrying(tasks, requests),
                new HandedOut(limited, Runnable::run),
                lifecycle,
                time);
    }

    /** A ledger that hangs at one of its calls, until it is released. */
    private final class HangingLedger implements StartLedger {
        private final StartLedger lines = StartLedger.inMemory();
        private @Nullable Throwable thrown;
        private @Nullable String throwsAt;
        private volatile @Nullable String hangsAt;
        private volatile boolean fails;

        private void hang(String call) throws IOException {
            if (call.equals(throwsAt)) {
                TimeLimitedLedgerTest.<IOException>sneak(thrown);
            }
            if (call.equals(hangsAt)) {
                hangsAt = null;
                try {
                    release.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
                if (fails) {
                    throw new IOException("too late");
                }
            }
        }

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
            hang(action.equals(ACTION) ? "open" : "open of a seat");
            return lines.open(action, atMost).map(slot -> new Slot() {
                @Override
                public Optional<String> read() throws IOException {
                    hang(action.equals(ACTION) ? "read" : "read of a seat");
                    return slot.read();
                }

                @Override
                public void write(String text) throws IOException {
                    hang(action.equals(ACTION) ? (text.contains("sentAt") ? "intend" : "settle") : "seat");
                    slot.write(text);
                }

                @Override
                public void close() throws IOException {
                    hang(action.equals(ACTION) ? "close" : "close of a seat");
                    slot.close();
                }
            });
        }

        @Override
        public String toString() {
            return "the ledger of this test";
        }

        /** Waits until all that hung is over, and tells what is in the line then. */
        private Optional<String> lineAfterwards() throws Exception {
            release.countDown();
            try (Slot slot = lines.open(ACTION, ENDLESS).orElseThrow()) {
                return slot.read();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "read", "intend"})
    void aLedgerThatHangsBeforeTheStartIsSentLetsNothingBeSent(String call) throws Exception {
        tasks.listing();
        ledger.hangsAt = call;

        assertThatExceptionOfType(StartLedgerException.class)
                .isThrownBy(() -> starts.start(ACTION, StartOptions.defaults()))
                .withMessageStartingWith(ACTION + " was not started: ")
                .withMessageContaining("it hangs: its " + (call.equals("intend") ? "write" : call) + " was not over");

        assertThat(tasks.calls).doesNotContain("start");
        assertThat(ledger.lineAfterwards().orElse(""))
                .as("what the next start sees")
                .doesNotContain("sentAt");
        tasks.listing().starting(OURS);
        assertThat(starts(ledger).start(ACTION, StartOptions.defaults())).isEqualTo(OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settle", "seat", "close"})
    void aLedgerThatHangsAfterTheStartWasSentLeavesTheCallerItsTask(String call) throws Exception {
        tasks.listing().starting(OURS);
        ledger.hangsAt = call;

        assertThat(starts.start(ACTION, StartOptions.defaults())).isEqualTo(OURS);

        assertThat(ledger.lineAfterwards()).as("what the next start sees").hasValue("start=1&claimed=OURS");
        assertThat(starts(ledger).recover(ACTION)).isEmpty();
    }

    @Test
    void aRefusalThatALedgerHangsAtIsNoDoubtWhenTheNextAttemptIsTakenBack() throws Exception {
        tasks.listing().starting(failing(status(429)));
        ledger.hangsAt = "settle";

        assertThatExceptionOfType(StartLedgerException.class)
                .isThrownBy(() -> starts.start(ACTION, StartOptions.defaults()))
                .withMessageContaining("it hangs");

        assertThat(ledger.lineAfterwards()).as("what the next start sees").hasValue("start=1&claimed=");
        tasks.starting(OURS);
        assertThat(starts(ledger).start(ACTION, StartOptions.defaults())).isEqualTo(OURS);
    }

    @Test
    void aRunWhoseEndALedgerHangsAtIsToldWithItsOutcome() throws Exception {
        tasks.listing().starting(OURS);
        TaskOutcome outcome = success();
        StartLedgerException told;
        try (StartedTask run = starts.begin(ACTION, StartOptions.defaults())) {
            ledger.hangsAt = "settle";

            told = catchThrowableOfType(StartLedgerException.class, () -> run.settle(outcome));
        }
        assertThat(told.outcome()).hasValue(outcome);
        assertThat(ledger.lineAfterwards()).hasValue("start=1&claimed=OURS");
    }

    private static TaskOutcome success() {
        return TaskOutcome.of(
                OURS,
                new TaskStatus(OURS.taskId(), TaskState.COMPLETE, null, null, null, null, null),
                SuccessCriterion.strict());
    }

    @Test
    void aWriteThatFailsInTheEndLeavesTheTaskToTheNextStart() throws Exception {
        tasks.listing().starting(OURS);
        ledger.hangsAt = "settle";
        ledger.fails = true;

        assertThat(starts.start(ACTION, StartOptions.defaults())).isEqualTo(OURS);

        assertThat(ledger.lineAfterwards().orElseThrow()).startsWith("start=1&sentAt=");
    }

    @Test
    void aSlotThatComesTooLateIsGivenBack() throws Exception {
        StartLedger limited = new TimeLimitedLedger(ledger, Duration.ZERO);
        ledger.hangsAt = "open";

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> limited.open(ACTION, Duration.ZERO))
                .withMessage("it hangs: its open was not over within 0 s, and may go on");

        assertThat(ledger.lineAfterwards()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitForASlotAndNoWrite() throws Exception {
        StartLedger limited = new TimeLimitedLedger(ledger, ENDLESS);
        ledger.hangsAt = "open";
        FutureTask<Boolean> caller = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> limited.open(ACTION, ENDLESS));
            release.countDown();
            try (StartLedger.Slot slot = limited.open(ACTION, ENDLESS).orElseThrow()) {
                Thread.currentThread().interrupt();
                slot.write("a line");
            }
            return Thread.interrupted();
        });

        caller.run();

        assertThat(caller.get()).as("the flag").isTrue();
        assertThat(ledger.lineAfterwards()).hasValue("a line");
    }

    /** What a ledger throws that no declaration tells of. */
    static Stream<Throwable> strangers() {
        return Stream.of(
                new TimeoutException("the connection is closed"),
                new NoClassDefFoundError("org/postgresql/Driver"),
                new InterruptedException("of a thread of its own"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aLedgerThatThrowsAnythingBeforeTheStartIsSentLetsNothingBeSentAndNobodyWait(Throwable thrown) {
        for (String call : List.of("open", "read", "intend")) {
            tasks.listing();
            ledger.thrown = thrown;
            ledger.throwsAt = call;

            assertThatExceptionOfType(StartLedgerException.class)
                    .as(call)
                    .isThrownBy(() -> starts.start(ACTION, StartOptions.defaults()))
                    .withMessageContaining(thrown.getMessage());

            assertThat(tasks.calls).as(call).doesNotContain("start");
            ledger.throwsAt = null;
            assertThat(isFree()).as("after " + call).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aLedgerThatThrowsAnythingAfterTheStartWasSentLosesNoTask(Throwable thrown) {
        ledger.thrown = thrown;
        for (String call : List.of("settle", "seat")) {
            tasks.listing().starting(OURS);
            ledger.throwsAt = call;

            assertThatExceptionOfType(StartUncertainException.class)
                    .as(call)
                    .isThrownBy(() -> starts.start(ACTION, StartOptions.defaults()))
                    .withMessageContaining(OURS.taskId())
                    .withMessageContaining(thrown.getMessage());

            ledger.throwsAt = null;
            assertThat(isFree()).as("after " + call).isTrue();
            starts.settle(ACTION);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open of a seat", "read of a seat", "close"})
    void aLedgerThatThrowsAnythingWhereNothingIsLostLeavesTheCallerItsTask(String call) {
        ledger.thrown = new NoClassDefFoundError("org/postgresql/Driver");
        tasks.listing().starting(() -> {
            ledger.throwsAt = call;
            return OURS;
        });

        assertThat(starts.start(ACTION, StartOptions.defaults())).isEqualTo(OURS);
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aRunWhoseEndCannotBeWrittenDownIsToldWithItsOutcomeWhateverIsThrown(Throwable thrown) {
        tasks.listing().starting(OURS);
        TaskOutcome outcome = success();
        StartLedgerException told;
        try (StartedTask run = starts.begin(ACTION, StartOptions.defaults())) {
            ledger.thrown = thrown;
            ledger.throwsAt = "settle";

            told = catchThrowableOfType(StartLedgerException.class, () -> run.settle(outcome));
            ledger.throwsAt = "close";
        }
        assertThat(told.outcome()).hasValue(outcome);
    }

    @Test
    void withoutAThreadNothingIsOpenedAndNothingLost() throws Exception {
        AtomicBoolean hasThreads = new AtomicBoolean();
        StartLedger poor = new TimeLimitedLedger(ledger, ENDLESS, work -> {
            if (!hasThreads.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            work.run();
        });
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> poor.open(ACTION, Duration.ZERO))
                .withMessageContaining("unable to create native thread");

        hasThreads.set(true);
        try (StartLedger.Slot slot = poor.open(ACTION, Duration.ZERO).orElseThrow()) {
            hasThreads.set(false);
            slot.write("a line");
        }

        assertThat(ledger.lineAfterwards()).hasValue("a line");
    }

    private boolean isFree() {
        try (StartLedger.Slot slot = ledger.lines.open(ACTION, Duration.ZERO).orElse(null)) {
            return slot != null;
        } catch (IOException | InterruptedException unusable) {
            throw new AssertionError(unusable);
        }
    }

    @Test
    void whatALedgerThrowsIsThrown() {
        StartLedger broken = new TimeLimitedLedger(
                (action, atMost) -> {
                    throw new IllegalStateException("broken");
                },
                ENDLESS);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> broken.open(ACTION, Duration.ZERO))
                .withMessage("broken");
    }
}
