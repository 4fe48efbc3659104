package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.page.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A run of an action on the fake. Not thread-safe: {@link FakeApi} guards it. */
final class FakeTask {
    private final TaskRef ref;
    private final Instant startedAt;
    private Scenario scenario;
    private long tokenExpiries;

    FakeTask(TaskRef ref, Scenario scenario, Instant startedAt) {
        this.ref = ref;
        this.scenario = scenario;
        this.startedAt = startedAt;
    }

    /** Begins to roll back, unless it is too late for that or the scenario does not allow it. */
    void cancelByRunner(Instant now) {
        if (scenario.isCancellable() && isUnderWay(now)) {
            scenario = scenario.cancelledByRunnerAfter(elapsed(now));
        }
    }

    /** @throws IllegalStateException if it is over, or is rolling back */
    void cancel(String by, Instant now) {
        requireUnderWay(now);
        scenario = scenario.cancelledAfter(elapsed(now), by);
    }

    /** @throws IllegalStateException if it is over, or is rolling back */
    void fail(String why, Instant now) {
        requireUnderWay(now);
        scenario = scenario.failedAfter(elapsed(now), why);
    }

    void fastForward(Duration by, Instant now) {
        scenario = scenario.fastForwarded(elapsed(now), by);
    }

    /** Does nothing if there is no other state to come. */
    void fastForwardToNextState(Instant now) {
        scenario.nextFrameAfter(elapsed(now)).ifPresent(next -> fastForward(next.minus(elapsed(now)), now));
    }

    private void requireUnderWay(Instant now) {
        if (!isUnderWay(now)) {
            throw new IllegalStateException(
                    "The task " + ref + " is " + state(now) + " already, so it can neither be cancelled nor fail.");
        }
    }

    private boolean isUnderWay(Instant now) {
        return !isOver(now) && !state(now).equals("CANCELLING");
    }

    private boolean isOver(Instant now) {
        String state = state(now);
        return state.equals("COMPLETE") || state.equals("CANCELLED");
    }

    private Duration elapsed(Instant now) {
        return Duration.between(startedAt, now);
    }

    String json(Instant now, boolean details) {
        return scenario.taskAt(elapsed(now), details, ref.taskId(), ref.action().actionId(), startedAt);
    }

    /** @return a row of the task list */
    String row(Instant now) {
        return "{\"taskId\":" + Reply.quoted(ref.taskId()) + ",\"taskState\":" + Reply.quoted(state(now))
                + ",\"creationTime\":" + startedAt.toEpochMilli() + "}";
    }

    boolean isRunning(Instant now) {
        return !state(now).equals("NOT_STARTED") && !isOver(now);
    }

    /** @return how it stands, for the page */
    Snapshot.Task snapshot(String actionName, Instant now) {
        JsonNode json = parsed(now);
        JsonNode successful = json.path("result").path("successful");
        String state = state(now)
                + (successful.isBoolean() ? successful.asBoolean() ? ", successful" : ", not successful" : "");
        return new Snapshot.Task(
                ref.toString(),
                ref.taskId(),
                actionName,
                state,
                json.path("currentStep").asString(""),
                elapsed(now),
                isOver(now));
    }

    /** @return how it stands, for people */
    String describe(Instant now) {
        return state(now) + ", " + elapsed(now).toSeconds() + " s after its start (" + scenario + ")";
    }

    String taskId() {
        return ref.taskId();
    }

    /** @return what happens to requests now, if the scenario has trouble in it */
    Optional<Mishap> trouble(Instant now) {
        return scenario.troubleAt(elapsed(now));
    }

    /** @return whether tokens have expired since this was asked last */
    boolean takeTokenExpiry(Instant now) {
        long past = scenario.tokenExpiriesUntil(elapsed(now));
        boolean isNew = past > tokenExpiries;
        tokenExpiries = past;
        return isNew;
    }

    Optional<byte[]> dump(@Nullable String objectId) {
        return scenario.dump(objectId);
    }

    /** @return whether the result has the flag of a dump: a step's, or without a step the task's own */
    boolean announcesDump(@Nullable String objectId, Instant now) {
        JsonNode result = parsed(now).path("result");
        // A process has no dump of its own: its flag says that a step has one.
        return objectId == null
                ? hasDump(result) && result.path("nestedResults").isEmpty()
                : steps(result)
                        .anyMatch(step -> hasDump(step)
                                && step.path("objectId").asString("").equals(objectId));
    }

    private static Stream<JsonNode> steps(JsonNode result) {
        return result.path("nestedResults").valueStream().flatMap(step -> Stream.concat(Stream.of(step), steps(step)));
    }

    private static boolean hasDump(JsonNode result) {
        return result.path("failureDumpAvailable").asBoolean(false);
    }

    private String state(Instant now) {
        return parsed(now).path("taskState").asString("");
    }

    // A scenario may hold anything, also what is no JSON.
    private JsonNode parsed(Instant now) {
        try {
            return JsonMapper.shared().readTree(json(now, false));
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
