package io.github.anaplan4j.testkit.server;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A status that a test has written by hand, and that is sent as it is. It may be anything, also what is no JSON. What
 * the fake goes by is read from the test's text once, when the scenario is told.
 */
final class RawAnswer implements RunAnswer {
    private static final String TASK_ID = "{taskId}";
    private static final String ACTION_ID = "{actionId}";

    private final String task;
    private final String taskWithDetails;
    private final String stateName;
    private final String currentStep;
    private final JsonNode result;

    RawAnswer(String task, String taskWithDetails) {
        this.task = task;
        this.taskWithDetails = taskWithDetails;
        JsonNode told = Json.parsed(task);
        this.stateName = told.path("taskState").asString("");
        this.currentStep = told.path("currentStep").asString("");
        this.result = told.path("result");
    }

    /** Returns the text, with the ids that were asked for in place of those that stand for them. */
    String text(boolean details, String taskId, String actionId) {
        return (details ? taskWithDetails : task)
                .replace(TASK_ID, Json.insideQuotes(taskId))
                .replace(ACTION_ID, Json.insideQuotes(actionId));
    }

    @Override
    public Optional<RunState> knownState() {
        return Arrays.stream(RunState.values())
                .filter(state -> state.name().equals(stateName))
                .findFirst();
    }

    @Override
    public String stateName() {
        return stateName;
    }

    @Override
    public String currentStep() {
        return currentStep;
    }

    @Override
    public Optional<Boolean> successful() {
        return Optional.of(result.path("successful"))
                .filter(JsonNode::isBoolean)
                .map(JsonNode::asBoolean);
    }

    @Override
    public boolean announcesDump() {
        return announcesDump(result);
    }

    @Override
    public boolean hasDump(@Nullable String objectId) {
        return objectId == null
                ? announcesDump(result) && result.path("nestedResults").isEmpty()
                : steps(result)
                        .anyMatch(step -> announcesDump(step)
                                && step.path("objectId").asString("").equals(objectId));
    }

    private static Stream<JsonNode> steps(JsonNode result) {
        return result.path("nestedResults").valueStream().flatMap(step -> Stream.concat(Stream.of(step), steps(step)));
    }

    private static boolean announcesDump(JsonNode result) {
        return result.path("failureDumpAvailable").asBoolean(false);
    }
}
