package io.github.anaplan4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The life of a task as its status answers tell it: from when on the fake answers with which {@code task} object, in
 * Anaplan's own JSON. In that JSON, <code>{taskId}</code> and <code>{actionId}</code> stand for the ids asked for.
 * Immutable.
 */
public final class Scenario {
    private final String name;
    private final List<Frame> frames;
    private final boolean cancellable;

    /**
     * What the status says from some moment on.
     *
     * @param from how long after the start of the task
     * @param task the {@code task} object
     * @param taskWithDetails the same when the request asks for process details
     */
    private record Frame(Duration from, String task, String taskWithDetails) {}

    private Scenario(String name, List<Frame> frames, boolean cancellable) {
        this.name = name;
        this.frames = List.copyOf(frames);
        this.cancellable = cancellable;
    }

    /**
     * @param name what to call it
     * @return a scenario in which nothing happens yet
     */
    public static Scenario named(String name) {
        return new Scenario(name, List.of(), true);
    }

    /** {@return ten seconds queued, twenty running, then complete with Anaplan's first sample answer: one step, 117000000015} */
    public static Scenario complete() {
        return named("COMPLETE").queuedThenRunning().then(Duration.ofSeconds(30), CannedJson.COMPLETE);
    }

    /** {@return the same with Anaplan's second sample answer, which has start and duration of each step} */
    public static Scenario completeWithProcessDetails() {
        return named("COMPLETE with process details")
                .queuedThenRunning()
                .then(Duration.ofSeconds(30), CannedJson.COMPLETE, CannedJson.COMPLETE_WITH_DETAILS);
    }

    /** {@return ten seconds queued, twenty running, then cancelled by somebody else after ten seconds of rolling back} */
    public static Scenario cancelled() {
        return named("CANCELLED")
                .queuedThenRunning()
                .then(Duration.ofSeconds(30), CannedJson.CANCELLING)
                .then(Duration.ofSeconds(40), CannedJson.CANCELLED);
    }

    /**
     * {@return ten seconds queued, twenty running, then complete and not successful: the first of three steps went through,
     * the second rejected rows, the third failed. Define the process with the steps 117000000015 and the imports 112000000003
     * and 112000000009, and reports have their names}
     */
    public static Scenario failed() {
        return named("failed process with nested results")
                .queuedThenRunning()
                .then(Duration.ofSeconds(30), CannedJson.FAILED, CannedJson.FAILED_WITH_DETAILS);
    }

    /** {@return ten seconds queued, twenty running, then complete and successful, though its one step, 112000000003, rejected rows} */
    public static Scenario completeWithRejectedRows() {
        return named("COMPLETE with rejected rows")
                .queuedThenRunning()
                .then(Duration.ofSeconds(30), CannedJson.REJECTED_ROWS, CannedJson.REJECTED_ROWS_WITH_DETAILS);
    }

    private Scenario queuedThenRunning() {
        return then(Duration.ZERO, CannedJson.NOT_STARTED)
                .then(Duration.ofSeconds(10), CannedJson.inProgress("0.2"))
                .then(Duration.ofSeconds(15), CannedJson.inProgress("0.4"))
                .then(Duration.ofSeconds(20), CannedJson.inProgress("0.6"))
                .then(Duration.ofSeconds(25), CannedJson.inProgress("0.8"));
    }

    /**
     * @param from from how long after the start of the task on; not before the frames there are
     * @param task the {@code task} object of the answer, as JSON text
     * @return this scenario with that frame at its end
     */
    public Scenario then(Duration from, String task) {
        return then(from, task, task);
    }

    /**
     * @param from from how long after the start of the task on; not before the frames there are
     * @param task the {@code task} object of the answer, as JSON text
     * @param taskWithDetails the same for requests with {@code includeProcessDetails=true}
     * @return this scenario with that frame at its end
     */
    public Scenario then(Duration from, String task, String taskWithDetails) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(taskWithDetails, "taskWithDetails");
        if (from.isNegative()
                || !frames.isEmpty()
                        && from.compareTo(frames.get(frames.size() - 1).from()) < 0) {
            throw new IllegalArgumentException("The frames of \"" + name + "\" go forward in time; " + from
                    + " lies before the last of them, or before the start.");
        }
        List<Frame> longer = new ArrayList<>(frames);
        longer.add(new Frame(from, task, taskWithDetails));
        return new Scenario(name, longer, cancellable);
    }

    /**
     * @param length how long after its start the last frame shall come
     * @return this scenario, stretched or squeezed to that length
     */
    public Scenario lasting(Duration length) {
        Duration now =
                frames.isEmpty() ? Duration.ZERO : frames.get(frames.size() - 1).from();
        if (now.isZero()) {
            throw new IllegalStateException("The scenario \"" + name + "\" has no length that could be changed.");
        }
        double factor = (double) length.toNanos() / now.toNanos();
        return new Scenario(
                name,
                frames.stream()
                        .map(f -> new Frame(
                                Duration.ofNanos(Math.round(f.from().toNanos() * factor)),
                                f.task(),
                                f.taskWithDetails()))
                        .toList(),
                cancellable);
    }

    /** {@return this scenario, going on in spite of a cancel, which Anaplan does not promise to obey} */
    public Scenario despiteCancel() {
        return new Scenario(name, frames, false);
    }

    boolean isCancellable() {
        return cancellable;
    }

    /** Rejects, before it can do harm, a scenario that has no answer to the first request. */
    Scenario begun() {
        if (frames.isEmpty() || !frames.get(0).from().isZero()) {
            throw new IllegalArgumentException("The scenario \"" + name
                    + "\" does not say how it begins. Give it a first frame with then(Duration.ZERO, ...).");
        }
        return this;
    }

    String taskAt(Duration elapsed, boolean details, String taskId, String actionId) {
        Frame now = frames.stream()
                .filter(frame -> frame.from().compareTo(elapsed) <= 0)
                .reduce((earlier, later) -> later)
                // A request that another thread made just before the task began.
                .orElse(frames.get(0));
        return (details ? now.taskWithDetails() : now.task())
                .replace("{taskId}", insideQuotes(taskId))
                .replace("{actionId}", insideQuotes(actionId));
    }

    static String insideQuotes(String text) {
        String quoted = Reply.quoted(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return name;
    }
}
