package io.github.anaplan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.ModelHeldException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelQueueTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ModelRef OTHER = new ModelRef("8a81", "75A5");
    private static final TaskRef TASK = MODEL.process("118").task("5B88");

    private final ModelQueue queue = new ModelQueue();
    private final List<String> started = new ArrayList<>();

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
    void aRunThatNeverStartsLetsTheNextGo() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(MODEL, "first", first);
        AnaplanException notStartedToday = TransportException.notConnected("POST /", "not today", null);
        CompletionStage<String> notStarted = queue.submit(MODEL, () -> {
            throw notStartedToday;
        });
        submit(MODEL, "third", new CompletableFuture<>());

        first.complete("done");

        assertThat(started).containsExactly("first", "third");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> notStarted.toCompletableFuture().join())
                .withCause(notStartedToday);
    }

    /** What a store of the user's, a watch of a client that is closed, or a start in doubt throws. */
    static Stream<Throwable> thrownAfterAStart() {
        return Stream.of(
                new IllegalStateException("the client is closed"),
                new UncheckedIOException(new IOException("the database is down")),
                new StackOverflowError(),
                new StartUncertainException(
                        TASK.action(), Instant.EPOCH, List.of(), true, new IllegalStateException("closed")));
    }

    @ParameterizedTest
    @MethodSource("thrownAfterAStart")
    void whateverElseIsThrownHoldsTheModel(Throwable thrown) {
        CompletionStage<String> lost = queue.submit(MODEL, () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        });
        submit(MODEL, "next", new CompletableFuture<>());

        assertThat(lost.toCompletableFuture()).isCompletedExceptionally();
        assertThat(started).isEmpty();
        assertThat(queue.heldBy(MODEL)).containsSame(thrown);
    }

    @Test
    void anAnaplanExceptionThatFollowsAStartHoldsTheModel() {
        AnaplanException unread = TransportException.notConnected("GET /", "the status after the start", null);
        queue.submit(MODEL, () -> {
            StartsOfThread.count(); // as a start does that succeeds
            throw unread;
        });

        assertThat(queue.heldBy(MODEL)).containsSame(unread);
    }

    @Test
    void anOutcomeIsPublishedBeforeTheNextStarts() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletionStage<String> outcome = submit(MODEL, "first", first);
        List<Boolean> publishedByThen = new ArrayList<>();
        queue.submit(MODEL, () -> {
            publishedByThen.add(outcome.toCompletableFuture().isDone());
            return new CompletableFuture<>();
        });

        first.complete("done");

        assertThat(publishedByThen).containsExactly(true);
    }

    @Test
    void aRunThatFailsAfterItsStartHoldsTheModel() {
        CompletionStage<String> lost = queue.submit(MODEL, () -> null);
        assertThat(lost.toCompletableFuture()).isCompletedExceptionally();
        assertThat(queue.heldBy(MODEL)).containsInstanceOf(IllegalStateException.class);
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

        first.completeExceptionally(new CompletionException(
                new StepResult.GaveUp(WatchState.start(TASK, Instant.EPOCH), GiveUpReason.TIME_SPENT, null)
                        .toException()));

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
    void aHundredThousandThatEndAtOnceDoNotPileUpOnTheStack() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(MODEL, "first", first);
        for (int run = 0; run < 100_000; run++) {
            submit(MODEL, "next", CompletableFuture.completedFuture("done"));
        }

        first.complete("done");

        assertThat(started).hasSize(100_001);
    }

    private CompletionStage<String> submit(ModelRef model, String name, CompletableFuture<String> run) {
        return queue.submit(model, () -> {
            started.add(name);
            return run;
        });
    }
}
