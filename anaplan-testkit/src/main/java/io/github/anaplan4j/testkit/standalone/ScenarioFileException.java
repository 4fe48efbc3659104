package io.github.anaplan4j.testkit.standalone;

/**
 * A scenario file cannot be read. The message has everything that is wrong with it, a line for each, and where that
 * is.
 */
final class ScenarioFileException extends Exception {
    private static final long serialVersionUID = 1L;

    ScenarioFileException(String message) {
        super(message);
    }
}
