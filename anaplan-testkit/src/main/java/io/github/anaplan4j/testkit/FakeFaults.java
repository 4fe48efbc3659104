package io.github.anaplan4j.testkit;

import io.github.anaplan4j.testkit.server.FakeServer;
import java.util.function.Predicate;

/**
 * What goes wrong with the requests to a fake. Each request meets with the first fault that is meant for it, in the
 * order in which they were injected. Thread-safe.
 */
public final class FakeFaults {
    private final FakeServer server;

    FakeFaults(FakeServer server) {
        this.server = server;
    }

    /**
     * Lets a fault happen to the next request, whatever it is.
     *
     * @param fault what happens
     */
    public void inject(Fault fault) {
        inject(1, fault);
    }

    /**
     * Lets a fault happen to each of the next requests.
     *
     * @param times to how many
     * @param fault what happens
     * @throws IllegalArgumentException if it is less than one
     */
    public void inject(int times, Fault fault) {
        inject(times, RequestMatchers.any(), fault);
    }

    /**
     * Lets a fault happen to the next request of a kind.
     *
     * @param which which requests, such as {@link RequestMatchers#polls}
     * @param fault what happens
     */
    public void inject(Predicate<RecordedRequest> which, Fault fault) {
        inject(1, which, fault);
    }

    /**
     * Lets a fault happen to each of the next requests of a kind.
     *
     * @param times to how many
     * @param which which requests, such as {@link RequestMatchers#polls}
     * @param fault what happens
     * @throws IllegalArgumentException if it is less than one
     */
    public void inject(int times, Predicate<RecordedRequest> which, Fault fault) {
        server.state().faults().add(times, request -> which.test(new RecordedRequest(request)), fault.injected());
    }

    /**
     * Refuses connections from now on, as a host that is down. Those that there are break. Which request it would have
     * been, nobody knows, so this is no {@link Fault}.
     */
    public void refuseConnections() {
        server.refuseConnections();
    }

    /** Accepts connections again, on the same port. */
    public void acceptConnections() {
        server.acceptConnections();
    }
}
