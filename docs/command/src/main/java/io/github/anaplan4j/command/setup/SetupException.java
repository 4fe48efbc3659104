package io.github.anaplan4j.command.setup;

/** Says what is wrong with what was set, and how to set it right; nothing was sent. */
public final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message the thing, the cause and the cure
     */
    public SetupException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message the thing, the cause and the cure
     * @param cause what led to it
     */
    public SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
