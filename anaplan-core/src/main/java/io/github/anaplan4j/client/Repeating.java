package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.watch.PollingGate;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sends the requests that are no polls: within the client's budget, and, if they do no harm when they arrive twice, again after
 * trouble on the way. Thread-safe.
 */
final class Repeating {
    private static final int ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final PollingGate gate;
    private final TimeSource time;

    /**
     * @param gate knows the budget
     * @param time waits between two attempts
     */
    Repeating(PollingGate gate, TimeSource time) {
        this.gate = gate;
        this.time = time;
    }

    /** Sends a request that somebody waits for: at once, and only once. */
    <T> T once(Supplier<T> request) {
        gate.spend();
        return counted(request);
    }

    /** Sends a request that somebody waits for, and that can be repeated. */
    <T> T send(Supplier<T> request) {
        return repeated(() -> once(request));
    }

    /** Sends one of many requests, which can be repeated, when the budget has a place for it. */
    <T> T sendInTurn(Supplier<T> request) {
        return repeated(() -> {
            waitForTurn();
            return counted(request);
        });
    }

    /** As above, for requests that bring nothing. */
    void runInTurn(Runnable request) {
        sendInTurn(() -> {
            request.run();
            return true;
        });
    }

    private <T> T counted(Supplier<T> request) {
        if (gate.isClosed()) {
            throw new IllegalStateException("The client is closed.");
        }
        try {
            return request.get();
        } catch (AnaplanApiException refused) {
            if (refused.condition() == ApiCondition.THROTTLED) {
                gate.throttled(refused.demandedWait());
            }
            throw refused;
        }
    }

    private void waitForTurn() {
        Object turn = new Object();
        Duration wait = gate.askInTurn(turn);
        while (!wait.isZero() && time.pause(wait)) {
            wait = gate.askInTurn(turn);
        }
        if (Thread.currentThread().isInterrupted()) {
            gate.leaveTurn(turn);
            throw new TransportException(
                    TransportException.Kind.INTERRUPTED, false, "The thread was interrupted before the request", null);
        }
    }

    private <T> T repeated(Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (AnaplanException failure) {
                Duration pause = pauseAfter(failure, BETWEEN_ATTEMPTS);
                if (attempt == ATTEMPTS || !isTrouble(failure) || isTooLong(pause) || !time.pause(pause)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean isTrouble(AnaplanException failure) {
        if (failure instanceof TransportException transport) {
            return transport.kind() != TransportException.Kind.INTERRUPTED;
        }
        return failure instanceof AnaplanApiException answer
                && answer.condition().isTransient();
    }

    /**
     * How long to wait before another attempt: as long as the server asks, but never not at all.
     *
     * @param usual how long if the server does not say
     */
    static Duration pauseAfter(AnaplanException failure, Duration usual) {
        if (!(failure instanceof AnaplanApiException answer)) {
            return usual;
        }
        boolean unsaid = answer.retryAfter().isEmpty() && answer.demandedWait().isZero();
        Duration asked = unsaid ? usual : answer.demandedWait();
        return asked.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : asked;
    }

    /** {@return whether a pause is one that nobody would sit through without being told} */
    static boolean isTooLong(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) > 0;
    }
}
