package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
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
    private static final Duration ROLLING_BACK = Duration.ofSeconds(5);

    private final TaskRef ref;
    private final Scenario scenario;
    private final Instant startedAt;
    private @Nullable Instant cancelledAt;
    private long tokenExpiries;

    FakeTask(TaskRef ref, Scenario scenario, Instant startedAt) {
        this.ref = ref;
        this.scenario = scenario;
        this.startedAt = startedAt;
    }

    /** Begins to roll back, unless it is too late for that or the scenario does not allow it. */
    void cancel(Instant now) {
        if (scenario.isCancellable() && cancelledAt == null && !isOver(now)) {
            cancelledAt = now;
        }
    }

    private boolean isOver(Instant now) {
        String state = state(now);
        return state.equals("COMPLETE") || state.equals("CANCELLED");
    }

    String json(Instant now, boolean details) {
        if (cancelledAt == null) {
            return scenario.taskAt(
                    Duration.between(startedAt, now),
                    details,
                    ref.taskId(),
                    ref.action().actionId(),
                    startedAt);
        }
        boolean rolledBack = Duration.between(cancelledAt, now).compareTo(ROLLING_BACK) >= 0;
        return (rolledBack ? CannedJson.CANCELLED_BY_RUNNER : CannedJson.CANCELLING)
                .replace("{taskId}", Scenario.insideQuotes(ref.taskId()));
    }

    /** @return a row of the task list */
    String row(Instant now) {
        return "{\"taskId\":" + Reply.quoted(ref.taskId()) + ",\"taskState\":" + Reply.quoted(state(now))
                + ",\"creationTime\":" + startedAt.toEpochMilli() + "}";
    }

    boolean isRunning(Instant now) {
        return !state(now).equals("NOT_STARTED") && !isOver(now);
    }

    /** @return how it stands, for people */
    String describe(Instant now) {
        return state(now) + ", " + Duration.between(startedAt, now).toSeconds() + " s after its start (" + scenario
                + ")";
    }

    String taskId() {
        return ref.taskId();
    }

    /** @return what happens to requests now, if the scenario has trouble in it */
    Optional<Mishap> trouble(Instant now) {
        return scenario.troubleAt(Duration.between(startedAt, now));
    }

    /** @return whether tokens have expired since this was asked last */
    boolean takeTokenExpiry(Instant now) {
        long past = scenario.tokenExpiriesUntil(Duration.between(startedAt, now));
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
