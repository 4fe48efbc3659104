package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.port.Failures.malformed;
import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static io.github.anaplan4j.internal.watch.TaskInTime.complete;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchListener;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One script of the server's answers through every driver: the ending, the polls and the events are those that the
 * script says, and therefore the same for all.
 */
class EveryDriverTest {
    private static final WatchSettings BY_TIME = WatchSettings.defaults().withPolicy(PollingPolicy.standard());
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final PollingPolicy EVERY_FIVE_SECONDS =
            PollingPolicy.stretching(Duration.ofSeconds(5), Duration.ofSeconds(5), 0);

    /**
     * What happens and what is expected.
     *
     * @param name of the script
     * @param prepare makes the task's life; is given what stops the watch
     * @param settings changes the default settings
     * @param ending the outcome or the reason for giving up
     * @param polls when polls reach the server, in seconds
     * @param events the events in short form
     */
    private record Script(
            String name,
            Preparation prepare,
            UnaryOperator<WatchSettings> settings,
            String ending,
            List<Integer> polls,
            List<String> events) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Preparation {
        TaskInTime begin(AtomicReference<Runnable> stop);
    }

    private static Script script(
            String name, Preparation prepare, String ending, List<Integer> polls, String... events) {
        return new Script(name, prepare, UnaryOperator.identity(), ending, polls, List.of(events));
    }

    private static TaskInTime tenSeconds() {
        return new TaskInTime(in("IN_PROGRESS")).from(10, complete(true));
    }

