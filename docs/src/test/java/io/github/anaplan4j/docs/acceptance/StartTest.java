package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A start runs the action once, whatever becomes of the answer on the wire. */
class StartTest {
    @ParameterizedTest
    @EnumSource
    void aPlainStart(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = nightly(fixture).start();

            assertThat(runs(fixture)).containsExactly(task.ref());
            assertThat(posts(fixture))
                    .singleElement()
                    .satisfies(post -> assertThat(new String(post.body(), StandardCharsets.UTF_8))
                            .isEqualTo("{\"localeName\":\"en_US\"}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunTellsItsTaskBeforeTheFirstPoll(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            List<TaskRef> told = new ArrayList<>();

            TaskOutcome outcome = nightly(fixture).run(Duration.ofHours(1), task -> {
                told.add(task);
                assertThat(fixture.fake.journal().requests().stream()
                                .filter(request -> request.target().contains(task.taskId())))
                        .isEmpty();
            });

            assertThat(told).containsExactly(outcome.task());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheToldOneThrowsEndsTheRunAndLeavesTheTaskAlone(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            IllegalStateException full = new IllegalStateException("disk full");
            AnaplanAction action = nightly(fixture);

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> action.run(Duration.ofHours(1), task -> {
                        throw full;
                    }))
                    .isSameAs(full);

            assertThat(posts(fixture)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAnswersOfAnImportThatAsksComeAfterTheLocale(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            nightly(fixture)
                    .start(StartOptions.defaults()
                            .withLocaleName("en_GB")
                            .withMapping("112000000003", "Version", "Budget \"26\""));

            assertThat(posts(fixture))
                    .singleElement()
                    .satisfies(post -> assertThat(new String(post.body(), StandardCharsets.UTF_8))
                            .isEqualTo(
                                    "{\"localeName\":\"en_GB\",\"mappingParameters\":[{\"importId\":\"112000000003\","
                                            + "\"entityType\":\"Version\",\"entityName\":\"Budget \\\"26\\\"\"}]}"));
        }
    }

    /** Each way that only a wire can lose an answer in, a fault of the server's and one of a gateway's. */
    static Stream<Arguments> lostAnswers() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(
                                Fault.noAnswer(),
                                Fault.reset(),
                                Fault.stall(),
                                Fault.cutMidBody("{\"task\":{}}".getBytes(StandardCharsets.UTF_8), 5),
                                Fault.json(200, "{\"status\":{\"code\":200}}"),
                                Fault.status(500),
                                Fault.answer(303, Map.of("Location", "/2/0/elsewhere"), new byte[0]),
                                Fault.gatewayPage())
                        .map(fault -> Arguments.of(transport, fault)));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aStartWhoseAnswerIsLostIsFoundAndNotRepeated(EachTransport transport, Fault fault) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            TaskRef earlier = nightly.start().ref();
            fixture.fake.faults().inject(Fault.answer(200, Map.of(), page(earlier)));
            fixture.fake.faults().inject(Fault.afterProcessing(fault));

            AnaplanTask task = nightly.start();

            assertThat(posts(fixture)).hasSize(2);
            assertThat(runs(fixture)).hasSize(2).contains(earlier, task.ref());
            assertThat(task.ref()).isNotEqualTo(earlier);
        }
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aStartThatGotLostOnTheWayIsNeverCalledStarted(EachTransport transport, Fault fault) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            fixture.fake.faults().inject(Fault.answer(200, Map.of(), page()));
            fixture.fake.faults().inject(fault);

            assertThatExceptionOfType(StartUncertainException.class)
                    .isThrownBy(nightly::start)
                    .satisfies(uncertain -> assertThat(uncertain.candidates()).isEmpty())
                    .withMessageContaining("may run it twice");
            assertThat(posts(fixture)).hasSize(1);
            assertThat(runs(fixture)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatIsClosedDuringAStartLeavesItInDoubt(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(fixture.anaplan::close);
            fixture.fake.faults().inject(RequestMatchers.starts(), Fault.afterProcessing(Fault.noAnswer()));

            assertThatExceptionOfType(StartUncertainException.class)
                    .isThrownBy(nightly::start)
                    .withMessageContaining("could not be listed");

            assertThat(runs(fixture)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatUsersCodeThrowsAfterAStartLeavesItInDoubtOrFindsItsTask(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fixture.fake.url())
                        .credentials(Credentials.renewedBy(fixture.fake::token))
                        .transport(new FailingAfterPosts(wire))
                        .time(fixture.time)
                        .build()) {
            ActionRef ref = nightly(fixture).ref();

            AnaplanTask task = anaplan.model(
                            ref.model().workspaceId(), ref.model().modelId())
                    .process(ref.actionId())
                    .start();

            assertThat(runs(fixture)).containsExactly(task.ref());
        }
    }

    private record FailingAfterPosts(HttpTransport wire) implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            TransportResponse response = wire.execute(request);
            if (request.method() == TransportRequest.Method.POST) {
                response.close();
                throw new IllegalStateException("an interceptor of the user's");
            }
            return response;
        }

        @Override
        public void close() {}
    }

