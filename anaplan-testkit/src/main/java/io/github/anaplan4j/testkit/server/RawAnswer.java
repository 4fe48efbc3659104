package io.github.anaplan4j.testkit.server;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    private final JsonObject result;

    RawAnswer(String task, String taskWithDetails) {
        this.task = task;
        this.taskWithDetails = taskWithDetails;
        JsonObject told = Json.parsed(task);
        this.stateName = told.text("taskState");
        this.currentStep = told.text("currentStep");
        this.result = told.object("result");
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
        return result.flag("successful");
    }

    @Override
    public boolean announcesDump() {
        return announcesDump(result);
    }

    @Override
    public boolean hasDump(@Nullable String objectId) {
        return objectId == null
                ? announcesDump(result) && steps(result).findAny().isEmpty()
                : steps(result)
                        .anyMatch(step ->
                                announcesDump(step) && step.text("objectId").equals(objectId));
    }

    private static Stream<JsonObject> steps(JsonObject result) {
        return result.objects("nestedResults").flatMap(step -> Stream.concat(Stream.of(step), steps(step)));
    }

    private static boolean announcesDump(JsonObject result) {
        return result.flag("failureDumpAvailable").orElse(false);
    }
}