    static Stream<Script> scripts() {
        String started = "0 StateChanged null>IN_PROGRESS";
        String ended = "10 StateChanged IN_PROGRESS>COMPLETE";
        String[] firstPollFailed = {
            "5 Polled", "5 StateChanged null>IN_PROGRESS", "10 Polled", ended, "10 Ended",
        };
        return Stream.of(
                script(
                        "plain success",
                        stop -> tenSeconds(),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 Polled",
                        started,
                        "5 Polled",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                script(
                        "failure",
                        stop -> new TaskInTime(in("NOT_STARTED", "Pending."))
                                .from(2, in("IN_PROGRESS", "Processing …"))
                                .from(10, complete(false, "Failed.")),
                        "Failed",
                        List.of(0, 5, 10),
                        "0 Polled",
                        "0 StateChanged null>NOT_STARTED",
                        "0 StepChanged null>Pending.",
                        "5 Polled",
                        "5 StateChanged NOT_STARTED>IN_PROGRESS",
                        "5 StepChanged Pending.>Processing …",
                        "10 Polled",
                        "10 StateChanged IN_PROGRESS>COMPLETE",
                        "10 StepChanged Processing …>Failed.",
                        "10 Ended"),
                script(
                        "cancelled by somebody else",
                        stop -> new TaskInTime(in("NOT_STARTED", "Pending."))
                                .from(2, in("IN_PROGRESS", "Processing …"))
                                .from(15, in("CANCELLING", "Cancelling …"))
                                .from(20, in("CANCELLED", "Cancelled.")),
                        "Cancelled",
                        List.of(0, 5, 10, 15, 20),
                        "0 Polled",
                        "0 StateChanged null>NOT_STARTED",
                        "0 StepChanged null>Pending.",
                        "5 Polled",
                        "5 StateChanged NOT_STARTED>IN_PROGRESS",
                        "5 StepChanged Pending.>Processing …",
                        "10 Polled",
                        "15 Polled",
                        "15 StateChanged IN_PROGRESS>CANCELLING",
                        "15 StepChanged Processing …>Cancelling …",
                        "20 Polled",
                        "20 StateChanged CANCELLING>CANCELLED",
                        "20 StepChanged Cancelling …>Cancelled.",
                        "20 Ended"),
                script(
                        "a cancel that comes too late",
                        stop -> new TaskInTime(in("CANCELLING")).from(5, complete(true)),
                        "Succeeded",
                        List.of(0, 5),
                        "0 Polled",
                        "0 StateChanged null>CANCELLING",
                        "5 Polled",
                        "5 StateChanged CANCELLING>COMPLETE",
                        "5 Ended"),
                script(
                        "429 with a wait",
                        stop -> tenSeconds().failing(1, status(429, Duration.ofSeconds(90))),
                        "Succeeded",
                        List.of(0, 90),
                        "0 Throttled PT1M30S",
                        "90 Polled",
                        "90 StateChanged null>COMPLETE",
                        "90 Ended"),
                script(
                        "429 with a wait that is over",
                        stop -> tenSeconds().failing(1, status(429, Duration.ZERO)),
                        "Succeeded",
                        List.of(0, 5, 10),
                        with("0 Throttled PT5S", firstPollFailed)),
                script(
                        "three 503, then fine",
                        stop -> tenSeconds().failing(3, status(503)),
                        "Succeeded",
                        List.of(0, 5, 10, 15),
                        "0 PollFailed SERVER 1",
                        "5 PollFailed SERVER 2",
                        "10 PollFailed SERVER 3",
                        "15 Polled",
                        "15 StateChanged null>COMPLETE",
                        "15 Ended"),
                script(
                        "a connection that breaks",
                        stop -> tenSeconds().failing(1, sent(TransportException.Kind.CONNECTION_LOST)),
                        "Succeeded",
                        List.of(0, 5, 10),
                        with("0 PollFailed CONNECTION_LOST 1", firstPollFailed)),
                script(
                        "a body that is no status",
                        stop -> tenSeconds().failing(1, malformed()),
                        "Succeeded",
                        List.of(0, 5, 10),
                        with("0 PollFailed MALFORMED 1", firstPollFailed)),
                script(
                        "hiccups of every kind",
                        stop -> tenSeconds()
                                .failing(1, status(503))
                                .failing(1, sent(TransportException.Kind.CONNECT))
                                .failing(1, malformed())
                                .failing(2, status(404))
                                .failing(1, status(429, Duration.ofSeconds(90))),
                        "Succeeded",
                        List.of(0, 5, 10, 15, 20, 25, 115),
                        "0 PollFailed SERVER 1",
                        "5 PollFailed CONNECT 2",
                        "10 PollFailed MALFORMED 3",
                        "15 PollFailed NOT_FOUND 4",
                        "20 PollFailed NOT_FOUND 5",
                        "25 Throttled PT1M30S",
                        "115 Polled",
                        "115 StateChanged null>COMPLETE",
                        "115 Ended"),
                script(
                        "a token that expires",
                        stop -> tenSeconds().meanwhile(() -> {}).failing(1, new TokenRejectedException(status(401))),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 Polled",
                        started,
                        "5 PollFailed TOKEN_EXPIRED 1",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                script(
                        "states that are no end",
                        stop -> new TaskInTime(in("NOT_STARTED"))
                                .from(5, in("CANCELLING"))
                                .from(10, in("FAILED"))
                                .from(15, in("IN_PROGRESS", "Complete."))
                                .from(20, complete(true)),
                        "Succeeded",
                        List.of(0, 5, 10, 15, 20),
                        "0 Polled",
                        "0 StateChanged null>NOT_STARTED",
                        "5 Polled",
                        "5 StateChanged NOT_STARTED>CANCELLING",
                        "10 Polled",
                        "10 StateChanged CANCELLING>FAILED",
                        "10 IrregularTransition CANCELLING>FAILED",
                        "15 Polled",
                        "15 StateChanged FAILED>IN_PROGRESS",
                        "15 StepChanged null>Complete.",
                        "20 Polled",
                        "20 StateChanged IN_PROGRESS>COMPLETE",
                        "20 StepChanged Complete.>null",
                        "20 Ended"),
                script(
                        "an unknown state",
                        stop -> new TaskInTime(in("IN_PROGRESS"))
                                .from(5, in("PAUSED"))
                                .from(15, in("IN_PROGRESS"))
                                .from(20, in("COMPLETE")),
                        "Failed",
                        List.of(0, 5, 10, 15, 20),
                        "0 Polled",
                        started,
                        "5 Polled",
                        "5 StateChanged IN_PROGRESS>PAUSED",
                        "5 IrregularTransition IN_PROGRESS>PAUSED",
                        "10 Polled",
                        "15 Polled",
                        "15 StateChanged PAUSED>IN_PROGRESS",
                        "20 Polled",
                        "20 StateChanged IN_PROGRESS>COMPLETE",
                        "20 Ended"),
                script(
                        "404 just after the start",
                        stop -> tenSeconds().failing(2, status(404)),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 PollFailed NOT_FOUND 1",
                        "5 PollFailed NOT_FOUND 2",
                        "10 Polled",
                        "10 StateChanged null>COMPLETE",
                        "10 Ended"),
                script(
                        "404 for good",
                        stop -> tenSeconds().failing(3, status(404)),
                        "PERMANENT_ERROR",
                        List.of(0, 5, 10),
                        "0 PollFailed NOT_FOUND 1",
                        "5 PollFailed NOT_FOUND 2",
                        "10 PollFailed NOT_FOUND 3",
                        "10 GaveUp"),
                script(
                        "a stall as long as the poll timeout",
                        stop -> {
                            TaskInTime task = tenSeconds();
                            return task.meanwhile(() -> {
                                task.time.pass(Duration.ofSeconds(30));
                                throw sent(TransportException.Kind.TIMEOUT);
                            });
                        },
                        "Succeeded",
                        List.of(0, 35),
                        "30 PollFailed TIMEOUT 1",
                        "35 Polled",
                        "35 StateChanged null>COMPLETE",
                        "35 Ended"),
                script(
                        "stopped while it waits",
                        stop -> {
                            TaskInTime task = tenSeconds();
                            task.time.in(Duration.ofSeconds(7), () -> stop.get().run());
                            return task;
                        },
                        "STOPPED",
                        List.of(0, 5),
                        "0 Polled",
                        started,
                        "5 Polled",
                        "7 GaveUp"),
                script(
                        "stopped during the first call",
                        stop -> tenSeconds().meanwhile(() -> stop.get().run()),
                        "STOPPED",
                        List.of(0),
                        "0 Polled",
                        started,
                        "0 GaveUp"),
                script(
                        "stopped during a call",
                        stop -> tenSeconds()
                                .meanwhile(() -> {})
                                .meanwhile(() -> stop.get().run()),
                        "STOPPED",
                        List.of(0, 5),
                        "0 Polled",
                        started,
                        "5 Polled",
                        "5 GaveUp"),
                script(
                        "stopped during the call that sees the end",
                        stop -> tenSeconds()
                                .meanwhile(() -> {})
                                .meanwhile(() -> {})
                                .meanwhile(() -> stop.get().run()),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 Polled",
                        started,
                        "5 Polled",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                new Script(
                        "a listener that throws",
                        stop -> tenSeconds(),
                        settings -> settings.withListener(settings.listener().andThen(event -> {
                            throw new IllegalStateException("a broken listener");
                        })),
                        "Succeeded",
                        List.of(0, 5, 10),
                        List.of("0 Polled", started, "5 Polled", "10 Polled", ended, "10 Ended")),
                new Script(
                        "a policy in a hurry",
                        stop -> tenSeconds(),
                        settings -> settings.withPolicy(PollingPolicy.stretching(Duration.ZERO, Duration.ZERO, 0)),
                        "Succeeded",
                        List.of(0, 5, 10),
                        List.of("0 Polled", started, "5 Polled", "10 Polled", ended, "10 Ended")),
                new Script(
                        "the limit",
                        stop -> new TaskInTime(in("IN_PROGRESS")),
                        settings -> settings.withPolicy((state, latest) -> new Decision.Again(Duration.ofMinutes(50))),
                        "TIME_SPENT",
                        List.of(0, 3_000, 6_000, 7_199),
                        List.of("0 Polled", started, "3000 Polled", "6000 Polled", "7199 Polled", "7200 GaveUp")),
                new Script(
                        "closed while it waits",
                        stop -> {
                            TaskInTime task = new TaskInTime(in("IN_PROGRESS"));
                            task.time.in(Duration.ofSeconds(7), task.lifecycle::beginClosing);
                            return task;
                        },
                        settings -> settings.withPolicy((state, latest) -> new Decision.Again(Duration.ofSeconds(7))),
                        "STOPPED",
                        List.of(0),
                        List.of("0 Polled", started, "7 GaveUp")));
    }

    private static String[] with(String first, String... others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
    }

    static Stream<Arguments> everyCombination() {
        return scripts().flatMap(script -> Stream.of(EachDriver.values()).map(driver -> Arguments.of(script, driver)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyCombination")
    void goesByTheScript(Script script, EachDriver driver) {
        Recorder recorder = new Recorder();
        AtomicReference<Runnable> stop = new AtomicReference<>();
        TaskInTime task = script.prepare().begin(stop);
        WatchSettings settings =
                script.settings().apply(BY_TIME.withLimit(LIMIT).withListener(recorder));

        String ending = drive(driver, task, settings, stop);

        assertThat(ending).isEqualTo(script.ending());
        assertThat(recorder.events).isEqualTo(script.events());
        assertThat(task.polls()).isEqualTo(script.polls());
        assertThat(task.tasks.calls).containsOnly("poll");
    }

    /** The events of a stored watch count wall-clock time, so only their order is compared. */
    @ParameterizedTest
    @EnumSource
    void aWallClockThatJumpsChangesNoPoll(EachDriver driver) {
        for (Duration jump : List.of(Duration.ofHours(-1), Duration.ofMinutes(1))) {
            Recorder recorder = new Recorder();
            TaskInTime task = new TaskInTime(in("IN_PROGRESS")).from(12, in("CANCELLED"));
            task.time.in(Duration.ofSeconds(7), () -> task.time.jump(jump));

            String ending =
                    drive(driver, task, BY_TIME.withLimit(LIMIT).withListener(recorder), new AtomicReference<>());

            assertThat(ending).isEqualTo("Cancelled");
            assertThat(recorder.events)
                    .extracting(event -> event.substring(event.indexOf(' ') + 1))
                    .containsExactly(
                            "Polled",
                            "StateChanged null>IN_PROGRESS",
                            "Polled",
                            "Polled",
                            "Polled",
                            "StateChanged IN_PROGRESS>CANCELLED",
                            "Ended");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoHoursAreWatchedToTheEndAndNeverTooOften(EachDriver driver) {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS")).from(7_200, complete(true));

        String ending = drive(driver, task, BY_TIME.withLimit(LIMIT.plusHours(1)), new AtomicReference<>());

        assertThat(ending).isEqualTo("Succeeded");
        assertThat(task.time.passed()).isBetween(LIMIT, LIMIT.plusMinutes(1));
        List<Duration> gaps = IntStream.range(1, task.pollTimes.size())
                .mapToObj(i -> task.pollTimes.get(i).minus(task.pollTimes.get(i - 1)))
                .toList();
        assertThat(gaps)
                .hasSizeBetween(120, 160)
                .allSatisfy(gap -> assertThat(gap).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(1)))
                .isSorted();
    }

    @ParameterizedTest
    @EnumSource
    void aLimitEndsTheWatchAndSaysWhatWasSeenLast(EachDriver driver) {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));

        WatchGivenUpException gaveUp = catchThrowableOfType(
                WatchGivenUpException.class,
                () -> driver.drive(task, BY_TIME.withLimit(Duration.ofMinutes(10)), new AtomicReference<>()));

        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TIME_SPENT);
        assertThat(gaveUp.task()).isEqualTo(TaskInTime.TASK);
        assertThat(gaveUp.lastSeen())
                .hasValueSatisfying(last -> assertThat(last.state()).isEqualTo(TaskState.IN_PROGRESS));
        assertThat(gaveUp).hasNoCause().hasMessageContaining(TaskInTime.TASK.toString());
        assertThat(TaskRef.parse(gaveUp.task().toString())).isEqualTo(TaskInTime.TASK);
        assertThat(task.time.passed()).isEqualTo(Duration.ofMinutes(10));
        assertThat(task.tasks.calls).containsOnly("poll");
    }

    @ParameterizedTest
    @EnumSource(names = "STORED", mode = EnumSource.Mode.EXCLUDE)
    void aPollUnderWayAtTheLimitIsBrokenOffThere(EachDriver driver) {
        List<Duration> bounds = new ArrayList<>();
        List<WatchEvent> events = new ArrayList<>();
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));
        task.tasks.noting(bounds::add);
        TransportException cutOff = TransportException.timedOut("GET /", "PT3S", null);
        task.meanwhile(() -> {}).meanwhile(() -> {
            task.time.pass(bounds.get(1).minusNanos(100_000)); // as counted in milliseconds
            throw cutOff;
        });

        WatchGivenUpException gaveUp = catchThrowableOfType(
                WatchGivenUpException.class,
                () -> driver.drive(
                        task,
                        BY_TIME.withLimit(Duration.ofSeconds(8)).withListener(events::add),
                        new AtomicReference<>()));

        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TIME_SPENT);
        assertThat(gaveUp).hasCause(cutOff);
        assertThat(gaveUp.lastSeen()).isPresent();
        assertThat(bounds).containsExactly(Duration.ofSeconds(8), Duration.ofSeconds(3));
        assertThat(events).as("it is no failure of the server").noneMatch(WatchEvent.PollFailed.class::isInstance);
        assertThat(task.time.passed().toSeconds()).isBetween(7L, 8L);
    }

    @ParameterizedTest
    @EnumSource(names = "STORED", mode = EnumSource.Mode.EXCLUDE)
    void aPollThatFailsBeforeTheLimitIsTheServersFailure(EachDriver driver) {
        List<WatchEvent> events = new ArrayList<>();
        TransportException silence = TransportException.timedOut("GET /", "PT30S", null);
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));
        task.meanwhile(() -> {
            task.time.pass(Duration.ofSeconds(30));
            throw silence;
        });

