package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.command.show.Json;
import io.github.anaplan4j.task.ListedTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the runs of an action. */
@Command(name = "tasks", header = "Lists the runs of an action that Anaplan still knows, latest first.")
final class TasksVerb extends Verb {
    @Mixin
    private ActionArgument action = new ActionArgument();

    TasksVerb() {}

    @Override
    ExitCode execute(Session session, Display display) {
        for (ListedTask task : action.in(session.model()).tasks()) {
            String created =
                    task.creationTime() == null ? "" : task.creationTime().toString();
            if (output().isJson()) {
                Json.line(surroundings().out(), json -> {
                    json.writeStringProperty("task", task.task().toString());
                    json.writeStringProperty("state", task.state().toString());
                    json.writeStringProperty("created", created);
                });
            } else {
                surroundings().out().printf("%-24s %-12s %s%n", created, task.state(), task.task());
            }
        }
        return ExitCode.SUCCEEDED;
    }
}
