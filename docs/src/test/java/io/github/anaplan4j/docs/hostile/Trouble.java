package io.github.anaplan4j.docs.hostile;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault that is done to the first requests of an operation. Thread-safe. */
final class Trouble {
    private final Operation operation;
    private final Fault fault;
    private final AtomicInteger left;

    /**
     * Makes trouble.
     *
     * @param operation to whose requests it is done
     * @param fault what is done
     * @param times to how many of them
     */
    Trouble(Operation operation, Fault fault, int times) {
        this.operation = operation;
        this.fault = fault;
        this.left = new AtomicInteger(times);
    }

    Operation operation() {
        return operation;
    }

    Fault fault() {
        return fault;
    }

    /** {@return whether it is done to one more request, which counts as done} */
    boolean isDue() {
        return left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }
}
