package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchListener;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One script of the server's answers through each driver as a user drives it, over real HTTP: the ending, the requests
 * and the events are those that the script says, and therefore the same for all.
 */
class EveryDriverTest {
    private static final String RUNNING = "{\"taskState\":\"IN_PROGRESS\"}";
    private static final Scenario TEN_SECONDS = Scenario.named("ten seconds")
            .then(Duration.ZERO, RUNNING)
            .then(Duration.ofSeconds(10), "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true}}");
    private static final String STARTED = "0 StateChanged null>IN_PROGRESS";
    private static final String ENDED = "10 StateChanged IN_PROGRESS>COMPLETE";
    // One script waits for it, in real time; the others are answered long before.
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    /**
     * What happens and what is expected.
     *
     * @param name of the script
     * @param scenario the task's life
     * @param prepare arranges faults; is given what stops the watch
     * @param ending the outcome or the reason for giving up
     * @param requests when requests reach the server, in seconds
     * @param events the events in short form
     */
    private record Script(
            String name,
            Scenario scenario,
            Preparation prepare,
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
        return new Script(name, scenario, prepare, ending, requests, List.of(events));
    }

    /** Scripts for each driver. */
    static Stream<Script> scripts() {
        return Stream.of(
                script(
                        "plain success",
                        TEN_SECONDS,
                        (fixture, stop) -> {},
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 Polled",
                        STARTED,
                        "5 Polled",
                        "10 Polled",
                        ENDED,
                        "10 Ended"),
                script(
                        "stopped while it waits",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.time.in(
                                Duration.ofSeconds(7), () -> stop.get().run()),
                        "STOPPED",
                        List.of(0, 5),
                        "0 Polled",
                        STARTED,
                        "5 Polled",
                        "7 GaveUp"));
    }

    /** Scripts of what a wire can do, for one driver; what follows from it is the same for all. */
    static Stream<Script> scriptsOfTheWire() {
        return Stream.of(
                script(
                        "429 with a wait", // which is lengthened a little, by a hash of when the client began
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.fake.faults().inject(Fault.tooManyRequests("90")),
                        "Succeeded",
                        List.of(0, 91),
                        "0 Throttled PT1M30S",
                        "91 Polled",
                        "91 StateChanged null>COMPLETE",
                        "91 Ended"),
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
                        ENDED,
                        "10 Ended"),
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
                        ENDED,
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
                        ENDED,
                        "10 Ended"),
                script(
                        "a token that expires",
                        TEN_SECONDS,
                        (fixture, stop) -> fixture.time.in(Duration.ofSeconds(3), fixture.fake.logins()::expireToken),
                        "Succeeded",
                        List.of(0, 5, 10),
                        "0 Polled",
                        STARTED,
                        "5 PollFailed TOKEN_EXPIRED 1",
                        "10 Polled",
                        ENDED,
                        "10 Ended"),
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
                        ENDED,
                        "10 Ended"));
    }

    static Stream<Arguments> combinations() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.concat(
                        scripts()
                                .flatMap(script -> Stream.of(EachDriver.values())
                                        .map(driver -> Arguments.of(script, driver, transport))),
                        scriptsOfTheWire().map(script -> Arguments.of(script, EachDriver.BLOCKING, transport))));
    }

    @ParameterizedTest(name = "{0}: {1} over {2}")
    @MethodSource("combinations")
    void goesByTheScript(Script script, EachDriver driver, EachTransport transport) {
        try (Fixture fixture = new Fixture(transport, POLL_TIMEOUT)) {
            Recorder recorder = new Recorder();
            AtomicReference<Runnable> stop = new AtomicReference<>();
            script.prepare().arrange(fixture, stop);
            WatchSettings settings = WatchSettings.defaults()
                    .withPolicy(PollingPolicy.standard())
                    .withListener(recorder);

            String ending = drive(driver, fixture, fixture.task(script.scenario()), settings, stop);

            assertThat(ending).isEqualTo(script.ending());
            assertThat(recorder.events).isEqualTo(script.events());
            assertThat(secondsOf(fixture)).isEqualTo(script.requests());
            assertThat(fixture.fake.journal().requests())
                    .extracting(RecordedRequest::method)
                    .containsOnly("GET");
        }
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
            if (event instanceof WatchEvent.PollFailed failed) {
                return " " + failed.kind() + " " + failed.inARow();
            }
            return event instanceof WatchEvent.Throttled throttled ? " " + throttled.atLeast() : "";
        }
    }
}
