package io.github.anaplan4j.command.setup;

import io.github.anaplan4j.spi.TimeSource;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program finds around it.
 *
 * @param environment the variables
 * @param home the user's folder
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param console the terminal, if a person sits there
 * @param time the time
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        InputStream in,
        PrintStream out,
        PrintStream err,
        @Nullable Console console,
        TimeSource time) {
    /** {@return those of this process} */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                System.err,
                terminal(),
                TimeSource.system());
    }

    // From JDK 22 on there is a console also where there is no terminal.
    private static @Nullable Console terminal() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console) ? console : null;
        } catch (ReflectiveOperationException olderThan22) {
            return console;
        }
    }

    /** {@return whether a line of the terminal can be written anew} */
    public boolean canRedraw() {
        return console != null && !"dumb".equals(environment.get("TERM")) && environment.get("TERM") != null;
    }
}
