package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.Connection;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.command.setup.Surroundings;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.command.show.Output;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** A command that asks Anaplan for something. */
@Command(mixinStandardHelpOptions = true)
abstract class Verb implements Callable<Integer> {
    @ParentCommand
    private @Nullable Anaplan anaplan;

    @ArgGroup(
            validate = false,
            order = 10,
            heading = "%nWhom to ask, and as whom; all of it can stand in a profile or the environment:%n")
    private Connection connection = new Connection();

    @ArgGroup(validate = false, order = 9, heading = "%nWhat is told:%n")
    private Output output = new Output();

    @Override
    public final Integer call() throws IOException {
        try (Display display = output.display(surroundings())) {
            return execute(connection.settings(surroundings()), display).number();
        }
    }

    /** Does it, and by default with a client. */
    ExitCode execute(Settings settings, Display display) throws IOException {
        try (Session session = Session.open(settings)) {
            return execute(session, display);
        }
    }

    /** Does it with a client. */
    ExitCode execute(Session session, Display display) throws IOException {
        throw new UnsupportedOperationException();
    }

    final Surroundings surroundings() {
        return anaplan.surroundings();
    }

    final Output output() {
        return output;
    }

    final void failed(Surroundings around, String message, ExitCode code, @Nullable TaskRef task) {
        try (Display display = output.display(around)) {
            display.failed(message, code.number(), task);
        }
    }
}
