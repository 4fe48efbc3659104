package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.testkit.server.FakeServer;
import io.github.anaplan4j.testkit.server.ModelRegistry;
import java.util.List;

/** The models of a fake, and the actions in them. Thread-safe. */
public final class FakeModels {
    private final FakeServer server;

    FakeModels(FakeServer server) {
        this.server = server;
    }

    /**
     * Adds a model.
     *
     * @param model its ids
     * @param name its name
     * @param workspaceName the name of its workspace
     */
    public void givenModel(ModelRef model, String name, String workspaceName) {
        server.state().models().add(model, name, workspaceName);
    }

    /**
     * Lets a model be gone from now on, as if it were deleted or the user had lost the access to it.
     *
     * @param model which model
     */
    public void dropModel(ModelRef model) {
        server.state().models().remove(model);
    }

    /**
     * Adds an action of any kind to {@link FakeAnaplan#model()}.
     *
     * @param kind its kind
     * @param id its id, such as {@code 112000000003}
     * @param name its name
     * @param type Anaplan's name for what it does; ignored for a process
     * @param scenario how each of its runs goes
     * @return which action it is
     * @throws IllegalArgumentException if the scenario does not say how it begins
     */
    public ActionRef givenAction(ActionKind kind, String id, String name, String type, Scenario scenario) {
        ActionRef action = ModelRegistry.HOME.action(kind, id);
        givenAction(action, name, type, scenario);
        return action;
    }

    /**
     * Lets an import read a file, which is then its {@code importDataSourceId}. Without this it reads from a model.
     *
     * @param action which import
     * @param file which file
     */
    public void givenSource(ActionRef action, FileRef file) {
        server.state().actions().addSource(action, file);
    }

    /**
     * Adds an action of any kind to any model. A model that the fake does not have comes with it.
     *
     * @param action which action
     * @param name its name
     * @param type Anaplan's name for what it does; ignored for a process
     * @param scenario how each of its runs goes
     * @param steps the actions inside it, if it is a process; those of the scenario if there are none
     * @throws IllegalArgumentException if the scenario does not say how it begins
     */
    public void givenAction(ActionRef action, String name, String type, Scenario scenario, ProcessStep... steps) {
        server.state().models().addIfMissing(action.model());
        List<ProcessStep> inside = steps.length == 0 ? scenario.script().steps() : List.of(steps);
        server.state().actions().add(action, name, type, scenario.script(), inside);
    }
}
