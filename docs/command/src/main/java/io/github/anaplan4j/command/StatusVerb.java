package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.command.show.Json;
import io.github.anaplan4j.command.show.StatusJson;
import io.github.anaplan4j.task.TaskStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks once where a run is. */
@Command(name = "status", header = "Says where a run is, and does not wait for its end.")
final class StatusVerb extends Verb {
    @Mixin
    private TaskArgument task = new TaskArgument();

    StatusVerb() {}

    @Override
    ExitCode execute(Session session, Display display) {
        TaskStatus status = session.client().task(task.task()).status();
        if (output().isJson()) {
            Json.line(surroundings().out(), json -> {
                json.writeStringProperty("task", task.task().toString());
                StatusJson.write(json, status);
            });
        } else {
            surroundings().out().println(StatusJson.inWords(status));
        }
        return ExitCode.SUCCEEDED;
    }
}
