package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.task.ActionKind;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which action is meant, by its name or id. */
final class ActionArgument {
    @Parameters(index = "0", paramLabel = "ACTION", description = "Its name or id, such as \"Nightly load\".")
    private String action = "";

    @Option(
            names = {"-k", "--kind"},
            paramLabel = "KIND",
            defaultValue = "process",
            description = "process, import, export or action; ${DEFAULT-VALUE} if it is not said.")
    private ActionKind kind = ActionKind.PROCESS;

    AnaplanAction in(AnaplanModel model) {
        return in(model, kind, action);
    }

    /** {@return an action by its name or id; an id counts before a name} */
    static AnaplanAction in(AnaplanModel model, ActionKind kind, String nameOrId) {
        boolean isId = nameOrId.matches("\\d{12}")
                && model.action(kind, nameOrId).definition().isPresent();
        return isId ? model.action(kind, nameOrId) : model.actionNamed(kind, nameOrId);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " \"" + action + "\"";
    }
}
