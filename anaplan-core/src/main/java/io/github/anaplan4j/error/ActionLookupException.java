package io.github.anaplan4j.error;

import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ModelRef;
import java.util.List;
import java.util.stream.Collectors;

/** A name leads to no action, or to more than one. */
public final class ActionLookupException extends AnaplanException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 20;

    /** The actions to choose from. */
    @SuppressWarnings("serial") // what List.copyOf returns is serializable
    private final List<ActionDefinition> candidates;

    /**
     * Makes an exception for a name that leads to no action, or to more than one.
     *
     * @param model the model whose actions were searched
     * @param kind the kind of action that was looked for
     * @param name the name that was looked for
     * @param candidates the actions with that name if there is more than one, else all of that kind
     * @param none whether no action has that name
     */
    public ActionLookupException(
            ModelRef model, ActionKind kind, String name, List<ActionDefinition> candidates, boolean none) {
        super(
                candidates.isEmpty()
                        ? "There are no " + kind.collection() + " of " + model + " that this user may see, and so none"
                                + " is named \"" + name + "\". Check the model, the user's access to it, and the kind."
                        : none
                                ? ofThose(model, kind, name, candidates) + shown(candidates)
                                : "The name \"" + name + "\" fits " + candidates.size() + " " + kind.collection()
                                        + " of " + model + ": " + shown(candidates) + ". Use the id of one of them.",
                null);
        this.candidates = List.copyOf(candidates);
    }

    private static String ofThose(ModelRef model, ActionKind kind, String name, List<ActionDefinition> candidates) {
        String seen = kind.collection() + " of " + model + " that this user may see is ";
        return candidates.size() == 1
                ? "The only one of the " + seen + "not named \"" + name + "\". There is: "
                : "None of the " + candidates.size() + " " + seen + "named \"" + name + "\". There are: ";
    }

    private static String shown(List<ActionDefinition> definitions) {
        String listed = definitions.stream()
                .limit(MOST_SHOWN)
                .map(definition ->
                        "\"" + definition.name() + "\" (" + definition.ref().actionId() + ")")
                .collect(Collectors.joining(", "));
        return definitions.size() > MOST_SHOWN ? listed + ", …" : listed;
    }

    /** {@return the actions with that name if there is more than one, else all of that kind} */
    public List<ActionDefinition> candidates() {
        return candidates;
    }
}
