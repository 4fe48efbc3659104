package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ProcessStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The life of a task as its status answers tell it, told by its steps or in Anaplan's own JSON. A ticket reads like this:
 *
 * <pre>{@code
 * Scenario ticket = Scenario.process(
 *                 Step.deleting("Clear list"),
 *                 Step.importing("Load employees").rejecting(40, 2_000),
 *                 Step.importing("Load prices"))
 *         .lasting(Duration.ofMinutes(11))
 *         .tokenExpiringAfter(Duration.ofMinutes(4))
 *         .troubledAfter(Duration.ofMinutes(5), Duration.ofSeconds(30), Mishap.gatewayPage())
 *         .cancelledAfter(Duration.ofMinutes(9), "Ada Example");
 * }</pre>
 *
 * <p>By hand it is told from when on the fake answers with which {@code task} object. In that JSON, <code>{taskId}</code> and <code>{actionId}</code> stand for the ids asked for.
 * Immutable.
 */
public final class Scenario {
    private final String name;
    private final List<Frame> frames;
    private final boolean cancellable;
    private final List<Step> steps;
    private final boolean isProcess;
    private final List<Trouble> troubles;
    private final List<Duration> tokenExpiries;

    /** What happens to every request from some moment of a run on, for a while. */
    private record Trouble(Duration from, Duration to, Mishap mishap) {}

    /**
     * What the status says from some moment on.
     *
     * @param from how long after the start of the task
     * @param task the {@code task} object
     * @param taskWithDetails the same when the request asks for process details
     */
    private record Frame(Duration from, String task, String taskWithDetails) {}

    private Scenario(
            String name,
            List<Frame> frames,
            boolean cancellable,
            List<Step> steps,
            boolean isProcess,
            List<Trouble> troubles,
            List<Duration> tokenExpiries) {
        this.name = name;
        this.frames = List.copyOf(frames);
        this.cancellable = cancellable;
        this.steps = List.copyOf(steps);
        this.isProcess = isProcess;
        this.troubles = List.copyOf(troubles);
        this.tokenExpiries = List.copyOf(tokenExpiries);
    }

    private Scenario with(List<Frame> newFrames) {
        return new Scenario(name, newFrames, cancellable, steps, isProcess, troubles, tokenExpiries);
    }

    /**
     * @param name what to call it
     * @return a scenario in which nothing happens yet
     */
    public static Scenario named(String name) {
        return new Scenario(name, List.of(), true, List.of(), false, List.of(), List.of());
    }

    /**
     * A process, told by its steps: five seconds queued, then ten for each step, up to the first that fails. {@link #lasting}
     * stretches that. It is successful if all of its steps are.
     *
     * @param steps its steps, in order; at least one
     * @return the scenario
     */
    public static Scenario process(Step... steps) {
        List<String> names = Stream.of(steps).map(Step::name).toList();
        return told("process " + names, List.of(steps), true);
    }

    /**
     * An import, export or deletion by itself: five seconds queued, then ten.
     *
     * @param action the action
     * @return the scenario
     */
    public static Scenario action(Step action) {
        return told(action.name(), List.of(action), false);
    }

