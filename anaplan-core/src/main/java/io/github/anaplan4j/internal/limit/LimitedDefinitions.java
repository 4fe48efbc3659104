package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.internal.port.ProcessDefinition;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import java.util.List;

/** Reads definitions within the budget, again after trouble on the way. */
public final class LimitedDefinitions implements Definitions {
    private final Definitions definitions;
    private final RetryingRequests requests;

    /**
     * Limits definitions.
     *
     * @param definitions what is limited
     * @param requests sends
     */
    public LimitedDefinitions(Definitions definitions, RetryingRequests requests) {
        this.definitions = definitions;
        this.requests = requests;
    }

    @Override
    public List<ActionDefinition> actions(ModelRef model, ActionKind kind) {
        return requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, () -> definitions.actions(model, kind));
    }

    @Override
    public ProcessDefinition process(ActionRef process) {
        return requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, () -> definitions.process(process));
    }

    @Override
    public List<ModelDefinition> models() {
        return requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, definitions::models);
    }

    @Override
    public ModelDefinition model(ModelRef model) {
        return requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, () -> definitions.model(model));
    }

    @Override
    public String user() {
        return requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, definitions::user);
    }

    @Override
    public List<FileDefinition> files(ModelRef model) {
        return requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, () -> definitions.files(model));
    }
}
