package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.http.LoopbackServer;
import io.github.anaplan4j.testkit.http.ReceivedRequest;
import io.github.anaplan4j.testkit.http.Wire;
import io.github.anaplan4j.time.TimeSource;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

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
    private final FakeAuth auth = new FakeAuth();
    private final FakeActions actions = new FakeActions(MODEL);
    private final FakeContents contents = new FakeContents(actions);
    private final FakeApi api =
            new FakeApi(List.of(actions.routes(), contents.routes(), new FakeTenant(MODEL, actions).routes()));
    private final FakeOAuth oauth = new FakeOAuth(auth);
    private final FakeApi authApi = new FakeApi(List.of(auth.routes(), oauth.routes()));
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

    /** {@return the base URL of its authentication service} */
    public String authUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    /** {@return the base URL of its OAuth service} */
    public String oauthUrl() {
        return authUrl();
    }

    /** {@return a token that it accepts until {@link #expireToken}, made anew for each fake} */
    public String token() {
        return auth.standingToken();
    }

    /** Lets that token expire: from now on the fake accepts another one, and answers 401 to this. */
    public void expireToken() {
        auth.replaceStandingToken();
    }

    /**
     * Lets a user log in. A token from a login lives for 35 minutes by the fake's clock.
     *
     * @param name the user's name
     * @param password the password; make it during the test
     */
    public void givenUser(String name, String password) {
        auth.addUser(name, password);
    }

    /**
     * Lets whoever has the private key of a certificate log in. The fake checks the signature with its public key.
     *
     * @param certificate the certificate
     */
    public void givenCertificate(X509Certificate certificate) {
        auth.register(certificate);
    }

    /**
     * Makes a refresh token, good for one use as those of rotatable applications are: what it is traded for has another. Access
     * tokens from it live for 35 minutes by the fake's clock.
     *
     * @param clientId the application's client id
     * @return a refresh token
     */
    public String givenRefreshToken(String clientId) {
        return oauth.newRefreshToken(clientId);
    }

    /**
     * Lets a device in, as a user does who enters its code in a browser. The device learns of it when it asks next.
     *
     * @param userCode the code that the device has shown
     * @throws IllegalArgumentException if no device has
     */
    public void approveDevice(String userCode) {
        oauth.decide(userCode, true);
    }

    /**
     * Turns a device away.
     *
     * @param userCode the code that the device has shown
     * @throws IllegalArgumentException if no device has
     */
    public void denyDevice(String userCode) {
        oauth.decide(userCode, false);
    }

    /** Revokes every token that came from a login. */
    public void revokeTokens() {
        auth.revokeAll();
    }

    /** {@return what it was asked so far} */
    public Journal journal() {
        return journal;
    }

    /**
     * Starts a task of a process, for a test of a watch. For a test of code that starts something itself, define that.
     *
     * @param scenario how it goes, from now on
     * @return which task it is
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public TaskRef given(Scenario scenario) {
        return actions.run(MODEL.process(PROCESS), scenario, now());
    }

    /**
     * Starts a task with ids of your choice.
     *
     * @param task the ids
     * @param scenario how it goes, from now on
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public void given(TaskRef task, Scenario scenario) {
        actions.run(task, scenario, now());
    }

    /** {@return every task that was started so far, by requests or by the test, in order} */
    public List<TaskRef> tasks() {
        return actions.allTasks();
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
        actions.define(process, name, "", scenario, List.of(steps));
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
        actions.define(action, name, type, scenario, List.of());
        return action;
    }

    /**
     * Gives a failure dump its content. Without this, a dump that a task's result announces has two rows of its own.
     *
     * @param dump which dump
     * @param chunks its chunks
     */
    public void givenDump(DumpRef dump, byte[]... chunks) {
        givenDump(dump, chunks.length, List.of(chunks)::get);
    }

    /**
     * Gives a failure dump its content, made when it is asked for.
     *
     * @param dump which dump
     * @param chunks how many chunks it has
     * @param chunk makes the chunk of a number, from 0 on
     */
    public void givenDump(DumpRef dump, int chunks, IntFunction<byte[]> chunk) {
        contents.store(dump, chunks, chunk);
    }

    /**
     * Lets a failure dump be gone from now on, as after 48 hours.
     *
     * @param dump which dump
     */
    public void dropDump(DumpRef dump) {
        contents.drop(dump);
    }

    /**
     * Adds a file to the model: the source of an import, to be uploaded to, or the output of an export, which has the export's
     * id.
     *
     * @param id its id, such as {@code 113000000001}
     * @param name its name
     * @param chunks its chunks; none for a file that nothing was uploaded to
     * @return which file it is
     */
    public FileRef givenFile(String id, String name, byte[]... chunks) {
        FileRef file = new FileRef(MODEL, id);
        givenFile(file, name, chunks.length, List.of(chunks)::get);
        return file;
    }

    /**
     * Adds a file whose content is made when it is asked for.
     *
     * @param file which file
     * @param name its name
     * @param chunks how many chunks it has
     * @param chunk makes the chunk of a number, from 0 on
     */
    public void givenFile(FileRef file, String name, int chunks, IntFunction<byte[]> chunk) {
        contents.nameFile(file, name);
        if (chunks > 0) {
            contents.store(file, chunks, chunk);
        }
    }

    /**
     * @param file a file
     * @return what was given or uploaded last
     * @throws IllegalStateException if there is nothing, or an upload that did not come to its end
     */
    public byte[] content(FileRef file) {
        return contents.content(file);
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
        if (authApi.knows(request)) {
            return authApi.answer(request);
        }
        if (!api.knows(request)) {
            journal.addUnscripted(request);
            return Reply.error(501, "The fake has no answer to " + request.method() + " " + request.path(), request);
        }
        if (!auth.lets(request)) {
            return Reply.error(401, "Token is invalid or has expired", request);
        }
        return api.answer(request);
    }

    private void send(Reply reply, Wire wire) throws IOException {
        Map<String, String> headers = Map.of("Content-Type", reply.contentType(), "Date", HTTP_DATE.format(now()));
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
