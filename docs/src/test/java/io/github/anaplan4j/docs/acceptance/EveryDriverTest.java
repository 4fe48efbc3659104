package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchListener;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One script of the server's answers through every driver: the ending, the requests and the events are those that the
 * script says, and therefore the same for all.
 */
class EveryDriverTest {
    private static final String RUNNING = "{\"taskState\":\"IN_PROGRESS\"}";
    private static final Scenario TEN_SECONDS = Scenario.named("ten seconds")
            .then(Duration.ZERO, RUNNING)
            .then(Duration.ofSeconds(10), "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true}}");

    /**
     * What happens and what is expected.
     *
     * @param name of the script
     * @param scenario the task's life
     * @param prepare arranges faults; is given what stops the watch
     * @param settings changes the default settings
     * @param ending the outcome or the reason for giving up
     * @param requests when requests reach the server, in seconds
     * @param events the events in short form
     */
    // One script waits for it, in real time; the others are answered long before.
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private record Script(
            String name,
            Scenario scenario,
            Preparation prepare,
            UnaryOperator<WatchSettings> settings,
            String ending,
            List<Integer> requests,
            List<String> events) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Preparation {
        void arrange(Fixture fixture, AtomicReference<Runnable> stop);
    }

    private static Script script(
            String name,
            Scenario scenario,
            Preparation prepare,
            String ending,
            List<Integer> requests,
            String... events) {
        return new Script(name, scenario, prepare, UnaryOperator.identity(), ending, requests, List.of(events));
    }

