package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Watches a run that was started before, here or elsewhere. */
@Command(name = "watch", header = "Watches a run to its end, whoever started it.")
final class WatchVerb extends Verb {
    @Mixin
    private TaskArgument task = new TaskArgument();

    @Mixin
    private Watching watching = new Watching();

    @Mixin
    private Aftermath aftermath = new Aftermath();

    WatchVerb() {}

    @Override
    ExitCode execute(Session session, Display display) throws IOException {
        aftermath.check();
        AnaplanTask watched = session.client().task(task.task());
        try (Interruption interruption = watching.interruption(display)) {
            interruption.started(watched);
            display.started(watched.ref(), true);
            return aftermath.of(
                    watched.await(watching.settings(session.settings(), aftermath.course(), display)),
                    session.client(),
                    surroundings().time().now(),
                    display);
        }
    }
}
