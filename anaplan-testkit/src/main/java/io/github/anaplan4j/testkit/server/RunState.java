package io.github.anaplan4j.testkit.server;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The states that a run can be in, named as on the wire, and the table of which may follow which. */
public enum RunState {
    /** It waits in the queue. */
    NOT_STARTED,
    /** It is carried out. */
    IN_PROGRESS,
    /** It was cancelled and rolls back. */
    CANCELLING,
    /** It has come to its end, successfully or not. */
    COMPLETE,
    /** It has rolled back. */
    CANCELLED;

    private static final Map<RunState, Set<RunState>> TRANSITIONS = Map.of(
            NOT_STARTED, EnumSet.of(IN_PROGRESS, CANCELLING),
            IN_PROGRESS, EnumSet.of(IN_PROGRESS, CANCELLING, COMPLETE),
            CANCELLING, EnumSet.of(CANCELLED, COMPLETE), // a cancel may come too late
            COMPLETE, EnumSet.noneOf(RunState.class),
            CANCELLED, EnumSet.noneOf(RunState.class));

    /** Says whether another state may follow this one. */
    boolean mayBecome(RunState next) {
        return TRANSITIONS.get(this).contains(next);
    }

    /** Says whether nothing follows. */
    boolean isFinal() {
        return TRANSITIONS.get(this).isEmpty();
    }
}