    static Stream<Script> scripts() {
        String started = "0 StateChanged null>IN_PROGRESS";
        String ended = "10 StateChanged IN_PROGRESS>COMPLETE";
        return Stream.of(
                script(
                        "plain success",
                        TEN_SECONDS,
                        (fixture, stop) -> {},
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
                        Scenario.failed().lasting(Duration.ofSeconds(10)),
                        (fixture, stop) -> {},
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
                        Scenario.cancelled().lasting(Duration.ofSeconds(20)),
                        (fixture, stop) -> {},
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
                        "429 with a wait",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.fake.faults().inject(Fault.tooManyRequests("90")),
                        "Succeeded",
                        List.of(0, 90),
                        "0 Throttled PT1M30S",
                        "90 Polled",
                        "90 StateChanged null>COMPLETE",
                        "90 Ended"),
                script(
                        "429 until a date",
                        TEN_SECONDS,
                        (fixture, stop) ->
                                fixture.fake.faults().inject(Fault.tooManyRequests("Thu, 01 Jan 2026 00:01:00 GMT")),
                        "Succeeded",
                        List.of(0, 60),
                        "0 Throttled PT1M",
                        "60 Polled",
                        "60 StateChanged null>COMPLETE",
                        "60 Ended"),
                script(
                        "429 until a date in the past",
                        TEN_SECONDS,
                        (fixture, stop) ->
                                fixture.fake.faults().inject(Fault.tooManyRequests("Wed, 31 Dec 2025 00:00:00 GMT")),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 Throttled PT5S",
                        "5 Polled",
                        "5 StateChanged null>IN_PROGRESS",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                script(
                        "three 503, then fine",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.fake.faults().inject(3, Fault.status(503)),
                        "Succeeded",
                        List.of(0, 5, 10, 15),
                        "0 PollFailed SERVER 1",
                        "5 PollFailed SERVER 2",
                        "10 PollFailed SERVER 3",
                        "15 Polled",
                        "15 StateChanged null>COMPLETE",
                        "15 Ended"),
                script(
                        "a connection cut in the middle of the answer",
                        TEN_SECONDS,
                        (fixture, stop) ->
                                fixture.fake.faults().inject(Fault.cutMidBody("{\"task\":{}}".getBytes(), 4)),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 PollFailed CONNECTION_LOST 1",
                        "5 Polled",
                        "5 StateChanged null>IN_PROGRESS",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                script(
                        "a body that is no status",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.fake.faults().inject(Fault.json(200, "<html>")),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 PollFailed MALFORMED 1",
                        "5 Polled",
                        "5 StateChanged null>IN_PROGRESS",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                script(
                        "a token that expires",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.time.in(Duration.ofSeconds(3), fixture.fake.logins()::expireToken),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 Polled",
                        started,
                        "5 PollFailed TOKEN_EXPIRED 1",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                script(
                        "an unknown state",
                        Scenario.named("unknown")
                                .then(Duration.ZERO, RUNNING)
                                .then(Duration.ofSeconds(5), "{\"taskState\":\"PAUSED\"}")
                                .then(Duration.ofSeconds(15), RUNNING)
                                .then(Duration.ofSeconds(20), "{\"taskState\":\"COMPLETE\"}"),
                        (fixture, stop) -> {},
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
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.fake.faults().inject(2, Fault.status(404)),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 PollFailed NOT_FOUND 1",
                        "5 PollFailed NOT_FOUND 2",
                        "10 Polled",
                        "10 StateChanged null>COMPLETE",
                        "10 Ended"),
                script(
                        "404 for good",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.fake.faults().inject(3, Fault.status(404)),
                        "PERMANENT_ERROR",
                        List.of(0, 5, 10),
                        "0 PollFailed NOT_FOUND 1",
                        "5 PollFailed NOT_FOUND 2",
                        "10 PollFailed NOT_FOUND 3",
                        "10 GaveUp"),
                script(
                        "a stall longer than the poll timeout",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.fake.faults().inject(Fault.stall()),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 PollFailed TIMEOUT 1",
                        "5 Polled",
                        "5 StateChanged null>IN_PROGRESS",
                        "10 Polled",
                        ended,
                        "10 Ended"),
                script(
                        "stopped while it waits",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.time.in(
                                Duration.ofSeconds(7), () -> stop.get().run()),
                        "STOPPED",
                        List.of(0, 5),
                        "0 Polled",
                        started,
                        "5 Polled",
                        "7 GaveUp"),
                script(
                        "stopped during a call",
                        TEN_SECONDS,
                        (fixture, stop) -> {
                            fixture.fake.duringNextRequest(() -> {});
                            fixture.fake.duringNextRequest(() -> stop.get().run());
                        },
                        "STOPPED",
                        List.of(0, 5),
                        "0 Polled",
                        started,
                        "5 Polled",
                        "5 GaveUp"),
                script(
                        "stopped during the call that sees the end",
                        TEN_SECONDS,
                        (fixture, stop) -> {
                            fixture.fake.duringNextRequest(() -> {});
                            fixture.fake.duringNextRequest(() -> {});
                            fixture.fake.duringNextRequest(() -> stop.get().run());
                        },
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
                        TEN_SECONDS,
                        (fixture, stop) -> {},
                        settings -> settings.withListener(settings.listener().andThen(event -> {
                            throw new IllegalStateException("a broken listener");
                        })),
                        "Succeeded",
                        List.of(0, 5, 10),
                        List.of("0 Polled", started, "5 Polled", "10 Polled", ended, "10 Ended")),
                new Script(
                        "the limit",
                        Scenario.named("endless").then(Duration.ZERO, RUNNING),
                        (fixture, stop) -> {},
                        settings -> settings.withPolicy((state, latest) ->
                                new io.github.anaplan4j.watch.Decision.Again(Duration.ofMinutes(50))),
                        "TIME_SPENT",
                        List.of(0, 3_000, 6_000, 7_200),
                        List.of("0 Polled", started, "3000 Polled", "6000 Polled", "7200 Polled", "7200 GaveUp")));
    }

    static Stream<Arguments> everyCombination() {
        return scripts()
                .flatMap(script -> Stream.of(EachDriver.values())
                        .flatMap(driver -> Stream.of(EachTransport.values())
                                .map(transport -> Arguments.of(script, driver, transport))));
    }

    @ParameterizedTest(name = "{0}: {1} over {2}")
    @MethodSource("everyCombination")
    void goesByTheScript(Script script, EachDriver driver, EachTransport transport) {
        try (Fixture fixture = new Fixture(transport, POLL_TIMEOUT)) {
            Recorder recorder = new Recorder();
            AtomicReference<Runnable> stop = new AtomicReference<>();
            script.prepare().arrange(fixture, stop);
            WatchSettings settings =
                    script.settings().apply(WatchSettings.defaults().withListener(recorder));

            String ending = drive(driver, fixture, fixture.task(script.scenario()), settings, stop);

            assertThat(ending).isEqualTo(script.ending());
            assertThat(recorder.events).isEqualTo(script.events());
            assertThat(secondsOf(fixture)).isEqualTo(script.requests());
            assertThat(fixture.fake.journal().requests())
                    .extracting(RecordedRequest::method)
                    .containsOnly("GET");
        }
    }

    /** The events of a stored watch count wall-clock time, so only their order is compared. */
    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("everyDriver")
    void aWallClockThatJumpsChangesNoPoll(EachDriver driver, EachTransport transport) {
        for (Duration jump : List.of(Duration.ofHours(-1), Duration.ofMinutes(1))) {
            try (Fixture fixture = new Fixture(transport)) {
                Recorder recorder = new Recorder();
                AnaplanTask task = fixture.answering(RUNNING, RUNNING, RUNNING);
                fixture.time.in(Duration.ofSeconds(7), () -> fixture.time.jump(jump));
                fixture.time.in(
                        Duration.ofSeconds(12),
                        () -> fixture.fake
                                .tasks()
                                .start(
                                        task.ref(),
                                        Scenario.named("over").then(Duration.ZERO, "{\"taskState\":\"CANCELLED\"}")));

                String ending = drive(
                        driver,
                        fixture,
                        task,
                        WatchSettings.defaults().withListener(recorder),
                        new AtomicReference<>());

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
    }

    static Stream<Arguments> everyDriver() {
        return Stream.of(EachDriver.values())
                .flatMap(driver -> Stream.of(EachTransport.values()).map(transport -> Arguments.of(driver, transport)));
    }

    private static String drive(
            EachDriver driver,
            Fixture fixture,
            AnaplanTask task,
            WatchSettings settings,
            AtomicReference<Runnable> stop) {
        try {
            TaskOutcome outcome = driver.drive(fixture, task, settings, stop);
            return outcome.getClass().getSimpleName();
        } catch (WatchGivenUpException gaveUp) {
            return gaveUp.reason().name();
        }
    }

    private static List<Integer> secondsOf(Fixture fixture) {
        List<RecordedRequest> requests = fixture.fake.journal().requests();
        return requests.stream()
                .map(request -> Math.toIntExact(
                        Duration.between(requests.get(0).at(), request.at()).toSeconds()))
                .toList();
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
