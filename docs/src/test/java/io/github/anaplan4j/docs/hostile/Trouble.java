package io.github.anaplan4j.docs.hostile;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault that is done to some requests of an operation, one after another. Thread-safe. */
final class Trouble {
    private final Operation operation;
    private final Fault fault;
    private final int from;
    private final int to;
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * Makes trouble from the first request on.
     *
     * @param operation to whose requests it is done
     * @param fault what is done
     * @param times to how many of them
     */
    Trouble(Operation operation, Fault fault, int times) {
        this(operation, fault, 0, times);
    }

    private Trouble(Operation operation, Fault fault, int from, int to) {
        this.operation = operation;
        this.fault = fault;
        this.from = from;
        this.to = to;
    }

    /** {@return the same to the second request, and maybe to all that follow} */
    static Trouble fromTheSecond(Operation operation, Fault fault, boolean always) {
        return new Trouble(operation, fault, 1, always ? Integer.MAX_VALUE : 2);
    }

    Operation operation() {
        return operation;
    }

    Fault fault() {
        return fault;
    }

    /** {@return whether it is done to the next request, which counts as come} */
    boolean isDue() {
        int request = requests.getAndIncrement();
        return request >= from && request < to;
    }
}
