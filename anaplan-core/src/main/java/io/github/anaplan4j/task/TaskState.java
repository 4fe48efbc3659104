package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code taskState} that Anaplan reports.
 *
 * <p>Five values are documented. Any other text is kept as it is, because a server may add one. Two states are equal if
 * their texts are.
 *
 * @param text what the server sent; empty if it sent no state at all
 */
public record TaskState(String text) implements Serializable {
    /** Scheduled to run and not started yet; tasks of one model queue here. */
    public static final TaskState NOT_STARTED = new TaskState("NOT_STARTED");

    /** Running. */
    public static final TaskState IN_PROGRESS = new TaskState("IN_PROGRESS");

    /** Finished, <em>whether successful or not</em>, which the result tells. */
    public static final TaskState COMPLETE = new TaskState("COMPLETE");

    /** Being cancelled, which is not the end: it may still turn into {@link #COMPLETE}. */
    public static final TaskState CANCELLING = new TaskState("CANCELLING");

    /** Cancelled. */
    public static final TaskState CANCELLED = new TaskState("CANCELLED");

    /**
     * Checks that there is a text.
     *
     * @param text what the server sent; empty if it sent no state at all
     */
    public TaskState {
        Objects.requireNonNull(text, "text");
    }

    /** The kinds of states, for a {@code switch}. */
    public enum Kind {
        /** The kind of {@link TaskState#NOT_STARTED}. */
        NOT_STARTED,
        /** The kind of {@link TaskState#IN_PROGRESS}. */
        IN_PROGRESS,
        /** The kind of {@link TaskState#COMPLETE}. */
        COMPLETE,
        /** The kind of {@link TaskState#CANCELLING}. */
        CANCELLING,
        /** The kind of {@link TaskState#CANCELLED}. */
        CANCELLED,
        /** A state that this library does not know, or none; it is watched on like a running task. */
        UNKNOWN
    }

    /**
     * Makes a state of the server's text.
     *
     * @param text the server's text, or null if it sent none
     * @return the state with that text
     */
    public static TaskState of(@Nullable String text) {
        return new TaskState(text == null ? "" : text);
    }

    /** {@return the kind of this state} */
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

    /** {@return the server's text, or {@code (no state)} if it sent none} */
    @Override
    public String toString() {
        return text.isEmpty() ? "(no state)" : Printable.shown(text);
    }
}
