package io.github.anaplan4j.internal.base;

import java.time.Duration;

/**
 * The longest waits for whole answers; for chunks of files, those for the whole head and for each part of the body.
 *
 * @param poll of a poll
 * @param start of a start
 * @param transfer of what moves files and dumps
 * @param read of everything else
 */
public record Timeouts(Duration poll, Duration start, Duration transfer, Duration read) {
    /** 10 minutes, the longest time for a list as a whole, however many pages it has. */
    public static final Duration WHOLE_LIST = Duration.ofMinutes(10);

    /**
     * Checks that all are positive.
     *
     * @param poll of a poll
     * @param start of a start
     * @param transfer of what moves files and dumps
     * @param read of everything else
     * @throws IllegalArgumentException if one is not
     */
    public Timeouts {
        check("poll", poll);
        check("start", start);
        check("transfer", transfer);
        check("read", read);
    }

    private static void check(String name, Duration timeout) {
        if (Durations.isOver(timeout)) {
            throw new IllegalArgumentException("The " + name + " timeout is not positive: " + timeout);
        }
    }

    /**
     * {@return the default timeouts: 30 seconds for a poll, 5 minutes for a start and for what moves files, 60 seconds
     * for everything else}
     */
    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(60));
    }

    /**
     * Replaces the timeout of a poll.
     *
     * @param timeout the longest wait
     * @return a copy with that timeout
     * @throws IllegalArgumentException if it is not positive
     */
    public Timeouts withPoll(Duration timeout) {
        return new Timeouts(timeout, start, transfer, read);
    }

    /**
     * Replaces the timeout of a start.
     *
     * @param timeout the longest wait
     * @return a copy with that timeout
     * @throws IllegalArgumentException if it is not positive
     */
    public Timeouts withStart(Duration timeout) {
        return new Timeouts(poll, timeout, transfer, read);
    }

    /**
     * Replaces the timeout of what moves files and dumps.
     *
     * @param timeout the longest wait
     * @return a copy with that timeout
     * @throws IllegalArgumentException if it is not positive
     */
    public Timeouts withTransfer(Duration timeout) {
        return new Timeouts(poll, start, timeout, read);
    }

    /**
     * Replaces the timeout of everything else.
     *
     * @param timeout the longest wait
     * @return a copy with that timeout
     * @throws IllegalArgumentException if it is not positive
     */
    public Timeouts withRead(Duration timeout) {
        return new Timeouts(poll, start, transfer, timeout);
    }
}
