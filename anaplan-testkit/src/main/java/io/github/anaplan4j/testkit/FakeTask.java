package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A run of an action on the fake. Not thread-safe: {@link FakeApi} guards it. */
final class FakeTask {
    private static final Pattern STATE = Pattern.compile("\"taskState\"\\s*:\\s*\"([^\"]*)\"");
    private static final Duration ROLLING_BACK = Duration.ofSeconds(5);

    private final TaskRef ref;
    private final Scenario scenario;
    private final Instant startedAt;
    private @Nullable Instant cancelledAt;

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
                    ref.action().actionId());
        }
        boolean rolledBack = Duration.between(cancelledAt, now).compareTo(ROLLING_BACK) >= 0;
        return (rolledBack ? CannedJson.CANCELLED_BY_RUNNER : CannedJson.CANCELLING).replace("{taskId}", ref.taskId());
    }

    /** @return a row of the task list */
    String row(Instant now) {
        return "{\"taskId\":\"" + ref.taskId() + "\",\"taskState\":\"" + state(now) + "\",\"creationTime\":"
                + startedAt.toEpochMilli() + "}";
    }

    private String state(Instant now) {
        Matcher state = STATE.matcher(json(now, false));
        return state.find() ? state.group(1) : "";
    }
}
