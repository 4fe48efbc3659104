package io.github.anaplan4j.command;

/** Another program on this machine has the run, or its model. */
final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldException(String message) {
        super(message);
    }
}
