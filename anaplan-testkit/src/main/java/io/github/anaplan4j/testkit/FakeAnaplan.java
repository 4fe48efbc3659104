package io.github.anaplan4j.testkit;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.server.FakeServer;
import io.github.anaplan4j.testkit.server.ModelRegistry;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Plays Anaplan on this machine, for tests. It speaks Anaplan's wire format over real HTTP on a loopback port, to this
 * library and to any other client. Its tasks go as their {@link Scenario} says while its clock, real or virtual, goes
 * on; {@linkplain #faults() faults} happen on demand; every request is in its {@link #journal() journal}.
 * Thread-safe.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.create();
 * try (FakeAnaplan fake = FakeAnaplan.start(time)) {
 *     TaskRef task = fake.startTask(Scenario.failed());
 *     // point the code under test at fake.url() with fake.token()
 * }
 * }</pre>
 *
 * <p>Methods that begin with {@code given} set something up; those that begin with {@code start} start a task. What a
 * first test needs is here, the rest in groups such as {@link #tasks()}.
 */
public final class FakeAnaplan implements AutoCloseable {
    private static final String PROCESS = "118000000002";

    private final FakeServer server;

    private FakeAnaplan(TimeSource time, InetSocketAddress address) {
        this.server = new FakeServer(Objects.requireNonNull(time, "time"), Objects.requireNonNull(address, "address"));
    }

    /**
     * Starts a fake that lives in real time.
     *
     * @return the fake, listening on a free port
     */
    public static FakeAnaplan start() {
        return start(TimeSource.system());
    }

    /**
     * Starts a fake that lives by a clock.
     *
     * @param time the clock, usually a {@code VirtualTime}
     * @return the fake, listening on a free port
     */
    public static FakeAnaplan start(TimeSource time) {
        return start(time, 0);
    }

    /**
     * Starts a fake on a port, for something outside of this program that is configured with it.
     *
     * @param time the clock
     * @param port the port to listen on; 0 for a free one
     * @return the fake
     * @throws UncheckedIOException if somebody else listens on that port
     */
    public static FakeAnaplan start(TimeSource time, int port) {
        return start(time, FakeServer.loopback(port), fake -> {});
    }

    /**
     * Starts a fake on an address of your choice, as for a container. Whoever reaches that address can use the fake,
     * which knows no TLS; its page still answers to none but the names of this machine. Clients that wait for the port
     * may come at once: none is answered before the fake is set up.
     *
     * @param time the clock
     * @param address the address, which is resolved, and the port to listen on; 0 for a free one
     * @param setUp gives the fake what it has from its first answer on; if it throws, the fake is closed
     * @return the fake
     * @throws UncheckedIOException if it cannot listen there
     */
    public static FakeAnaplan start(TimeSource time, InetSocketAddress address, Consumer<FakeAnaplan> setUp) {
        Objects.requireNonNull(setUp, "setUp");
        FakeAnaplan fake = new FakeAnaplan(time, address);
        try {
            setUp.accept(fake);
            fake.server.answer();
            return fake;
        } catch (RuntimeException | Error broken) {
            fake.server.abandon();
            throw broken;
        }
    }

    /** {@return the base URL of its API, such as {@code http://127.0.0.1:49152/2/0}} */
    public String url() {
        return server.apiUrl();
    }

    /** {@return the base URL of its authentication service} */
    public String authUrl() {
        return server.url();
    }

    /** {@return the base URL of its OAuth service} */
    public String oauthUrl() {
        return server.url();
    }

    /** {@return a token that it accepts until {@link FakeLogins#expireToken}, made anew for each fake} */
    public String token() {
        return server.state().auth().standingToken();
    }

    /** {@return the journal of what it was asked since its start, or since the last {@link #reset}} */
    public Journal journal() {
        return new Journal(server);
    }

    /** {@return the model that the fake has from its start on} */
    public ModelRef model() {
        return ModelRegistry.HOME;
    }

    /**
     * Adds a process to {@link #model()}, for code under test that starts it.
     *
     * @param id its id, such as {@code 118000000007}
     * @param name its name
     * @param scenario how each of its runs goes
     * @param steps the actions inside it; those of the scenario if there are none
     * @return which action it is
     * @throws IllegalArgumentException if the scenario does not say how it begins
     */
    public ActionRef givenProcess(String id, String name, Scenario scenario, ProcessStep... steps) {
        ActionRef process = model().process(id);
        models().givenAction(process, name, "", scenario, steps);
        return process;
    }

    /**
     * Starts a task of a process, for a test of a watch.
     *
     * @param scenario how it goes, from now on
     * @return which task it is
     * @throws IllegalArgumentException if the scenario does not say how it begins
     */
    public TaskRef startTask(Scenario scenario) {
        return tasks().start(model().process(PROCESS), scenario);
    }

    /** {@return the methods about users, logins and tokens} */
    public FakeLogins logins() {
        return new FakeLogins(server);
    }

    /** {@return the methods about models and the actions in them} */
    public FakeModels models() {
        return new FakeModels(server);
    }

    /** {@return the methods that start, list and steer tasks} */
    public FakeTasks tasks() {
        return new FakeTasks(server);
    }

    /** {@return the methods about files and failure dumps} */
    public FakeFiles files() {
        return new FakeFiles(server);
    }

    /** {@return the methods that let requests go wrong} */
    public FakeFaults faults() {
        return new FakeFaults(server);
    }

    /**
     * Does something while the next request is under way: received and in the journal, not yet answered. Each call is
     * for one request; the first is for the next.
     *
     * @param action what to do, on a thread of the fake; if it throws, the answer is 500 and {@link #close} fails
     */
    public void duringNextRequest(Runnable action) {
        server.state().duringRequests().add(action);
    }

    /**
     * Serves a page at its root from now on. On it a person sees how the tasks stand and what the fake is asked, and
     * starts, cancels, fails and forwards tasks. Without this, a request for the root is a mistake, and is told as one.
     * What the page asks is not in the journal.
     *
     * @return the page's address
     */
    public String servePage() {
        server.servePage();
        return server.url() + "/";
    }

    /** {@return the fake's time} */
    public Instant now() {
        return server.state().now();
    }

    /** {@return how its tasks stand and what it was asked, with what came of it: for a person, and without secrets} */
    public String describe() {
        return server.describe();
    }

    /**
     * Forgets everything: tasks, actions, files, users, tokens, planned faults and the journal. The port stays, time
     * goes on, and {@link #token} is another one.
     *
     * @throws AssertionError as {@link #close} does
     */
    public void reset() {
        server.reset();
    }

    /**
     * Closes the port and all connections. A second call does nothing. A client that goes away is no failure.
     *
     * @throws AssertionError if there was a request that the fake has no answer to, or the fake itself failed:
     *     because of an action of {@link #duringNextRequest}, of a fault that cannot be, or of bytes that are not
     *     HTTP
     */
    @Override
    public void close() {
        server.close();
    }
}
