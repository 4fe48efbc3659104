package io.github.anaplan4j.client;

import java.time.Duration;

/**
 * The longest silences of the server that a client bears.
 *
 * @param poll of a poll
 * @param start of a start
 * @param read of everything else
 */
record Timeouts(Duration poll, Duration start, Duration read) {
    Timeouts {
        check("poll", poll);
        check("start", start);
        check("read", read);
    }

    private static void check(String name, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The " + name + " timeout is not positive: " + timeout);
        }
    }

    static Timeouts defaults() {
        return new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(60));
    }

    Timeouts withPoll(Duration timeout) {
        return new Timeouts(timeout, start, read);
    }

    Timeouts withStart(Duration timeout) {
        return new Timeouts(poll, timeout, read);
    }

    Timeouts withRead(Duration timeout) {
        return new Timeouts(poll, start, timeout);
    }
}
