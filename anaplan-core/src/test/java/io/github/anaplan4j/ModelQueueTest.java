package io.github.anaplan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.ModelHeldException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelQueueTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ModelRef OTHER = new ModelRef("8a81", "75A5");
    private static final TaskRef TASK = MODEL.process("118").task("5B88");

    private static final TaskOutcome OUTCOME = TaskOutcome.of(
            TASK, new TaskStatus("5B88", TaskState.COMPLETE, null, null, null, null, null), SuccessCriterion.strict());

    private static final AnaplanTask STARTED = AnaplanClient.builder()
            .credentials(Credentials.token("a.token"))
            .transport(new NoTransport())
            .build()
            .task(TASK);

    private final ModelQueue queue = new ModelQueue(Runnable::run);
    private final List<String> started = new ArrayList<>();
    private final List<Optional<Throwable>> heldThen = new ArrayList<>();

    @Test
    void theNextStartsWhenTheLastHasEnded() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        submit(MODEL, "first", first);
        CompletionStage<String> outcome = submit(MODEL, "second", second);
        assertThat(started).containsExactly("first");

        first.complete("done");
        assertThat(started).containsExactly("first", "second");
        second.complete("done too");
        assertThat(outcome.toCompletableFuture()).isCompletedWithValue("done too");
    }

    @Test
    void modelsDoNotWaitForEachOther() {
        submit(MODEL, "first", new CompletableFuture<>());
        submit(OTHER, "second", new CompletableFuture<>());

        assertThat(started).containsExactly("first", "second");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aStartThatHangsHoldsUpNeitherTheCallerNorAnotherModel() throws Exception {
        ModelQueue threaded = new ModelQueue();
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Thread> starter = new AtomicReference<>();
        CompletionStage<String> hanging = threaded.submit(
                MODEL,
                () -> {
                    starter.set(Thread.currentThread());
                    awaitQuietly(release);
                    return STARTED;
                },
                task -> CompletableFuture.completedFuture("late"));

        CompletionStage<String> other =
                threaded.submit(OTHER, () -> STARTED, task -> CompletableFuture.completedFuture("done"));

        assertThat(other.toCompletableFuture().get()).isEqualTo("done");
        release.countDown();
        assertThat(hanging.toCompletableFuture().get()).isEqualTo("late");
        starter.get().join();
        assertThat(starter.get().isDaemon()).isTrue();
        assertThat(starter.get().getName()).isEqualTo("anaplan4j-start");
    }

    @Test
    void aRunThatNeverStartsLetsTheNextGo() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(MODEL, "first", first);
        AnaplanException notStartedToday = TransportException.notConnected("POST /", "not today", null);
        CompletionStage<String> notStarted = startThatThrows(notStartedToday);
        submit(MODEL, "third", new CompletableFuture<>());

        first.complete("done");

        assertThat(started).containsExactly("first", "third");
        assertFailed(notStarted, notStartedToday);
    }

    @Test
    void aBlockingRunIsOverWhenItReturns() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(MODEL, "first", first);
        CompletionStage<TaskOutcome> second = queue.submit(MODEL, () -> {
            started.add("second");
            return OUTCOME;
        });
        submit(MODEL, "third", new CompletableFuture<>());
        assertThat(started).containsExactly("first");

        first.complete("done");

        assertThat(second.toCompletableFuture()).isCompletedWithValue(OUTCOME);
        assertThat(started).containsExactly("first", "second", "third");
    }

    @Test
    void aBlockingRunWhoseOutcomeNobodyKnowsHoldsTheModel() {
        CompletionStage<TaskOutcome> run = queue.submit(MODEL, () -> null);

        assertThat(run.toCompletableFuture()).isCompletedExceptionally();
        assertThat(queue.heldBy(MODEL).orElseThrow()).hasMessageContaining("no outcome");
    }

    @Test
    void aBlockingRunThatStartedNothingLetsTheNextGo() {
        AnaplanException notStartedToday = TransportException.notConnected("POST /", "not today", null);
        CompletionStage<TaskOutcome> notStarted = queue.submit(MODEL, () -> doThrow(notStartedToday));
        submit(MODEL, "next", new CompletableFuture<>());

        assertFailed(notStarted, notStartedToday);
        assertThat(started).containsExactly("next");
    }

    /** What leaves the task of a run in doubt, or says that it goes on. */
    static Stream<Throwable> thrownByARun() {
        return Stream.concat(thrownByAStart(), Stream.of(givenUp()));
    }

    @ParameterizedTest
    @MethodSource("thrownByARun")
    void whateverElseABlockingRunThrowsHoldsTheModel(Throwable thrown) {
        CompletionStage<TaskOutcome> lost = queue.submit(MODEL, () -> doThrow(thrown));
        submit(MODEL, "next", new CompletableFuture<>());

        assertFailed(lost, thrown);
        assertHeld(thrown);
    }

    /** What a store of the user's, a class path, or a start in doubt throws. */
    static Stream<Throwable> thrownByAStart() {
        return Stream.of(
                new IllegalStateException("the client is closed"),
                new UncheckedIOException(new IOException("the database is down")),
                new StackOverflowError(),
                new IOException("undeclared"),
                new StartUncertainException(
                        TASK.action(),
                        Instant.EPOCH,
                        List.of(),
                        true,
                        "a ledger",
                        new IllegalStateException("closed")));
    }

    @ParameterizedTest
    @MethodSource("thrownByAStart")
    void whateverElseAStartThrowsHoldsTheModel(Throwable thrown) {
        CompletionStage<String> lost = startThatThrows(thrown);
        submit(MODEL, "next", new CompletableFuture<>());

        assertFailed(lost, thrown);
        assertHeld(thrown);
    }

    /** What follows a start, with what says that nothing was sent: of another request, that is. */
    static Stream<Throwable> thrownAfterAStart() {
        return Stream.concat(
                thrownByAStart(),
                Stream.of(TransportException.notConnected("GET /", "the status after the start", null)));
    }

    @ParameterizedTest
    @MethodSource("thrownAfterAStart")
    void whateverFollowsAStartAndThrowsHoldsTheModel(Throwable thrown) {
        CompletionStage<String> lost = queue.submit(MODEL, () -> STARTED, task -> doThrow(thrown));
        submit(MODEL, "next", new CompletableFuture<>());

        assertFailed(lost, thrown);
        assertHeld(thrown);
    }

    @ParameterizedTest
    @MethodSource("thrownAfterAStart")
    void aStageThatThrowsHoldsTheModel(Throwable thrown) {
        CompletionStage<String> lost = queue.submit(MODEL, () -> STARTED, task -> new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                return doThrow(thrown);
            }
        });
        submit(MODEL, "next", new CompletableFuture<>());

        assertFailed(lost, thrown);
        assertHeld(thrown);
    }

    @Test
    void aStageThatEndsTwiceStartsOneRunMore() {
        CompletionStage<String> outcome = queue.submit(MODEL, () -> STARTED, task -> new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                action.accept("done", null);
                action.accept(null, new IllegalStateException("done"));
                return this;
            }
        });
        submit(MODEL, "second", new CompletableFuture<>());
        submit(MODEL, "third", new CompletableFuture<>());

        assertThat(outcome.toCompletableFuture()).isCompletedWithValue("done");
        assertThat(started).containsExactly("second");
    }

    @Test
    void whatTheUserDoesAboutAnOutcomeHoldsUpNoStart() {
        CompletableFuture<String> first = new CompletableFuture<>();
        List<String> startedByThen = new ArrayList<>();
        submit(MODEL, "first", first).thenRun(() -> {
            startedByThen.addAll(started);
            throw new AssertionError("a continuation");
        });
        submit(MODEL, "second", new CompletableFuture<>());

        first.complete("done");

        assertThat(startedByThen).containsExactly("first", "second");
    }

    @ParameterizedTest
    @MethodSource("thrownByAStart")
    void anExecutorThatTakesNoStartFailsTheRunAndHoldsNothing(Throwable thrown) {
        AtomicBoolean isFull = new AtomicBoolean(true);
        ModelQueue full = new ModelQueue(start -> {
            if (isFull.get()) {
                doThrow(thrown);
            }
            start.run();
        });
        CompletionStage<String> refused =
                full.submit(MODEL, () -> STARTED, task -> CompletableFuture.completedFuture("done"));
        isFull.set(false);
        CompletionStage<String> next =
                full.submit(MODEL, () -> STARTED, task -> CompletableFuture.completedFuture("done"));

        assertFailed(refused, thrown);
        assertThat(next.toCompletableFuture()).isCompletedWithValue("done");
    }

    @Test
    void anExecutorThatRunsAStartAndThrowsAllTheSameMakesItOnce() {
        List<Runnable> kept = new ArrayList<>();
        ModelQueue broken = new ModelQueue(start -> {
            start.run();
            kept.add(start);
            throw new RejectedExecutionException("full");
        });
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletionStage<String> outcome = broken.submit(
                MODEL,
                () -> {
                    started.add("first");
                    return STARTED;
                },
                task -> first);
        kept.forEach(Runnable::run);

        assertThat(outcome.toCompletableFuture()).isNotDone();
        first.complete("done");
        assertThat(outcome.toCompletableFuture()).isCompletedWithValue("done");
        assertThat(started).containsExactly("first");
    }

    @Test
    void aRunWhoseEndNobodyKnowsHoldsTheModel() {
        CompletionStage<String> withoutStage = queue.submit(MODEL, () -> STARTED, task -> null);
        assertThat(withoutStage.toCompletableFuture()).isCompletedExceptionally();
        assertThat(queue.heldBy(MODEL).orElseThrow()).hasMessageContaining(TASK.toString());
        queue.release(MODEL);

        CompletionStage<String> withoutTask = queue.submit(MODEL, () -> null, task -> new CompletableFuture<>());
        assertThat(withoutTask.toCompletableFuture()).isCompletedExceptionally();
        assertThat(queue.heldBy(MODEL).orElseThrow()).hasMessageContaining("no task");
        queue.release(MODEL);

        CompletableFuture<String> broken = new CompletableFuture<>();
        submit(MODEL, "broken", broken);
        submit(MODEL, "next", new CompletableFuture<>());
        broken.completeExceptionally(new IllegalArgumentException("broken"));

        assertThat(started).containsExactly("broken");
        assertThat(queue.heldBy(MODEL)).containsInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGivenUpWatchHoldsTheModelUntilItIsReleased() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(MODEL, "first", first);
        CompletionStage<String> second = submit(MODEL, "second", new CompletableFuture<>());
        CompletionStage<String> third = submit(MODEL, "third", new CompletableFuture<>());

        first.completeExceptionally(new CompletionException(givenUp()));

        assertThat(started).containsExactly("first");
        assertThat(queue.heldBy(MODEL)).containsInstanceOf(WatchGivenUpException.class);
        for (CompletionStage<String> refused : List.of(second, third)) {
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> refused.toCompletableFuture().join())
                    .withCauseInstanceOf(ModelHeldException.class)
                    .withMessageContaining(TASK.toString());
        }

        queue.release(MODEL);
        submit(MODEL, "fourth", new CompletableFuture<>());
        assertThat(started).containsExactly("first", "fourth");
        assertThat(queue.heldBy(MODEL)).isEmpty();
    }

    @Test
    void whoeverHearsOfAFailureCanReleaseTheModelAtOnce() {
        CompletableFuture<String> watched = new CompletableFuture<>();
        releaseOnFailure(submit(MODEL, "watched", watched));
        watched.completeExceptionally(givenUp());

        CompletableFuture<String> before = new CompletableFuture<>();
        submit(MODEL, "before", before);
        releaseOnFailure(startThatThrows(givenUp()));
        releaseOnFailure(queue.submit(MODEL, () -> doThrow(givenUp())));
        before.complete("done");

        submit(MODEL, "next", new CompletableFuture<>());
        assertThat(started).containsExactly("watched", "before", "next");
        assertThat(heldThen)
                .hasSize(3)
                .allSatisfy(holder -> assertThat(holder).containsInstanceOf(WatchGivenUpException.class));
    }

    @Test
    void whoeverHearsOfARefusalCanReleaseTheModelAtOnce() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(MODEL, "first", first);
        releaseOnFailure(submit(MODEL, "refused", new CompletableFuture<>()));
        submit(MODEL, "next", new CompletableFuture<>());
        first.completeExceptionally(givenUp());

        assertThat(heldThen)
                .singleElement()
                .satisfies(holder -> assertThat(holder).containsInstanceOf(WatchGivenUpException.class));
        assertThat(started).containsExactly("first", "next");
    }

    private void releaseOnFailure(CompletionStage<?> run) {
        run.whenComplete((value, failure) -> {
            heldThen.add(queue.heldBy(MODEL));
            queue.release(MODEL);
        });
    }

    @Test
    void aHundredThousandThatEndAtOnceDoNotPileUpOnTheStack() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(MODEL, "first", first);
        for (int run = 0; run < 100_000; run++) {
            submit(MODEL, "next", CompletableFuture.completedFuture("done"));
        }

        first.complete("done");

        assertThat(started).hasSize(100_001);
    }

    private static WatchGivenUpException givenUp() {
        return new StepResult.GaveUp(WatchState.start(TASK, Instant.EPOCH), GiveUpReason.TIME_SPENT, null)
                .toException();
    }

    /** Runs here are started by the test. */
    private record NoTransport() implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            throw new AssertionError(request);
        }

        @Override
        public void close() {}
    }

    private CompletionStage<String> submit(ModelRef model, String name, CompletableFuture<String> run) {
        return queue.submit(
                model,
                () -> {
                    started.add(name);
                    return STARTED;
                },
                task -> run);
    }

    private CompletionStage<String> startThatThrows(Throwable failure) {
        return queue.submit(MODEL, () -> doThrow(failure), task -> new CompletableFuture<>());
    }

    private void assertHeld(Throwable holder) {
        assertThat(started).isEmpty();
        assertThat(queue.heldBy(MODEL)).containsSame(holder);
    }

    private static void assertFailed(CompletionStage<?> run, Throwable failure) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> run.toCompletableFuture().join())
                .satisfies(wrapped -> assertThat(wrapped.getCause()).isSameAs(failure));
    }

    // Also what other languages throw undeclared.
    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T doThrow(Throwable failure) throws E {
        throw (E) failure;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impatient) {
            throw new AssertionError(impatient);
        }
    }
}