    private static Scenario told(String name, List<Step> steps, boolean isProcess) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A process without steps has nothing to do; give it one.");
        }
        List<Step> run = ProcessJson.upToTheFailure(steps);
        Scenario scenario = new Scenario(name, List.of(), true, steps, isProcess, List.of(), List.of())
                .then(Duration.ZERO, CannedJson.NOT_STARTED);
        for (int i = 0; i < run.size(); i++) {
            scenario = scenario.then(
                    Duration.ofSeconds(5 + 10L * i), ProcessJson.running(run.get(i), (double) i / run.size()));
        }
        return scenario.ended(Duration.ofSeconds(5 + 10L * run.size()), steps);
    }

    private Scenario ended(Duration at, List<Step> told) {
        return isProcess
                ? then(at, ProcessJson.ofProcess(told, false), ProcessJson.ofProcess(told, true))
                : then(at, ProcessJson.ofAction(told, false), ProcessJson.ofAction(told, true));
    }

    /**
     * {@return the scenarios that have names of their own, by those names, which a file of scenarios can use; the documented
     * ones first}
     */
    public static Map<String, Scenario> canned() {
        Map<String, Scenario> canned = new LinkedHashMap<>();
        canned.put("complete", complete());
        canned.put("complete-with-process-details", completeWithProcessDetails());
        canned.put("cancelled", cancelled());
        canned.put("rejected-rows", completeWithRejectedRows());
        canned.put("failed", failed());
        return canned;
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
        return with(longer);
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
        return with(frames.stream()
                .map(f -> new Frame(
                        Duration.ofNanos(Math.round(f.from().toNanos() * factor)), f.task(), f.taskWithDetails()))
                .toList());
    }

    /**
     * @param after how long after the start of a run; say this after {@link #lasting}
     * @param by who does it, in full
     * @return this scenario up to then, when somebody else cancels the run, which rolls back for five seconds
     */
    public Scenario cancelledAfter(Duration after, String by) {
        return cancelled(after, CannedJson.CANCELLED.replace("Ada Example", insideQuotes(by)));
    }

    /** @return this scenario up to then, when the user who runs it cancels it */
    Scenario cancelledByRunnerAfter(Duration after) {
        return cancelled(after, CannedJson.CANCELLED_BY_RUNNER);
    }

    private Scenario cancelled(Duration after, String cancelled) {
        return upTo(after).then(after, CannedJson.CANCELLING).then(after.plusSeconds(5), cancelled);
    }

    /** @return this scenario up to then, when the step that is under way fails; no later one is run */
    Scenario failedAfter(Duration after, String why) {
        Scenario until = upTo(after);
        if (steps.isEmpty()) {
            return until.then(
                    after, ProcessJson.ofAction(List.of(Step.deleting(name).failing(why)), false));
        }
        if (until.frames.size() < 2) { // still in the queue: the first step begins and fails at once
            until = until.then(after, ProcessJson.running(steps.get(0), 0));
        }
        int underWay = Math.min(until.frames.size() - 2, steps.size() - 1);
        List<Step> failed = new ArrayList<>(steps);
        failed.set(underWay, steps.get(underWay).failing(why));
        return until.ended(after, failed);
    }

    private Scenario upTo(Duration end) {
        return with(frames.stream()
                .filter(frame -> frame.from().compareTo(end) < 0 || frame.from().isZero())
                .toList());
    }

    /** @return this scenario, of which all that would come after a moment comes sooner, but not before that moment */
    Scenario fastForwarded(Duration moment, Duration by) {
        UnaryOperator<Duration> sooner = at -> {
            Duration then = at.minus(by);
            return at.compareTo(moment) <= 0 ? at : then.compareTo(moment) < 0 ? moment : then;
        };
        return new Scenario(
                name,
                frames.stream()
                        .map(f -> new Frame(sooner.apply(f.from()), f.task(), f.taskWithDetails()))
                        .toList(),
                cancellable,
                steps,
                isProcess,
                troubles.stream()
                        .map(t -> new Trouble(sooner.apply(t.from()), sooner.apply(t.to()), t.mishap()))
                        .toList(),
                tokenExpiries.stream().map(sooner).toList());
    }

    /** @return when its next frame begins, if there is another */
    Optional<Duration> nextFrameAfter(Duration elapsed) {
        return frames.stream()
                .map(Frame::from)
                .filter(from -> from.compareTo(elapsed) > 0)
                .findFirst();
    }

    /**
     * @param after how long after the start of a run; {@link #lasting} does not change it
     * @return this scenario, in which every token that was issued until then expires
     */
    public Scenario tokenExpiringAfter(Duration after) {
        List<Duration> more = new ArrayList<>(tokenExpiries);
        more.add(after);
        return new Scenario(name, frames, cancellable, steps, isProcess, troubles, more);
    }

    /**
     * @param after how long after the start of a run; {@link #lasting} does not change it
     * @param length for how long
     * @param mishap what happens meanwhile to every request, such as {@link Mishap#gatewayPage}
     * @return this scenario with that trouble in it
     */
    public Scenario troubledAfter(Duration after, Duration length, Mishap mishap) {
        List<Trouble> more = new ArrayList<>(troubles);
        more.add(new Trouble(after, after.plus(length), mishap));
        return new Scenario(name, frames, cancellable, steps, isProcess, more, tokenExpiries);
    }

    boolean isEventful() {
        return !troubles.isEmpty() || !tokenExpiries.isEmpty();
    }

    Optional<Mishap> troubleAt(Duration elapsed) {
        return troubles.stream()
                .filter(trouble -> elapsed.compareTo(trouble.from()) >= 0 && elapsed.compareTo(trouble.to()) < 0)
                .map(Trouble::mishap)
                .findFirst();
    }

    long tokenExpiriesUntil(Duration elapsed) {
        return tokenExpiries.stream().filter(at -> at.compareTo(elapsed) <= 0).count();
    }

    /** @return the steps, as the definition of the process has them */
    List<ProcessStep> steps() {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> new ProcessStep(
                        steps.get(i).id(i), steps.get(i).name(), steps.get(i).actionType()))
                .toList();
    }

    /** @return the dump of the step with that id, or of the action itself, if this scenario says what it has in it */
    Optional<byte[]> dump(@Nullable String objectId) {
        return IntStream.range(0, steps.size())
                .filter(i -> objectId == null || steps.get(i).id(i).equals(objectId))
                .mapToObj(i -> steps.get(i).dump())
                .findFirst();
    }

    /** {@return this scenario, going on in spite of a cancel, which Anaplan does not promise to obey} */
    public Scenario despiteCancel() {
        return new Scenario(name, frames, false, steps, isProcess, troubles, tokenExpiries);
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

    String taskAt(Duration elapsed, boolean details, String taskId, String actionId, Instant startedAt) {
        Frame now = frames.stream()
                .filter(frame -> frame.from().compareTo(elapsed) <= 0)
                .reduce((earlier, later) -> later)
                // A request that another thread made just before the task began.
                .orElse(frames.get(0));
        return ProcessJson.withTimes(
                        details ? now.taskWithDetails() : now.task(),
                        frames.stream().map(Frame::from).toList(),
                        startedAt)
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
