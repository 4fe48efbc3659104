package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.page.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run of an action on the fake. Not thread-safe: {@link TaskRegistry} guards it. */
final class FakeTask {
    private final TaskRef ref;
    private final Instant startedAt;
    private final List<String> steering = new ArrayList<>();
    private RunScript script;
    private long tokenExpiries;

    FakeTask(TaskRef ref, RunScript script, Instant startedAt) {
        this.ref = ref;
        this.script = script;
        this.startedAt = startedAt;
    }

    /** Begins to roll back, unless it is too late for that or the script does not allow it. */
    void cancelByRunner(Instant now) {
        if (script.isCancellable() && answer(now).mayBecome(RunState.CANCELLING)) {
            script = script.cancelledAfter(elapsed(now), null);
            note("cancelled by the user who runs it", now);
        }
    }

    /**
     * Begins to roll back.
     *
     * @throws IllegalStateException if it is over, or rolls back
     */
    void cancel(String by, Instant now) {
        requireUnderWay(now);
        script = script.cancelledAfter(elapsed(now), by);
        note("cancelled by " + by, now);
    }

    /**
     * Fails at once.
     *
     * @throws IllegalStateException if it is over, or rolls back
     */
    void fail(String why, Instant now) {
        requireUnderWay(now);
        script = script.failedAfter(elapsed(now), why);
        note("made to fail: " + why, now);
    }

    void fastForward(Duration by, Instant now) {
        script = script.fastForwarded(elapsed(now), by);
        note("forwarded by " + by, now);
    }

    /** Does nothing if there is no other state to come. */
    void fastForwardToNextState(Instant now) {
        script.nextFrameAfter(elapsed(now)).ifPresent(next -> fastForward(next.minus(elapsed(now)), now));
    }

    private void note(String what, Instant now) {
        steering.add("  " + elapsed(now) + " " + what);
    }

    private void requireUnderWay(Instant now) {
        if (!answer(now).mayBecome(RunState.CANCELLING)) {
            throw new IllegalStateException("The task " + ref + " is "
                    + answer(now).stateName() + " already, so it can neither be cancelled nor fail. Its diary:\n"
                    + diary(now));
        }
    }

    private String diary(Instant now) {
        String states = script.diary(elapsed(now));
        return steering.isEmpty() ? states : states + "\nand its steering:\n" + String.join("\n", steering);
    }

    private RunAnswer answer(Instant now) {
        return script.at(elapsed(now));
    }

    private Duration elapsed(Instant now) {
        return Duration.between(startedAt, now);
    }

    /** Adds the status to an answer. */
    void render(JsonObject envelope, boolean details, Instant now) {
        new TaskRenderer(script, ref.taskId(), ref.action().actionId(), startedAt, details)
                .render(answer(now), envelope);
    }

    /** Returns its row of the task list. */
    JsonObject row(Instant now) {
        return new JsonObject()
                .put("taskId", ref.taskId())
                .put("taskState", answer(now).stateName())
                .put("creationTime", startedAt.toEpochMilli());
    }

    boolean isRunning(Instant now) {
        RunAnswer answer = answer(now);
        return !answer.isOver() && !answer.knownState().equals(Optional.of(RunState.NOT_STARTED));
    }

    /** Returns how it stands, for the page. */
    Snapshot.Task snapshot(String actionName, Instant now) {
        RunAnswer answer = answer(now);
        return new Snapshot.Task(
                ref.toString(),
                ref.taskId(),
                actionName,
                answer.inWords(),
                answer.look(),
                answer.currentStep(),
                elapsed(now),
                answer.isOver());
    }

    /** Returns how it stands, for people. */
    String describe(Instant now) {
        return answer(now).stateName() + ", " + elapsed(now).toSeconds() + " s after its start (" + script + ")";
    }

    String taskId() {
        return ref.taskId();
    }

    /** Returns what happens to requests now, if the script has trouble in it. */
    Optional<InjectedFault> trouble(Instant now) {
        return script.troubleAt(elapsed(now));
    }

    /** Says whether tokens have expired since this was asked last. */
    boolean takeTokenExpiry(Instant now) {
        long past = script.tokenExpiriesUntil(elapsed(now));
        boolean isNew = past > tokenExpiries;
        tokenExpiries = past;
        return isNew;
    }

    /** Returns the content of a dump, if the script says it. */
    Optional<byte[]> dump(@Nullable String objectId) {
        return script.dump(objectId);
    }

    /** Says whether the result announces a dump: a step's, or without a step the task's own. */
    boolean announcesDump(@Nullable String objectId, Instant now) {
        return answer(now).hasDump(objectId);
    }
}
