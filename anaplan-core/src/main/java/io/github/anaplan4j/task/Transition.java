package io.github.anaplan4j.task;

/**
 * Judges how one observed state follows another.
 *
 * <p>An irregular transition is worth reporting, and nothing more: it never ends or restarts a watch.
 */
public enum Transition {
    /** As Anaplan's page on task states shows it, or no change. */
    DOCUMENTED,
    /**
     * Not documented, yet to be expected: states are sampled, so some are never seen, and a cancel may come too late.
     */
    POSSIBLE,
    /** Backwards, out of a final state, or to a state that is not documented. */
    IRREGULAR;

    // Rows: from. Columns: to. Both in the order of TaskState.Kind.
    private static final Transition[][] TABLE = {
        //               NOT_STARTED  IN_PROGRESS COMPLETE    CANCELLING  CANCELLED   UNKNOWN
        /* NOT_STARTED */ {DOCUMENTED, DOCUMENTED, POSSIBLE, POSSIBLE, POSSIBLE, IRREGULAR},
        /* IN_PROGRESS */ {IRREGULAR, DOCUMENTED, DOCUMENTED, DOCUMENTED, POSSIBLE, IRREGULAR},
        /* COMPLETE    */ {IRREGULAR, IRREGULAR, DOCUMENTED, IRREGULAR, IRREGULAR, IRREGULAR},
        /* CANCELLING  */ {IRREGULAR, IRREGULAR, POSSIBLE, DOCUMENTED, DOCUMENTED, IRREGULAR},
        /* CANCELLED   */ {IRREGULAR, IRREGULAR, IRREGULAR, IRREGULAR, DOCUMENTED, IRREGULAR},
        /* UNKNOWN     */ {POSSIBLE, POSSIBLE, POSSIBLE, POSSIBLE, POSSIBLE, IRREGULAR},
    };

    /**
     * Judges the step from one state to the next.
     *
     * @param from the state seen before
     * @param to the state seen now
     * @return how the one follows the other; the same text twice is always {@link #DOCUMENTED}
     */
    public static Transition between(TaskState from, TaskState to) {
        return from.equals(to)
                ? DOCUMENTED
                : TABLE[from.kind().ordinal()][to.kind().ordinal()];
    }
}
