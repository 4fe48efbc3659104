package io.github.anaplan4j.testkit.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a fake stands.
 *
 * @param now its time
 * @param apiUrl the base URL of its API
 * @param models its models
 * @param tasks the tasks, the last one first
 * @param requests the requests, the last one first
 */
public record Snapshot(Instant now, String apiUrl, List<Model> models, List<Task> tasks, List<Request> requests) {
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
     * @param step what it does, in Anaplan's words
     * @param age how long ago it was started
     * @param isOver whether there is nothing more to come
     */
    public record Task(
            String path, String id, String action, String state, String step, Duration age, boolean isOver) {}

    /**
     * A request.
     *
     * @param at when
     * @param line method and target
     * @param outcome what came of it
     */
    public record Request(Instant at, String line, String outcome) {}
}
