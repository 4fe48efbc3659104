package io.github.anaplan4j.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Anaplan's {@code taskState}: the five documented values and, because a server may add one, any other text. Two states
 * are equal if their texts are.
 *
 * @param text what the server sent; empty if it sent no state at all
 */
public record TaskState(String text) implements Serializable {
    /** Scheduled to run, not started yet; tasks of one model queue here. */
    public static final TaskState NOT_STARTED = new TaskState("NOT_STARTED");

    /** Running. */
    public static final TaskState IN_PROGRESS = new TaskState("IN_PROGRESS");

    /** Finished, <em>whether successful or not</em>: the result tells. */
    public static final TaskState COMPLETE = new TaskState("COMPLETE");

    /** Being cancelled; not the end, and it may still turn into {@link #COMPLETE}. */
    public static final TaskState CANCELLING = new TaskState("CANCELLING");

    /** Cancelled. */
    public static final TaskState CANCELLED = new TaskState("CANCELLED");

    /** What a state is, for a {@code switch}. */
    public enum Kind {
        /** See {@link TaskState#NOT_STARTED}. */
        NOT_STARTED,
        /** See {@link TaskState#IN_PROGRESS}. */
        IN_PROGRESS,
        /** See {@link TaskState#COMPLETE}. */
        COMPLETE,
        /** See {@link TaskState#CANCELLING}. */
        CANCELLING,
        /** See {@link TaskState#CANCELLED}. */
        CANCELLED,
        /** A state that this library does not know, or none; watched on like a running task. */
        UNKNOWN
    }

    /**
     * @param text the server's text, or null if it sent none
     * @return the state of that text
     */
    public static TaskState of(@Nullable String text) {
        return new TaskState(text == null ? "" : text);
    }

    /** {@return what this state is} */
    public Kind kind() {
        return switch (text) {
            case "NOT_STARTED" -> Kind.NOT_STARTED;
            case "IN_PROGRESS" -> Kind.IN_PROGRESS;
            case "COMPLETE" -> Kind.COMPLETE;
            case "CANCELLING" -> Kind.CANCELLING;
            case "CANCELLED" -> Kind.CANCELLED;
            default -> Kind.UNKNOWN;
        };
    }

    /** {@return whether the task is over: {@link #COMPLETE} and {@link #CANCELLED}, and nothing else} */
    public boolean isTerminal() {
        return kind() == Kind.COMPLETE || kind() == Kind.CANCELLED;
    }

    /** {@return the server's text} */
    @Override
    public String toString() {
        return text.isEmpty() ? "(no state)" : text;
    }
}
