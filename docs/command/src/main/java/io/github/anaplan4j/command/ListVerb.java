package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.command.show.Json;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ModelDefinition;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what there is. */
@Command(name = "list", header = "Lists what this user sees, with names and ids.")
final class ListVerb extends Verb {
    /** What can be listed. */
    enum What {
        /** The models of all workspaces. */
        MODELS,
        /** The processes of the model. */
        PROCESSES,
        /** The imports of the model. */
        IMPORTS,
        /** The exports of the model. */
        EXPORTS,
        /** The other actions of the model, as deletions. */
        ACTIONS,
        /** The files of the model. */
        FILES
    }

    private record Named(String id, String name) {}

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            defaultValue = "processes",
            description = "models, processes, imports, exports, actions or files; processes if it is not said.")
    private What what = What.PROCESSES;

    ListVerb() {}

    @Override
    ExitCode execute(Session session, Display display) {
        if (what == What.MODELS) {
            session.client().models().forEach(this::tell);
        } else {
            listed(session.model()).forEach(this::tell);
        }
        return ExitCode.SUCCEEDED;
    }

    private Stream<Named> listed(AnaplanModel model) {
        return switch (what) {
            case PROCESSES -> actions(model, ActionKind.PROCESS);
            case IMPORTS -> actions(model, ActionKind.IMPORT);
            case EXPORTS -> actions(model, ActionKind.EXPORT);
            case ACTIONS -> actions(model, ActionKind.ACTION);
            case MODELS -> Stream.empty();
            case FILES ->
                model.files().stream().map(file -> new Named(file.ref().fileId(), file.name()));
        };
    }

    private static Stream<Named> actions(AnaplanModel model, ActionKind kind) {
        return model.actions(kind).stream().map(action -> new Named(action.ref().actionId(), action.name()));
    }

    private void tell(ModelDefinition model) {
        if (output().isJson()) {
            Json.line(surroundings().out(), json -> {
                json.writeStringProperty("id", model.ref().modelId());
                json.writeStringProperty("name", model.name());
                json.writeStringProperty("workspaceId", model.ref().workspaceId());
                json.writeStringProperty("workspaceName", model.workspaceName());
                json.writeStringProperty("state", model.state());
            });
        } else {
            surroundings()
                    .out()
                    .println(model.ref().modelId() + "  " + model.name() + "  (" + model.state() + ", in "
                            + model.workspaceName() + ", " + model.ref().workspaceId() + ")");
        }
    }

    private void tell(Named named) {
        if (output().isJson()) {
            Json.line(surroundings().out(), json -> {
                json.writeStringProperty("id", named.id);
                json.writeStringProperty("name", named.name);
            });
        } else {
            surroundings().out().println(named.id + "  " + named.name);
        }
    }
}
