package io.github.anaplan4j.error;

/** The reasons why a watch ended before its task. */
public enum GiveUpReason {
    /** The limit of the whole watch passed. */
    TIME_SPENT("the time allowed for the watch is spent"),
    /** Too many polls in a row brought no status. */
    TOO_MANY_FAILURES("too many polls in a row failed"),
    /** State, step and progress stayed the same for too long. */
    NO_PROGRESS("nothing changed for too long"),
    /** The last poll met an error that asking again cannot cure. */
    PERMANENT_ERROR("the last poll failed in a way that asking again cannot cure"),
    /** The caller stopped the watch, closed the client, or interrupted the watching thread. */
    STOPPED("the watch was stopped"),
    /** A policy, a criterion or an executor that the caller provided failed. */
    BROKEN("a part of the watch that the caller provided failed");

    private final String words;

    GiveUpReason(String words) {
        this.words = words;
    }

    /** {@return the reason in words for messages, such as {@code too many polls in a row failed}} */
    public String words() {
        return words;
    }
}
