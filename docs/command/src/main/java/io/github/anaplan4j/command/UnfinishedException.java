package io.github.anaplan4j.command;

/** A run has begun, and something that follows it could not be done. */
final class UnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfinishedException(Exception cause) {
        super(
                "The run has begun, and what follows it was not done: "
                        + (cause.getMessage() == null ? cause : cause.getMessage())
                        + " The same command goes on with that, and does not start it again.",
                cause);
    }
}
