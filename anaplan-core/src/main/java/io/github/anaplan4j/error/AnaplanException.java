package io.github.anaplan4j.error;

import io.github.anaplan4j.internal.base.Printable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The root of the exceptions that this library throws.
 *
 * <p>Not among them are {@link IllegalArgumentException} and {@link IllegalStateException} on misuse, and the
 * {@link java.io.IOException} of methods that read or write the caller's files and streams. Messages say what happened
 * and what to do, never contain a secret, and have no control characters, whatever a server put into its answers. What
 * a cause says is its own.
 */
public abstract class AnaplanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message and a cause.
     *
     * @param message what happened and what to do about it
     * @param cause what caused it, or null
     */
    protected AnaplanException(String message, @Nullable Throwable cause) {
        this(List.of(message), cause);
    }

    /** Makes an exception with a message of several lines; what of it a server said begins none of its own. */
    AnaplanException(List<String> lines, @Nullable Throwable cause) {
        super(lines.stream().map(Printable::shown).collect(Collectors.joining("\n")), cause);
    }

    /**
     * {@return whether this says that a task may be running: one whose start is in doubt, or whose watch ended first}
     *
     * <p>False says nothing of a task that was started before: a cancel, status, report or download that fails leaves
     * it as it was.
     */
    public boolean taskMayBeRunning() {
        return false;
    }
}
