package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.testkit.http.HttpServer;
import io.github.anaplan4j.testkit.http.ReceivedRequest;
import io.github.anaplan4j.testkit.http.ServerConnection;
import io.github.anaplan4j.testkit.page.Page;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The server behind a fake: a port, a state that can be given up for a new one, and at times a page. Thread-safe. */
public final class FakeServer implements AutoCloseable {
    private final TimeSource time;
    private final String host;
    private final boolean isLoopback;
    private final HttpServer server;
    private final OtherHost otherHost = new OtherHost(this::tookAtOtherHost);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch isSetUp = new CountDownLatch(1);
    private volatile FakeState state;
    private volatile @Nullable Page page;

    /**
     * Listens at once, so that its port is known, and lets whoever comes wait until {@link #answer}.
     *
     * @param time its clock
     * @param address where to listen; the port 0 for a free one
     */
    public FakeServer(TimeSource time, InetSocketAddress address) {
        this.time = time;
        this.state = new FakeState(time);
        this.host = address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : address.getAddress() instanceof Inet6Address
                        ? "[" + address.getAddress().getHostAddress() + "]"
                        : address.getAddress().getHostAddress();
        this.isLoopback = address.getAddress().isLoopbackAddress();
        this.server = new HttpServer(address, this::handle);
    }

    /**
     * Returns an address that nobody else than this machine reaches.
     *
     * @param port the port; 0 for a free one
     * @return the address
     */
    public static InetSocketAddress loopback(int port) {
        return HttpServer.loopback(port);
    }

    /** Answers requests from now on. */
    public void answer() {
        isSetUp.countDown();
    }

    private void handle(ReceivedRequest request, ServerConnection connection) throws IOException {
        awaitSetUp();
        Page served = page;
        RequestHandler api = new RequestHandler(state, otherHost);
        if (isLoopback && !request.isForLoopback() && !request.header("Host").isEmpty()) {
            api.refuseHost(request, connection);
        } else if (served == null || !served.handle(request, connection)) {
            api.handle(request, connection);
        }
    }

    private void awaitSetUp() throws IOException {
        try {
            isSetUp.await();
        } catch (InterruptedException closing) {
            throw new InterruptedIOException("the fake is closing");
        }
    }

    private void tookAtOtherHost(ReceivedRequest request) {
        FakeState now = state;
        now.log().addAtOtherHost(now.logged(request));
    }

    /** {@return the base URL of all that it serves, without a path} */
    public String url() {
        return "http://" + host + ":" + server.port();
    }

    /** {@return the base URL of its API} */
    public String apiUrl() {
        return url() + "/2/0";
    }

    /** {@return what it has and remembers now} */
    public FakeState state() {
        return state;
    }

    /** Refuses connections from now on; those that there are break. */
    public void refuseConnections() {
        server.refuse();
    }

    /** Accepts connections again, on the same port. */
    public void acceptConnections() {
        server.resume();
    }

    /** Serves a page at its root from now on. */
    public void servePage() {
        page = new Page(new PageControls(this));
    }

    /**
     * Forgets everything but its port and its time.
     *
     * @throws AssertionError as {@link #close} does
     */
    public void reset() {
        List<Throwable> failures = server.takeFailures();
        FakeState old = state;
        state = new FakeState(time);
        server.resume();
        complain(old, failures);
    }

    /** {@return how its tasks stand and what it was asked, for people, without secrets} */
    public String describe() {
        FakeState now = state;
        return "The fake Anaplan at " + apiUrl() + ", where it is " + now.now() + "\nTasks:\n"
                + now.tasks().describe(now.now()) + "\nRequests:\n" + now.log().describe();
    }

    /**
     * Closes the port and all connections. A second call does nothing.
     *
     * @throws AssertionError if there was a request without an answer, or the fake itself failed
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        List<Throwable> failures = server.failures();
        abandon();
        complain(state, failures);
    }

    /** Closes the port and all connections, and says nothing of what went wrong. */
    public void abandon() {
        closed.set(true);
        server.close();
        otherHost.close();
    }

    private static void complain(FakeState state, List<Throwable> failures) {
        List<String> complaints = new ArrayList<>();
        if (!state.log().unscripted().isEmpty()) {
            complaints.add("The fake Anaplan got requests that it has no answer to: "
                    + state.log().unscripted());
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
