package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Saves the rejected rows of a run that is over. */
@Command(name = "dump", header = "Saves the rejected rows of a run that is over, a file for each import.")
final class DumpVerb extends Verb {
    @Mixin
    private TaskArgument task = new TaskArgument();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "Where they are saved; here if it is not said.")
    private Path directory = Path.of(".");

    DumpVerb() {}

    @Override
    ExitCode execute(Session session, Display display) throws IOException {
        AnaplanClient client = session.client();
        AnaplanTask over = client.task(task.task());
        TaskStatus status = over.status();
        if (!status.state().isTerminal()) {
            display.failed("The run is not over: " + status.state(), ExitCode.NOT_DONE.number(), task.task());
            return ExitCode.NOT_DONE;
        }
        TaskOutcome outcome = TaskOutcome.of(task.task(), status, SuccessCriterion.strict());
        if (outcome.dumps().isEmpty()) {
            display.note("No rows were rejected, or Anaplan has no dump of them.");
        }
        Aftermath.saveDumps(directory, outcome, client, display);
        return ExitCode.SUCCEEDED;
    }
}
