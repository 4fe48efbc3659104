package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.http.LoopbackServer;
import io.github.anaplan4j.testkit.http.ReceivedRequest;
import io.github.anaplan4j.testkit.http.Wire;
import io.github.anaplan4j.time.TimeSource;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An Anaplan on this machine: speaks its wire format over real HTTP on a loopback port, to this library and to any other
 * client. Tasks live through {@link Scenario}s as its clock, real or virtual, goes on; {@link Mishap}s happen on demand;
 * every request is in the {@link Journal}. Thread-safe.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.create();
 * try (FakeAnaplan fake = FakeAnaplan.start(time)) {
 *     TaskRef task = fake.given(Scenario.failed());
 *     // point the code under test at fake.url() with fake.token()
 * }
 * }</pre>
 */
public final class FakeAnaplan implements AutoCloseable {
    private static final ModelRef MODEL =
            new ModelRef("8a8b8c8d8e8f80818283848586878889", "75A40874E6B64FA3AE0743278996850F");
    private static final String PROCESS = "118000000002";
    // The JDK's RFC_1123_DATE_TIME has days of one digit, which HTTP does not.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final TimeSource time;
    private final Instant startedAt;
    private final long startedAtNanos;
    private final Journal journal = new Journal();
    private volatile String token = newToken();
    private final FakeApi api = new FakeApi(MODEL);
    private final Queue<Mishap> mishaps = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> meanwhile = new ConcurrentLinkedQueue<>();
    private final LoopbackServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FakeAnaplan(TimeSource time) {
        this.time = time;
        this.startedAt = time.now();
        this.startedAtNanos = time.nanoTime();
        this.server = new LoopbackServer(this::handle);
    }

    /** {@return a fake that lives in real time} */
    public static FakeAnaplan start() {
        return start(TimeSource.system());
    }

    /**
     * @param time its clock, usually {@link VirtualTime}
     * @return a fake, listening on a free port
     */
    public static FakeAnaplan start(TimeSource time) {
        return new FakeAnaplan(time);
    }

    /** {@return the base URL of its API, such as {@code http://127.0.0.1:49152/2/0}} */
    public String url() {
        return "http://127.0.0.1:" + server.port() + "/2/0";
    }

    /** {@return the one token that it accepts now, made anew for each fake} */
    public String token() {
        return token;
    }

    /** Lets the token expire: from now on the fake accepts another one, and answers 401 to this. */
    public void expireToken() {
        token = newToken();
    }

    private static String newToken() {
        return "fake-" + UUID.randomUUID();
    }

    /** {@return what it was asked so far} */
    public Journal journal() {
        return journal;
    }

    /**
     * Starts a task of a process.
     *
     * @param scenario how it goes, from now on
     * @return which task it is
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public TaskRef given(Scenario scenario) {
        return api.run(MODEL.process(PROCESS), scenario, now());
    }

    /**
     * Starts a task with ids of your choice.
     *
     * @param task the ids
     * @param scenario how it goes, from now on
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public void given(TaskRef task, Scenario scenario) {
        api.run(task, scenario, now());
    }

    /** {@return every task that was started so far, by requests or by the test, in order} */
    public List<TaskRef> tasks() {
        return api.allTasks();
    }

    /** {@return the model in which actions are defined} */
    public ModelRef model() {
        return MODEL;
    }

    /**
     * Defines a process.
     *
     * @param id its id, such as {@code 118000000007}
     * @param name its name
     * @param scenario how each of its runs goes, from its start on
     * @param steps the actions inside it
     * @return which action it is
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public ActionRef defineProcess(String id, String name, Scenario scenario, ProcessStep... steps) {
        ActionRef process = MODEL.process(id);
        api.define(process, name, "", scenario, List.of(steps));
        return process;
    }

    /**
     * Defines an action of any kind.
     *
     * @param kind its kind
     * @param id its id, such as {@code 112000000003}
     * @param name its name
     * @param type Anaplan's name for what it does; ignored for a process
     * @param scenario how each of its runs goes, from its start on
     * @return which action it is
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public ActionRef define(ActionKind kind, String id, String name, String type, Scenario scenario) {
        ActionRef action = MODEL.action(kind, id);
        api.define(action, name, type, scenario, List.of());
        return action;
    }

    /**
     * Lets a mishap happen to the next request, whatever it is; mishaps wait in line.
     *
     * @param mishap what happens
     */
    public void next(Mishap mishap) {
        next(1, mishap);
    }

    /**
     * Lets a mishap happen to each of the next requests.
     *
     * @param times how many
     * @param mishap what happens
     */
    public void next(int times, Mishap mishap) {
        for (int i = 0; i < times; i++) {
            mishaps.add(mishap);
        }
    }

    /**
     * Does something while the next request is under way: received and in the journal, not yet answered.
     *
     * @param action what to do, on a thread of the fake; if it throws, the answer is 500 and {@link #close} fails
     */
    public void meanwhile(Runnable action) {
        meanwhile.add(action);
    }

    // A server keeps its own time: a client's wall clock that jumps is not its concern.
    private Instant now() {
        return startedAt.plusNanos(time.nanoTime() - startedAtNanos);
    }

    private void handle(ReceivedRequest received, Wire wire) throws IOException {
        journal.add(recordedNow(received));
        Runnable action = meanwhile.poll();
        if (action != null) {
            action.run();
        }
        Mishap mishap = mishaps.poll();
        if (mishap == null) {
            send(answer(recordedNow(received)), wire);
            return;
        }
        if (mishap instanceof Mishap.Processed) {
            answer(recordedNow(received));
        }
        MishapPlayer.play(mishap, wire);
    }

    private RecordedRequest recordedNow(ReceivedRequest received) {
        return new RecordedRequest(now(), received.method(), received.target(), received.headers(), received.body());
    }

    // The route comes before the token: a wrong path must not hide behind a wrong token.
    private Reply answer(RecordedRequest request) {
        if (!api.knows(request)) {
            journal.addUnscripted(request);
            return Reply.error(501, "The fake has no answer to " + request.method() + " " + request.path(), request);
        }
        if (!request.header("Authorization").equals(Optional.of("AnaplanAuthToken " + token))) {
            return Reply.error(401, "Token is invalid or has expired", request);
        }
        return api.answer(request);
    }

    private void send(Reply reply, Wire wire) throws IOException {
        Map<String, String> headers =
                Map.of("Content-Type", "application/json;charset=UTF-8", "Date", HTTP_DATE.format(now()));
        wire.answer(reply.status(), headers, reply.body());
    }

    /**
     * Closes the port and all connections. A second call does nothing.
     *
     * @throws AssertionError if there was a request that the fake has no answer to, or the fake itself failed: because of
     *     an action of {@link #meanwhile}, of a mishap that cannot be, or of bytes that are not HTTP. A client that goes
     *     away is no failure
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        List<Throwable> failures = server.failures();
        server.close();
        List<String> complaints = new ArrayList<>();
        if (!journal.unscripted().isEmpty()) {
            complaints.add("The fake Anaplan got requests that it has no answer to: " + journal.unscripted());
        }
        if (!failures.isEmpty()) {
            complaints.add("The fake Anaplan failed: " + failures);
        }
        if (!complaints.isEmpty()) {
            AssertionError error =
                    new AssertionError(String.join("\n", complaints), failures.isEmpty() ? null : failures.get(0));
            failures.stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
    }
}