    /** Twenty callers, one run that was processed, and not one answer. */
    @ParameterizedTest
    @EnumSource
    void oneLostRunIsGivenToOneOfTwentyCallers(EachTransport transport) throws Exception {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            fixture.fake.faults().inject(RequestMatchers.starts(), Fault.afterProcessing(Fault.noAnswer()));
            fixture.fake.faults().inject(1_000, RequestMatchers.starts(), Fault.noAnswer());
            ExecutorService threads = Executors.newFixedThreadPool(20);
            List<Future<TaskRef>> callers = Stream.generate(
                            () -> threads.submit(() -> nightly.start().ref()))
                    .limit(20)
                    .toList();
            threads.shutdown();

            List<TaskRef> started = new ArrayList<>();
            for (Future<TaskRef> caller : callers) {
                try {
                    started.add(caller.get());
                } catch (ExecutionException failed) {
                    assertThat(failed).hasCauseInstanceOf(StartUncertainException.class);
                }
            }

            assertThat(started).containsExactlyElementsOf(runs(fixture)).hasSize(1);
            assertThat(posts(fixture)).hasSizeLessThanOrEqualTo(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSurelyNotProcessedIsSentAgain(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            fixture.fake.faults().inject(Fault.answer(200, Map.of(), page())); // instead of the list before
            fixture.fake.faults().inject(RequestMatchers.starts(), Fault.tooManyRequests("30"));
            fixture.fake.faults().inject(RequestMatchers.starts(), Fault.tooManyRequests("5"));

            nightly.start();

            assertThat(posts(fixture)).hasSize(3);
            assertThat(runs(fixture)).hasSize(1);
            // A pause is a tenth longer at most, so that clients do not wake together.
            assertThat(fixture.time.passed()).isBetween(Duration.ofSeconds(35), Duration.ofMillis(38_500));
        }
    }

    /** Refusals of each kind that is told, waited for or answered with another token. */
    static Stream<Arguments> refusals() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(
                                Fault.status(403),
                                Fault.modelLocked(),
                                Fault.tooManyRequests("5"),
                                Fault.tokenExpired())
                        .map(fault -> Arguments.of(transport, fault)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatWasRefusedAndRunsAllTheSameIsInDoubtAndNotRepeated(EachTransport transport, Fault refusal) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            fixture.fake.faults().inject(RequestMatchers.starts(), Fault.afterProcessing(refusal));

            StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, nightly::start);

            assertThat(uncertain.candidates()).extracting(ListedTask::task).containsExactlyElementsOf(runs(fixture));
            assertThat(uncertain).hasCauseInstanceOf(AnaplanApiException.class);
            assertThat(posts(fixture)).hasSize(1);
            assertThat(runs(fixture)).hasSize(1);
        }
    }

    /** Two programs without a ledger between them start one action at once, and one of them is told to wait. */
    @ParameterizedTest
    @EnumSource
    void whoWaitsForABusyModelRunsAfterTheOther(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            fixture.fake.duringNextRequest(() -> {}); // the list before
            fixture.fake.duringNextRequest(() -> fixture.fake.tasks().start(nightly.ref()));
            fixture.fake.faults().inject(RequestMatchers.starts(), Fault.modelLocked());

            AnaplanTask task = nightly.start(StartOptions.defaults().withRetryWhenBusy(true));

            assertThat(posts(fixture)).hasSize(2);
            assertThat(runs(fixture)).hasSize(2).contains(task.ref());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRejectedTokenIsRenewedOnce(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanAction nightly = nightly(fixture);
            nightly.tasks();
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(fixture.fake.logins()::expireToken);

            nightly.start();

            assertThat(posts(fixture)).hasSize(2);
            assertThat(runs(fixture)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNobodyListensNothingIsStarted(EachTransport transport) throws IOException {
        VirtualTime time = VirtualTime.create();
        try (Socket nobody = UnusedPort.bound();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl("http://127.0.0.1:" + nobody.getLocalPort() + "/2/0")
                        .credentials(Credentials.token("made-for-this-test"))
                        .transport(wire)
                        .time(time)
                        .build()) {
            AnaplanAction process = anaplan.model("8a81", "75A4").process("118000000002");

            TransportException failure = catchThrowableOfType(TransportException.class, process::start);

            assertThat(failure.mayHaveBeenSent()).isFalse();
            assertThat(time.passed()).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void runIsStartWatchAndOutcomeForEveryKind(EachTransport transport) {
        for (ActionKind kind : ActionKind.values()) {
            try (Fixture fixture = new Fixture(transport)) {
                ActionRef action = fixture.fake
                        .models()
                        .givenAction(kind, "110000000001", "An action", "ANY", Scenario.complete());

                TaskOutcome outcome = fixture.anaplan
                        .model(action.model().workspaceId(), action.model().modelId())
                        .actionNamed(kind, "An action")
                        .run(Duration.ofHours(1));

                assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
                assertThat(outcome.task().action()).isEqualTo(action);
            }
        }
    }

    private static AnaplanAction nightly(Fixture fixture) {
        ActionRef process = fixture.fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
        return fixture.anaplan
                .model(process.model().workspaceId(), process.model().modelId())
                .process("118000000007");
    }

    private static byte[] page(TaskRef... tasks) {
        String rows = Stream.of(tasks)
                .map(task -> "{\"taskId\":\"" + task.taskId() + "\",\"taskState\":\"COMPLETE\"}")
                .collect(Collectors.joining(","));
        return (rows.isEmpty() ? "{}" : "{\"tasks\":[" + rows + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static List<RecordedRequest> posts(Fixture fixture) {
        return fixture.fake.journal().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    /** What really ran, as the fake itself lists it. */
    private static List<TaskRef> runs(Fixture fixture) {
        return fixture.fake.tasks().all();
    }
}
