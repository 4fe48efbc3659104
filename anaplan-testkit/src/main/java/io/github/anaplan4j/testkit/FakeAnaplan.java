package io.github.anaplan4j.testkit;

import io.github.anaplan4j.auth.NonceFormat;
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
import io.github.anaplan4j.testkit.page.Page;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
    private static final String PROCESS = "118000000002";

    private final TimeSource time;
    private final LoopbackServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile FakeWorld world;
    private volatile @Nullable Page page;
    private @Nullable LoopbackServer elsewhere;

    private FakeAnaplan(TimeSource time, int port) {
        this.time = time;
        this.world = new FakeWorld(time);
        this.server = new LoopbackServer(port, this::handle);
    }

    private void handle(ReceivedRequest request, Wire wire) throws IOException {
        Page served = page;
        if (served == null || !served.handle(request, wire)) {
            world.handle(request, wire, this::elsewhere);
        }
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
        return start(time, 0);
    }

    /**
     * @param time its clock
     * @param port the port to listen on, which something outside of this program is configured for; 0 for a free one
     * @return a fake
     * @throws UncheckedIOException if somebody else listens on that port
     */
    public static FakeAnaplan start(TimeSource time, int port) {
        return new FakeAnaplan(time, port);
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
        return world.auth.standingToken();
    }

    /** Lets that token expire: from now on the fake accepts another one, and answers 401 to this. */
    public void expireToken() {
        world.auth.replaceStandingToken();
    }

    /**
     * Lets a user log in. A token from a login lives for 35 minutes by the fake's clock.
     *
     * @param name the user's name
     * @param password the password; make it during the test
     */
    public void givenUser(String name, String password) {
        world.auth.addUser(name, password);
    }

    /**
     * Lets a user log in with whatever password. A token from a login lives for 35 minutes by the fake's clock.
     *
     * @param name the user's name
     */
    public void givenUser(String name) {
        world.auth.addUser(name, null);
    }

    /**
     * Lets whoever has the private key of a certificate log in. The fake checks the signature with its public key.
     *
     * @param certificate the certificate
     */
    public void givenCertificate(X509Certificate certificate) {
        world.auth.register(certificate, EnumSet.allOf(NonceFormat.class));
    }

    /**
     * Lets whoever has the private key of a certificate log in, if what is signed has one form.
     *
     * @param certificate the certificate
     * @param taken the one form that is taken; which one Anaplan takes differs by what one reads, so by default each is
     */
    public void givenCertificate(X509Certificate certificate, NonceFormat taken) {
        world.auth.register(certificate, EnumSet.of(taken));
    }

    /**
     * Makes an application of OAuth prove itself by a secret. The fake takes every other client id without one.
     *
     * @param clientId the application's client id
     * @param secret its secret
     */
    public void givenOAuthClient(String clientId, String secret) {
        world.oauth.register(clientId, secret);
    }

    /**
     * Makes a refresh token, good for one use as those of rotatable applications are: what it is traded for has another. Access
     * tokens from it live for 35 minutes by the fake's clock.
     *
     * @param clientId the application's client id
     * @return a refresh token
     */
    public String givenRefreshToken(String clientId) {
        return world.oauth.newRefreshToken(clientId);
    }

    /**
     * Lets a device in, as a user does who enters its code in a browser. The device learns of it when it asks next.
     *
     * @param userCode the code that the device has shown
     * @throws IllegalArgumentException if no device has
     */
    public void approveDevice(String userCode) {
        world.oauth.decide(userCode, true);
    }

    /**
     * Turns a device away.
     *
     * @param userCode the code that the device has shown
     * @throws IllegalArgumentException if no device has
     */
    public void denyDevice(String userCode) {
        world.oauth.decide(userCode, false);
    }

    /** Revokes every token that came from a login. */
    public void revokeTokens() {
        world.auth.revokeAll();
    }

    /** {@return what it was asked so far} */
    public Journal journal() {
        return world.journal;
    }

    /**
     * Starts a task of a process, for a test of a watch. For a test of code that starts something itself, define that.
     *
     * @param scenario how it goes, from now on
     * @return which task it is
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public TaskRef given(Scenario scenario) {
        return world.actions.run(FakeModels.HOME.process(PROCESS), scenario, world.now());
    }

    /**
     * Starts a run of an action that was defined, without a request.
     *
     * @param action which action
     * @return which task it is
     * @throws IllegalArgumentException if there is no such action
     */
    public TaskRef given(ActionRef action) {
        return world.actions.runDefined(action, world.now());
    }

    /**
     * Starts a task with ids of your choice.
     *
     * @param task the ids
     * @param scenario how it goes, from now on
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public void given(TaskRef task, Scenario scenario) {
        world.actions.run(task, scenario, world.now());
    }

    /**
     * Cancels a task as another user does, which rolls back for five seconds.
     *
     * @param task which task
     * @param by who does it, in full
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is over, or is rolling back
     */
    public void cancel(TaskRef task, String by) {
        world.actions.cancel(task, Objects.requireNonNull(by, "by"), world.now());
    }

    /**
     * Lets a task fail now: the step that is under way, if its scenario was told by steps, and else the action as a whole.
     *
     * @param task which task
     * @param why Anaplan's words
     * @throws IllegalArgumentException if there is no such task
     * @throws IllegalStateException if it is over, or is rolling back
     */
    public void fail(TaskRef task, String why) {
        world.actions.fail(task, Objects.requireNonNull(why, "why"), world.now());
    }

    /**
     * Lets all that is still to come in a task come sooner. The fake's clock goes on as it was.
     *
     * @param task which task
     * @param by how much sooner; what would have come before that comes now
     * @throws IllegalArgumentException if there is no such task, or time would run backwards
     */
    public void fastForward(TaskRef task, Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + by);
        }
        world.actions.fastForward(task, by, world.now());
    }

    /**
     * Lets what a task's status says next come now. Does nothing if it is over.
     *
     * @param task which task
     * @throws IllegalArgumentException if there is no such task
     */
    public void fastForwardToNextState(TaskRef task) {
        world.actions.fastForwardToNextState(task, world.now());
    }

    /** {@return every task that was started so far, by requests or by the test, in order} */
    public List<TaskRef> tasks() {
        return world.actions.allTasks();
    }

    /** {@return the model that the fake has from its start on} */
    public ModelRef model() {
        return FakeModels.HOME;
    }

    /**
     * Adds a model.
     *
     * @param model its ids
     * @param name its name
     * @param workspaceName the name of its workspace
     */
    public void givenModel(ModelRef model, String name, String workspaceName) {
        world.models.add(new FakeModels.Named(model, name, workspaceName));
    }

    /**
     * Lets a model be gone from now on, as if it were deleted or the user had lost the access to it.
     *
     * @param model which model
     */
    public void dropModel(ModelRef model) {
        world.models.remove(model);
    }

    /**
     * Defines a process of the model that the fake has from its start on.
     *
     * @param id its id, such as {@code 118000000007}
     * @param name its name
     * @param scenario how each of its runs goes, from its start on
     * @param steps the actions inside it; those of the scenario if there are none
     * @return which action it is
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public ActionRef defineProcess(String id, String name, Scenario scenario, ProcessStep... steps) {
        ActionRef process = model().process(id);
        define(process, name, "", scenario, steps);
        return process;
    }

    /**
     * Defines an action of any kind, of the model that the fake has from its start on.
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
        ActionRef action = model().action(kind, id);
        define(action, name, type, scenario);
        return action;
    }

    /**
     * Defines an action of any kind, of any model.
     *
     * @param action which action
     * @param name its name
     * @param type Anaplan's name for what it does; ignored for a process
     * @param scenario how each of its runs goes, from its start on
     * @param steps the actions inside it, if it is a process; those of the scenario if there are none
     * @throws IllegalArgumentException if the scenario has no frame from the start on
     */
    public void define(ActionRef action, String name, String type, Scenario scenario, ProcessStep... steps) {
        world.actions.define(action, name, type, scenario, steps.length == 0 ? scenario.steps() : List.of(steps));
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
        world.contents.store(dump, chunks, chunk);
    }

    /**
     * Lets a failure dump be gone from now on, as after 48 hours.
     *
     * @param dump which dump
     */
    public void dropDump(DumpRef dump) {
        world.contents.drop(dump);
    }

    /**
     * Adds a file to the model that the fake has from its start on: the source of an import, to be uploaded to, or the output of an export, which has the export's
     * id.
     *
     * @param id its id, such as {@code 113000000001}
     * @param name its name
     * @param chunks its chunks; none for a file that nothing was uploaded to
     * @return which file it is
     */
    public FileRef givenFile(String id, String name, byte[]... chunks) {
        FileRef file = new FileRef(FakeModels.HOME, id);
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
        world.contents.nameFile(file, name);
        if (chunks > 0) {
            world.contents.store(file, chunks, chunk);
        }
    }

    /**
     * @param file a file
     * @return what was given or uploaded last
     * @throws IllegalStateException if there is nothing, or an upload that did not come to its end
     */
    public byte[] content(FileRef file) {
        return world.contents.content(file);
    }

    /**
     * Lets a mishap happen to the next request, whatever it is. Each request meets with the first mishap, in the order in which they
     * were planned, that is meant for it.
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
        next(times, Requests.any(), mishap);
    }

    /**
     * Lets a mishap happen to the next request of a kind.
     *
     * @param which which requests, such as {@link Requests#polls}
     * @param mishap what happens
     */
    public void next(Predicate<RecordedRequest> which, Mishap mishap) {
        next(1, which, mishap);
    }

    /**
     * Lets a mishap happen to each of the next requests of a kind.
     *
     * @param times how many
     * @param which which requests, such as {@link Requests#polls}
     * @param mishap what happens
     */
    public void next(int times, Predicate<RecordedRequest> which, Mishap mishap) {
        world.mishaps.add(times, which, mishap);
    }

    /**
     * Does something while the next request is under way: received and in the journal, not yet answered.
     *
     * @param action what to do, on a thread of the fake; if it throws, the answer is 500 and {@link #close} fails
     */
    public void meanwhile(Runnable action) {
        world.meanwhile.add(action);
    }

    /**
     * Refuses connections from now on, as a host that is down; those that there are break. Which request it would have been, nobody
     * knows, so this is no {@link Mishap}.
     */
    public void refuseConnections() {
        server.refuse();
    }

    /** Accepts connections again, on the same port. */
    public void acceptConnections() {
        server.resume();
    }

    /**
     * Serves a page at its root from now on, on which a person sees how its tasks stand and what it is asked, and starts, cancels,
     * fails and fast-forwards tasks. Without this a request for the root is a mistake, and is told as one. What the page asks is
     * not in the journal.
     *
     * @return the page's address
     */
    public String servePage() {
        page = new Page(new FakeControls(this, () -> world));
        return authUrl() + "/";
    }

    /** {@return the fake's time} */
    public Instant now() {
        return world.now();
    }

    /**
     * Forgets everything: tasks, definitions, files, users, tokens, planned mishaps and the journal. The port stays, time goes on,
     * and {@link #token} is another one.
     *
     * @throws AssertionError as {@link #close} does
     */
    public void reset() {
        List<Throwable> failures = server.takeFailures();
        FakeWorld old = world;
        world = new FakeWorld(time);
        server.resume();
        complain(old, failures);
    }

    /** {@return how its tasks stand and what it was asked, with what came of it: for a person, and without secrets} */
    public String describe() {
        FakeWorld now = world;
        return "The fake Anaplan at " + url() + ", where it is " + now.now() + "\nTasks:\n"
                + now.actions.describe(now.now()) + "\nRequests:\n" + now.journal.describe();
    }

    /** @return another host, which takes down who comes */
    private synchronized String elsewhere() {
        if (elsewhere == null) {
            elsewhere = new LoopbackServer((request, wire) -> {
                world.journal.addElsewhere(world.recordedNow(request));
                wire.answer(200, Map.of("Content-Type", "text/html"), new byte[0]);
            });
        }
        return "http://127.0.0.1:" + elsewhere.port();
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
        synchronized (this) {
            if (elsewhere != null) {
                elsewhere.close();
            }
        }
        complain(world, failures);
    }

    private static void complain(FakeWorld world, List<Throwable> failures) {
        List<String> complaints = new ArrayList<>();
        if (!world.journal.unscripted().isEmpty()) {
            complaints.add("The fake Anaplan got requests that it has no answer to: " + world.journal.unscripted());
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
