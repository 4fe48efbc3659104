package io.github.anaplan4j.testkit.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a fake stands.
 *
 * @param now its time
 * @param factor how many seconds of its time pass in a real one
 * @param apiUrl the base URL of its API
 * @param models its models
 * @param tasks the tasks, the last one first
 * @param devices the devices that wait for their user
 * @param requests the requests, the last one first
 */
public record Snapshot(
        Instant now,
        double factor,
        String apiUrl,
        List<Model> models,
        List<Task> tasks,
        List<Device> devices,
        List<Request> requests) {
    /**
     * A model.
     *
     * @param id its id
     * @param name its name
     * @param workspaceId the id of its workspace
     * @param workspaceName the name of its workspace
     * @param actions its actions
     */
    public record Model(String id, String name, String workspaceId, String workspaceName, List<Action> actions) {}

    /**
     * An action.
     *
     * @param path names it to {@link Controls}
     * @param kind its kind, for people
     * @param id its id
     * @param name its name
     */
    public record Action(String path, String kind, String id, String name) {}

    /**
     * A task.
     *
     * @param path names it to {@link Controls}
     * @param id its id
     * @param action the name of its action
     * @param state its state, for people
     * @param look how that looks at a glance
     * @param step what it does, in Anaplan's words
     * @param age how long ago it was started
     * @param isOver whether there is nothing more to come
     */
    public record Task(
            String path,
            String id,
            String action,
            String state,
            Look look,
            String step,
            Duration age,
            boolean isOver) {}

    /** How the state of a task looks at a glance. */
    public enum Look {
        /** It is under way. */
        UNDER_WAY,
        /** It went well. */
        GOOD,
        /** It went well but for some rows. */
        WARNING,
        /** It did not go well. */
        BAD
    }

    /**
     * A device that waits for its user.
     *
     * @param userCode the code that it shows
     * @param clientId the application that it belongs to
     */
    public record Device(String userCode, String clientId) {}

    /**
     * A request.
     *
     * @param at when
     * @param line method and target
     * @param outcome what came of it
     */
    public record Request(Instant at, String line, String outcome) {}
}
