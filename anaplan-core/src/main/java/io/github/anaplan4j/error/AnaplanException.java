package io.github.anaplan4j.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws, except for {@link IllegalArgumentException} and
 * {@link IllegalStateException} on misuse, and for the {@link java.io.IOException} of methods that read or write what is
 * yours. Messages say what happened and what to do, and never contain a secret.
 */
public abstract class AnaplanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened and what to do about it
     * @param cause what caused it, or null
     */
    protected AnaplanException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return whether this says that a task may be running: one whose start is in doubt, or whose watch ended first. False says
     * nothing of a task that was started before: a cancel, status, report or download that fails leaves it as it was}
     */
    public boolean taskMayBeRunning() {
        return false;
    }
}
