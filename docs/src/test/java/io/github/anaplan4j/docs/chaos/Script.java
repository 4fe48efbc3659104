package io.github.anaplan4j.docs.chaos;

import java.time.Duration;
import java.util.Optional;

/**
 * How one run goes on the server, and what its user does meanwhile.
 *
 * @param number the number of the run, which its result has in it, so that it is told from all others
 * @param end how it ends
 * @param length how long it takes
 * @param cancelAfter when its user cancels it, if at all
 */
record Script(int number, End end, Duration length, Optional<Duration> cancelAfter) {
    private static final int ROWS = 1_000;

    /** The ends of a run. */
    enum End {
        GOOD,
        ROWS_REJECTED,
        FAILED,
        CANCELLED_BY_ANOTHER
    }

    /** {@return how many rows it loads, as no other does} */
    int rows() {
        return ROWS + number;
    }

    int rejected() {
        return end == End.ROWS_REJECTED ? 1 + number % 50 : 0;
    }
}
