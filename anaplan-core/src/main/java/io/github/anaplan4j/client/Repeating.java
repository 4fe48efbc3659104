package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.watch.Observation;
import io.github.anaplan4j.watch.PollingGate;
import java.time.Duration;
import java.util.function.Supplier;

/** Sends a request again after trouble on the way. Only for requests that do no harm when they arrive twice. */
final class Repeating {
    private static final int ATTEMPTS = 4;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final PollingGate gate;
    private final TimeSource time;

    /**
     * @param gate counts the requests into the client's budget
     * @param time waits between two attempts
     */
    Repeating(PollingGate gate, TimeSource time) {
        this.gate = gate;
        this.time = time;
    }

    /**
     * @return what the request brought
     * @throws AnaplanException the last failure, if there is no use in another attempt
     */
    <T> T send(Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                gate.spend();
                return request.get();
            } catch (AnaplanException failure) {
                tellIfThrottled(failure);
                if (attempt == ATTEMPTS || !isTrouble(failure) || !time.pause(pauseAfter(failure))) {
                    throw failure;
                }
            }
        }
    }

    /** Sends a request that brings nothing. */
    void run(Runnable request) {
        send(() -> {
            request.run();
            return true;
        });
    }

    private static boolean isTrouble(AnaplanException failure) {
        if (failure instanceof TransportException transport) {
            return transport.kind() != TransportException.Kind.INTERRUPTED;
        }
        return failure instanceof AnaplanApiException answer && answer.status() >= 500 || isThrottling(failure);
    }

    private void tellIfThrottled(AnaplanException failure) {
        if (isThrottling(failure)) {
            gate.throttled(pauseAfter(failure));
        }
    }

    private static Duration pauseAfter(AnaplanException failure) {
        Duration usual = isThrottling(failure) ? Observation.Throttled.DEFAULT_WAIT : BETWEEN_ATTEMPTS;
        return failure instanceof AnaplanApiException answer
                ? answer.retryAfter().orElse(usual)
                : usual;
    }

    private static boolean isThrottling(AnaplanException failure) {
        return failure instanceof AnaplanApiException answer && answer.status() == 429;
    }
}
