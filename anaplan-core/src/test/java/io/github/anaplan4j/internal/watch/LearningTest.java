package io.github.anaplan4j.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is learned of runs of which Anaplan does not say how long they took, as those of imports. */
class LearningTest {
    private static final TaskRef TASK = new ModelRef("8a81", "75A4")
            .action(ActionKind.IMPORT, "112000000001")
            .task("T1");
    private static final Instant MADE = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final DurationHistory history = DurationHistory.inMemory();
    private final Learning learning = new Learning(history, Runnable::run, true);

    @Test
    void aRunThatWasSeenFromItsBeginningIsLearned() {
        learn(MADE.plusSeconds(2), MADE);

        assertThat(history.durations(TASK.action())).isEqualTo(List.of(FIVE_MINUTES));
    }

    @Test
    void aRunThatWasJoinedTeachesNothing() {
        learn(MADE.plus(Duration.ofMinutes(20)), MADE);

        assertThat(history.durations(TASK.action())).isEmpty();
    }

    @Test
    void aRunWhoseBeginningIsNotKnownTeachesNothing() {
        learn(MADE, null);

        assertThat(history.durations(TASK.action())).isEmpty();
    }

    private void learn(Instant watchedFrom, @Nullable Instant made) {
        TaskStatus complete = status(TaskState.COMPLETE, made);
        WatchState end = WatchState.start(TASK, watchedFrom)
                .after(new Observation.Seen(status(TaskState.IN_PROGRESS, made)), Duration.ZERO, watchedFrom)
                .after(new Observation.Seen(complete), FIVE_MINUTES, watchedFrom.plus(FIVE_MINUTES));
        learning.learn(end, TaskOutcome.of(TASK, complete, SuccessCriterion.strict()), WatchSettings.defaults());
    }

    /** A history of the user's, as in a file: it is not asked for each poll. */
    @Test
    void aHistoryIsReadWhenAWatchBeginsAndWhenARunWasAdded() {
        List<String> calls = new ArrayList<>();
        Learning ofAStore = new Learning(
                new DurationHistory() {
                    @Override
                    public List<Duration> durations(ActionRef action) {
                        calls.add("read");
                        return history.durations(action);
                    }

                    @Override
                    public void add(TaskRef task, Duration duration) {
                        calls.add("add");
                        history.add(task, duration);
                    }
                },
                Runnable::run,
                true);
        TaskInTime run = new TaskInTime(TaskInTime.in("NOT_STARTED"))
                .from(3, TaskInTime.in("IN_PROGRESS"))
                .from(1_200, TaskInTime.complete(true));
        PollEngine engine = run.engine(WatchSettings.defaults())
                .minding(new Endings(task -> {}, task -> false, ofAStore, state -> {}));

        new BlockingDriver(run.time).await(TaskInTime.TASK, engine);
        assertThat(run.polls()).hasSizeGreaterThan(10);
        assertThat(calls).containsExactly("read", "add", "read");

        new BlockingDriver(run.time).await(TaskInTime.TASK, engine); // which is over, and teaches nothing
        assertThat(calls).containsExactly("read", "add", "read", "read");
    }

    @Test
    void whatIsLearnedReachesEachPolicyThatGoesByTheHistory() {
        DurationHistory store = new DurationHistory() {
            @Override
            public List<Duration> durations(ActionRef action) {
                return history.durations(action);
            }

            @Override
            public void add(TaskRef task, Duration duration) {
                history.add(task, duration);
            }
        };
        Learning ofAStore = new Learning(store, Runnable::run, true);
        WatchSettings decorated =
                WatchSettings.defaults().withPolicy(PollingPolicy.learned(store).waitingAtMost(Duration.ofHours(1)));
        ofAStore.begin(TASK.action(), decorated);
        Observation running = new Observation.Seen(status(TaskState.IN_PROGRESS, MADE));
        WatchState young = WatchState.start(TASK, MADE).after(running, Duration.ZERO, MADE);

        for (int run = 0; run < 5; run++) {
            TaskResult told = new TaskResult(null, null, true, false, List.of(), List.of(), FIVE_MINUTES, null);
            ofAStore.learn(
                    TASK.action().task("PAST" + run),
                    new TaskStatus(null, TaskState.COMPLETE, null, null, MADE, null, told));
        }

        assertThat(ofAStore.policy(decorated).decide(young, running))
                .isEqualTo(PollingPolicy.learned(history).decide(young, running))
                .isNotEqualTo(PollingPolicy.learned(DurationHistory.none()).decide(young, running));
    }

    private static TaskStatus status(TaskState state, @Nullable Instant made) {
        return new TaskStatus(null, state, null, null, made, null, null);
    }
}
