package io.github.anaplan4j.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for any policy and any answers. */
class PollEnginePropertiesTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final Duration FLOOR = Duration.ofSeconds(5);

    /** An answer of the server: a state, a failure, or a wait. */
    private record Answer(@Nullable String state, @Nullable AnaplanException failure, Duration took) {
        TaskStatus status() {
            if (failure != null) {
                throw failure;
            }
            return new TaskStatus(null, TaskState.of(state), null, null, null, null, null);
        }

        boolean isTerminal() {
            return "COMPLETE".equals(state) || "CANCELLED".equals(state);
        }

        Duration serversWait() {
            return failure instanceof AnaplanApiException error
                    ? error.retryAfter().orElse(error.status() == 429 ? Duration.ofSeconds(10) : Duration.ZERO)
                    : Duration.ZERO;
        }
    }

    /** A watch played to its end, or to the end of its answers. */
    private static final class Play {
        private final ManualTime time = new ManualTime();
        private final List<Duration> polls = new ArrayList<>();
        private final List<Duration> ends = new ArrayList<>();
        private final List<String> decisions = new ArrayList<>();
        private StepResult last;

        Play(PollingPolicy policy, List<Answer> answers, boolean storedInBetween) {
            this(WatchSettings.defaults().withPolicy(policy), answers, storedInBetween);
        }

        Play(WatchSettings settings, List<Answer> answers, boolean storedInBetween) {
            PollEngine engine = newEngine(settings, answers);
            last = new StepResult.Pending(engine.start(TASK));
            while (last instanceof StepResult.Pending pending && polls.size() < answers.size()) {
                time.pass(Duration.between(time.now(), pending.state().nextPoll()));
                if (storedInBetween) { // another process, which remembers nothing
                    last = newEngine(settings, answers)
                            .pollStored(WatchState.parse(pending.state().toText()))
                            .result();
                } else {
                    last = engine.pollStored(pending.state()).result();
                }
                decisions.add(String.valueOf(last));
            }
        }

        private PollEngine newEngine(WatchSettings settings, List<Answer> answers) {
            return TestEngines.engine(
                    FakeTasks.polling(task -> {
                        polls.add(now());
                        Answer answer = answers.get(polls.size() - 1);
                        time.pass(answer.took());
                        ends.add(now());
                        return answer.status();
                    }),
                    TaskInTime.READY,
                    settings,
                    TestLimits.limiter(300, time),
                    new Lifecycle(),
                    time);
        }

        private Duration now() {
            return Duration.ofNanos(time.nanoTime());
        }
    }

    @Property
    void twoPollsAreNeverCloserThanTheFloor(
            @ForAll("policies") PollingPolicy policy, @ForAll("runs") List<Answer> answers) {
        Play play = new Play(policy, answers, false);

        for (int i = 1; i < play.polls.size(); i++) {
            assertThat(play.polls.get(i).minus(play.polls.get(i - 1))).isGreaterThanOrEqualTo(FLOOR);
        }
    }

    @Property
    void noPollComesBeforeTheServersWaitIsOver(
            @ForAll("policies") PollingPolicy policy, @ForAll("runs") List<Answer> answers) {
        Play play = new Play(policy, answers, false);

        for (int i = 1; i < play.polls.size(); i++) {
            assertThat(play.polls.get(i).minus(play.ends.get(i - 1)))
                    .isGreaterThanOrEqualTo(answers.get(i - 1).serversWait());
        }
    }

    @Property
    void theLimitIsOverrunByOnePollAtMost(
            @ForAll("policies") PollingPolicy policy, @ForAll("runs") List<Answer> answers) {
        Duration limit = Duration.ofMinutes(3);
        Play play = new Play(WatchSettings.defaults().withPolicy(policy).withLimit(limit), answers, false);

        // The watch is over at the limit, but for one poll that was under way then or went out just then.
        Duration longest =
                answers.stream().map(Answer::took).reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
        assertThat(play.now()).isLessThanOrEqualTo(limit.plus(longest));
        assertThat(play.polls).allSatisfy(poll -> assertThat(poll).isLessThanOrEqualTo(limit));
    }

    @Property
    void aStoredAndReloadedStateDecidesTheSame(
            @ForAll("policies") PollingPolicy policy, @ForAll("runs") List<Answer> answers) {
        Play kept = new Play(policy, answers, false);
        Play stored = new Play(policy, answers, true);

        assertThat(stored.decisions).isEqualTo(kept.decisions);
        assertThat(stored.polls).isEqualTo(kept.polls);
    }

    @Property
    void aFinalStateAndNothingElseFinishesAWatch(
            @ForAll("policies") PollingPolicy policy, @ForAll("runs") List<Answer> answers) {
        Play play = new Play(policy, answers, false);

        int polled = play.polls.size();
        assertThat(answers.subList(0, polled - 1)).noneMatch(Answer::isTerminal);
        assertThat(play.last instanceof StepResult.Finished)
                .isEqualTo(answers.get(polled - 1).isTerminal());
    }

    @Property
    void withoutFailuresAndChangesTheStandardWaitsNeverShrink(@ForAll("runLengths") int length) {
        Answer running = new Answer("IN_PROGRESS", null, Duration.ofMillis(80));
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            answers.add(running);
        }

        Play play = new Play(PollingPolicy.standard(), answers, false);

        List<Duration> waits = new ArrayList<>();
        for (int i = 1; i < length; i++) {
            waits.add(play.polls.get(i).minus(play.ends.get(i - 1)));
        }
        assertThat(waits).isSorted();
    }

    @Provide
    Arbitrary<Integer> runLengths() {
        return Arbitraries.integers().between(2, 100);
    }

    @Provide
    Arbitrary<PollingPolicy> policies() {
        Arbitrary<PollingPolicy> wild = Arbitraries.integers()
                .between(1, Integer.MAX_VALUE)
                .map(seed -> {
                    PollingPolicy policy = (state, latest) -> {
                        int hash = Integer.hashCode(seed * 31 + state.polls()) * 0x9E3779B9;
                        int draw = Math.floorMod(hash >>> 7, 100);
                        return draw < 2
                                ? new Decision.GiveUp(GiveUpReason.NO_PROGRESS)
                                : new Decision.Again(Duration.ofMillis((draw - 20) * 1_500L));
                    };
                    return policy;
                });
        Arbitrary<PollingPolicy> tame = Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 15))
                .as((shortest, more, failures) -> PollingPolicy.stretching(
                                Duration.ofSeconds(shortest), Duration.ofSeconds(shortest + more), 0.1)
                        .tolerating(failures)
                        .jittered(0.2));
        return Arbitraries.oneOf(
                wild, tame, tame.map(policy -> policy.givingUpWithoutProgressFor(Duration.ofMinutes(2))));
    }

    @Provide
    Arbitrary<List<Answer>> runs() {
        Arbitrary<Duration> took = Arbitraries.integers().between(0, 40_000).map(Duration::ofMillis);
        Arbitrary<Answer> seen = Combinators.combine(
                        Arbitraries.of(
                                "NOT_STARTED", "IN_PROGRESS", "IN_PROGRESS", "CANCELLING", "PAUSED", "FAILED", ""),
                        took)
                .as((state, time) -> new Answer(state, null, time));
        Arbitrary<Answer> over = Combinators.combine(Arbitraries.of("COMPLETE", "CANCELLED"), took)
                .as((state, time) -> new Answer(state, null, time));
        Arbitrary<Answer> throttled = Combinators.combine(Arbitraries.integers().between(0, 200), took)
                .as((seconds, time) -> new Answer(null, apiError(429, Duration.ofSeconds(seconds)), time));
        Arbitrary<Answer> failed = Combinators.combine(
                        Arbitraries.of(
                                apiError(503, null),
                                apiError(503, Duration.ofSeconds(120)),
                                apiError(401, null),
                                apiError(404, null),
                                apiError(429, null),
                                TransportException.timedOut("GET /", "silence", null)),
                        took)
                .as((failure, time) -> new Answer(null, failure, time));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(20, seen),
                        net.jqwik.api.Tuple.of(1, over),
                        net.jqwik.api.Tuple.of(3, throttled),
                        net.jqwik.api.Tuple.of(3, failed))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static AnaplanApiException apiError(int status, @Nullable Duration retryAfter) {
        return new AnaplanApiException("GET /", status, null, retryAfter, "");
    }
}
