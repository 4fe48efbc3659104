package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks Anaplan to cancel a run. */
@Command(
        name = "cancel",
        header = "Asks Anaplan to cancel a run.",
        description = "%nAnaplan does not promise to do it: with --await the exit code tells how the run ended.%n")
final class CancelVerb extends Verb {
    @Mixin
    private TaskArgument task = new TaskArgument();

    @Mixin
    private Watching watching = new Watching();

    @Mixin
    private Aftermath aftermath = new Aftermath();

    @Option(names = "--await", description = "Watches it to its true end.")
    private boolean awaits;

    CancelVerb() {}

    @Override
    ExitCode execute(Session session, Display display) throws IOException {
        aftermath.check();
        AnaplanTask cancelled = session.client().task(task.task());
        cancelled.cancel();
        display.note("Anaplan was asked to cancel " + cancelled.ref());
        return awaits
                ? aftermath.of(
                        cancelled.await(watching.settings(session.settings(), aftermath.course(), display)),
                        session.client(),
                        surroundings().time().now(),
                        display)
                : ExitCode.SUCCEEDED;
    }
}