        assertThat(catchThrowableOfType(
                                WatchGivenUpException.class,
                                () -> driver.drive(
                                        task,
                                        BY_TIME.withLimit(Duration.ofSeconds(36))
                                                .withListener(events::add),
                                        new AtomicReference<>()))
                        .reason())
                .isEqualTo(GiveUpReason.TIME_SPENT);
        assertThat(events).anyMatch(WatchEvent.PollFailed.class::isInstance);
        assertThat(task.polls()).as("with a second left it is worth another").containsExactly(0, 35);
        assertThat(task.time.passed()).isEqualTo(Duration.ofSeconds(36));
    }

    @ParameterizedTest
    @EnumSource(names = "STORED", mode = EnumSource.Mode.EXCLUDE)
    void noPollIsPlannedForTheLastMoment(EachDriver driver) {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"));

        assertThat(drive(driver, task, BY_TIME.withLimit(Duration.ofMillis(5_200)), new AtomicReference<>()))
                .isEqualTo("TIME_SPENT");
        assertThat(task.polls()).containsExactly(0);
        assertThat(task.time.passed()).isBetween(Duration.ofMillis(5_200), Duration.ofSeconds(6));
    }

    @Test
    void aSchedulerThatComesLateStillLooksOnce() {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS")).from(600, complete(true));
        WatchStep step = new StoredWatchStep(task.engine(BY_TIME.withLimit(Duration.ofMinutes(1))));
        WatchState state = ((StepResult.Pending) step.poll(step.start(TaskInTime.TASK))).state();
        task.time.pass(Duration.ofMinutes(10));

        assertThat(step.poll(state)).isInstanceOf(StepResult.Finished.class);
    }

    @ParameterizedTest
    @EnumSource
    void ourOwnCongestionIsNoFailureOfTheServer(EachDriver driver) {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS"))
                .failing(100, TransportException.noFreeConnection("GET /", Duration.ofSeconds(30), null))
                .from(600, complete(true));
        List<WatchEvent> events = new ArrayList<>();

        TaskOutcome outcome = driver.drive(
                task,
                BY_TIME.withPolicy(PollingPolicy.standard().tolerating(0)).withListener(events::add),
                new AtomicReference<>());

        assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
        assertThat(events).noneMatch(WatchEvent.PollFailed.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource
    void anOutageOfLessThanFiveMinutesIsBorneHoweverYoungTheRun(EachDriver driver) {
        TaskInTime task =
                new TaskInTime(in("IN_PROGRESS")).failing(20, status(503)).from(300, complete(true));

        TaskOutcome outcome = driver.drive(task, BY_TIME, new AtomicReference<>());

        assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
        assertThat(task.polls().get(19)).isBetween(100, 299);
    }

    @ParameterizedTest
    @EnumSource
    void anOutageOfMoreThanFiveMinutesEndsTheWatch(EachDriver driver) {
        TaskInTime task = new TaskInTime(in("IN_PROGRESS")).failing(1_000, status(503));

        WatchGivenUpException gaveUp = catchThrowableOfType(
                WatchGivenUpException.class, () -> driver.drive(task, BY_TIME, new AtomicReference<>()));

        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TOO_MANY_FAILURES);
        assertThat(task.time.passed()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @ParameterizedTest
    @EnumSource
    void tooManyFailuresInARowEndTheWatchWithTheirCause(EachDriver driver) {
        AnaplanException failure = status(503);
        TaskInTime task = new TaskInTime(in("IN_PROGRESS")).failing(100, failure);

        WatchGivenUpException gaveUp = catchThrowableOfType(
                WatchGivenUpException.class,
                () -> driver.drive(
                        task,
                        BY_TIME.withPolicy(PollingPolicy.standard().tolerating(10))
                                .withLimit(LIMIT),
                        new AtomicReference<>()));

        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.TOO_MANY_FAILURES);
        assertThat(gaveUp.lastSeen()).isEmpty();
        assertThat(gaveUp).hasCause(failure).hasMessageContaining("11 polls").hasMessageContaining("answered with 503");
        assertThat(task.polls()).hasSize(11);
        assertThat(task.tasks.calls).containsOnly("poll");
    }

    @ParameterizedTest
    @EnumSource
    void aPatientWatchSeesTheTrueEndOfARunThroughAnOutage(EachDriver driver) {
        TaskInTime task =
                new TaskInTime(in("IN_PROGRESS")).from(300, complete(true)).failing(120, status(503));

        TaskOutcome outcome = driver.drive(
                task, BY_TIME.withLimit(LIMIT).withPolicy(EVERY_FIVE_SECONDS.tolerating(200)), new AtomicReference<>());

        assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
        assertThat(task.time.passed()).isEqualTo(Duration.ofMinutes(10));
        assertThat(task.tasks.calls).containsOnly("poll");
    }

    private static String drive(
            EachDriver driver, TaskInTime task, WatchSettings settings, AtomicReference<Runnable> stop) {
        try {
            return driver.drive(task, settings, stop).getClass().getSimpleName();
        } catch (WatchGivenUpException gaveUp) {
            return gaveUp.reason().name();
        }
    }

    /** Writes events down in short form. */
    private static final class Recorder implements WatchListener {
        private final List<String> events = new ArrayList<>();

        @Override
        public void onEvent(WatchEvent event) {
            events.add(event.elapsed().toSeconds() + " " + event.getClass().getSimpleName() + details(event));
        }

        private static String details(WatchEvent event) {
            if (event instanceof WatchEvent.StateChanged changed) {
                return " " + changed.from() + ">" + changed.to();
            }
            if (event instanceof WatchEvent.StepChanged changed) {
                return " " + changed.from() + ">" + changed.to();
            }
            if (event instanceof WatchEvent.IrregularTransition irregular) {
                return " " + irregular.from() + ">" + irregular.to();
            }
            if (event instanceof WatchEvent.PollFailed failed) {
                return " " + failed.kind() + " " + failed.inARow();
            }
            return event instanceof WatchEvent.Throttled throttled ? " " + throttled.atLeast() : "";
        }
    }
}
