package io.github.anaplan4j.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws, except for {@link IllegalArgumentException} and
 * {@link IllegalStateException} on misuse. Messages say what happened and what to do, and never contain a secret.
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

    /** {@return whether a task that this is about may be running, or may have been started} */
    public boolean taskMayBeRunning() {
        return false;
    }
}
