package io.github.anaplan4j.command.show;

import io.github.anaplan4j.command.setup.Surroundings;
import picocli.CommandLine.Option;

/** The options that say how to tell of it; each command has them. */
public final class Output {
    @Option(names = "--json", description = "One JSON object an event, each on a line of standard output.")
    private boolean isJson;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only what went wrong; the exit code tells the rest.")
    private boolean isQuiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Says in the log what the library does; twice, each request.")
    private boolean[] verbosity = {};

    /** For picocli, which makes it. */
    public Output() {}

    /** {@return whether programs read it} */
    public boolean isJson() {
        return isJson;
    }

    // Read once, when the first logger is made.
    private void logAsWanted() {
        if (verbosity.length > 0) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbosity.length > 1 ? "debug" : "info");
        }
    }

    /**
     * {@return a display of that kind}
     *
     * @param surroundings where it shows
     */
    public Display display(Surroundings surroundings) {
        logAsWanted();
        if (isJson) {
            return new JsonLines(surroundings.out(), surroundings.time());
        }
        return surroundings.canRedraw() && !isQuiet
                ? new TerminalLine(surroundings.out(), surroundings.err(), surroundings.time())
                : new DatedLines(surroundings.out(), surroundings.err(), surroundings.time(), isQuiet);
    }
}
