package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ProcessStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a run goes: its frames, and what happens to requests meanwhile. A step that {@link RunState} does not allow is
 * refused when it is told. Immutable.
 */
public final class RunScript {
    private static final Duration ROLLING_BACK = Duration.ofSeconds(5);

    private final String name;
    private final List<RunFrame> frames;
    private final boolean cancellable;
    private final List<ScriptedStep> steps;
    private final boolean isProcess;
    private final List<Trouble> troubles;
    private final List<Duration> tokenExpiries;

    /** What happens to every request from some moment of a run on, for a while. */
    private record Trouble(Duration from, Duration to, InjectedFault fault) {}

    private RunScript(
            String name,
            List<RunFrame> frames,
            boolean cancellable,
            List<ScriptedStep> steps,
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

    private RunScript with(List<RunFrame> newFrames) {
        return new RunScript(name, newFrames, cancellable, steps, isProcess, troubles, tokenExpiries);
    }

    /**
     * Returns a script in which nothing happens yet.
     *
     * @param name what to call it
     * @return a script in which nothing happens yet
     */
    public static RunScript named(String name) {
        return new RunScript(name, List.of(), true, List.of(), false, List.of(), List.of());
    }

    /**
     * Returns the script of a process: five seconds queued, then ten for each step, up to the first that fails.
     *
     * @param steps its steps, in order
     * @return the script of a process
     * @throws IllegalArgumentException if there are none
     */
    public static RunScript process(List<ScriptedStep> steps) {
        List<String> names = steps.stream().map(ScriptedStep::name).toList();
        return told("process " + names, steps, true);
    }

    /**
     * Returns the script of an action by itself: five seconds queued, then ten.
     *
     * @param action the action
     * @return the script of an action by itself
     */
    public static RunScript action(ScriptedStep action) {
        return told(action.name(), List.of(action), false);
    }

    private static RunScript told(String name, List<ScriptedStep> steps, boolean isProcess) {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A process without steps has nothing to do; give it one.");
        }
        int run = upToTheFailure(steps).size();
        RunScript script = new RunScript(name, List.of(), true, steps, isProcess, List.of(), List.of())
                .then(Duration.ZERO, RunStatus.NOT_STARTED);
        for (int i = 0; i < run; i++) {
            script = script.then(Duration.ofSeconds(5 + 10L * i), RunStatus.running(steps.get(i), i, run));
        }
        return script.ended(Duration.ofSeconds(5 + 10L * run), steps);
    }

    private static List<ScriptedStep> upToTheFailure(List<ScriptedStep> steps) {
        List<ScriptedStep> run = new ArrayList<>();
        for (ScriptedStep step : steps) {
            run.add(step);
            if (step.isFailing()) {
                break;
            }
        }
        return run;
    }

    // The frame of each step comes after that of the queue, so the first of them has the number 1.
    private RunScript ended(Duration at, List<ScriptedStep> told) {
        List<ScriptedStep> run = upToTheFailure(told);
        RunResult result = isProcess
                ? RunResult.ofProcess(
                        new RunResult.BetweenFrames(1, run.size() + 1),
                        IntStream.range(0, run.size())
                                .mapToObj(i ->
                                        run.get(i).result(run.get(i).id(i), new RunResult.BetweenFrames(i + 1, i + 2)))
                                .toList())
                : run.get(0).result(null, new RunResult.BetweenFrames(1, 2));
        return then(at, RunStatus.complete("1.0", result));
    }

    /**
     * Returns this script with a status at its end that is sent as a test has written it.
     *
     * @param from from how long after the start of the run on
     * @param task the {@code task} object
     * @param taskWithDetails the same for requests that ask for process details
     * @return this script with a status at its end that is sent as a test has written it
     * @throws IllegalArgumentException if the frames would not go forward in time
     */
    public RunScript then(Duration from, String task, String taskWithDetails) {
        return then(from, new RawAnswer(task, taskWithDetails));
    }

    RunScript then(Duration from, RunAnswer answer) {
        if (from.isNegative() || !frames.isEmpty() && from.compareTo(last().from()) < 0) {
            throw new IllegalArgumentException("The frames of \"" + name + "\" go forward in time; " + from
                    + " lies before the last of them, or before the start.");
        }
        if (answer instanceof RunStatus status
                && !frames.isEmpty()
                && !last().answer().mayBecome(status.state())) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be " + status.state() + " after " + from
                    + ": it is " + last().answer().stateName() + " by then. Its diary:\n" + diary(from));
        }
        List<RunFrame> longer = new ArrayList<>(frames);
        longer.add(new RunFrame(from, answer));
        return with(longer);
    }

    private RunFrame last() {
        return frames.get(frames.size() - 1);
    }

    /**
     * Returns this script, stretched or squeezed.
     *
     * @param length how long after its start the last frame shall come
     * @return this script, stretched or squeezed
     * @throws IllegalStateException if it has no length
     */
    public RunScript lasting(Duration length) {
        Duration now = frames.isEmpty() ? Duration.ZERO : last().from();
        if (now.isZero()) {
            throw new IllegalStateException("The scenario \"" + name + "\" has no length that could be changed.");
        }
        double factor = (double) length.toNanos() / now.toNanos();
        return with(moved(from -> Duration.ofNanos(Math.round(from.toNanos() * factor))));
    }

    private List<RunFrame> moved(UnaryOperator<Duration> move) {
        return frames.stream()
                .map(frame -> new RunFrame(move.apply(frame.from()), frame.answer()))
                .toList();
    }

    /**
     * Returns this script up to a moment at which somebody cancels the run, which rolls back for five seconds.
     *
     * @param after how long after the start of the run
     * @param by who does it, in full; null for the user who runs it
     * @return this script up to a moment at which somebody cancels the run, which rolls back for five seconds
     * @throws IllegalArgumentException if the run is over or rolls back by then
     */
    public RunScript cancelledAfter(Duration after, @Nullable String by) {
        return upTo(after).then(after, RunStatus.CANCELLING).then(after.plus(ROLLING_BACK), RunStatus.cancelled(by));
    }

    /** Returns this script up to a moment at which the step that is under way fails; no later one is run. */
    RunScript failedAfter(Duration after, String why) {
        RunScript until = upTo(after);
        if (until.isQueued()) { // the first step begins and fails at once
            until = until.then(
                    after, steps.isEmpty() ? RunStatus.running("0.0") : RunStatus.running(steps.get(0), 0, 1));
        }
        if (steps.isEmpty()) {
            RunResult.Detail detail = new RunResult.Detail(why, ScriptedStep.ACTION_FAILED, List.of());
            return until.then(
                    after,
                    RunStatus.complete("1.0", new RunResult(null, false, false, null, List.of(detail), List.of())));
        }
        int underWay = Math.min(until.frames.size() - 2, steps.size() - 1);
        List<ScriptedStep> failed = new ArrayList<>(steps);
        failed.set(underWay, steps.get(underWay).failing(why));
        return until.ended(after, failed);
    }

    private boolean isQueued() {
        return !frames.isEmpty() && last().answer().knownState().equals(Optional.of(RunState.NOT_STARTED));
    }

    private RunScript upTo(Duration end) {
        return with(frames.stream()
                .filter(frame -> frame.from().compareTo(end) < 0 || frame.from().isZero())
                .toList());
    }

    /** Returns this script, of which all that would come after a moment comes sooner, but not before that moment. */
    RunScript fastForwarded(Duration moment, Duration by) {
        UnaryOperator<Duration> sooner = at -> {
            Duration then = at.minus(by);
            return at.compareTo(moment) <= 0 ? at : then.compareTo(moment) < 0 ? moment : then;
        };
        List<Trouble> earlier = troubles.stream()
                .map(trouble -> new Trouble(sooner.apply(trouble.from()), sooner.apply(trouble.to()), trouble.fault()))
                .toList();
        return new RunScript(
                name,
                moved(sooner),
                cancellable,
                steps,
                isProcess,
                earlier,
                tokenExpiries.stream().map(sooner).toList());
    }

    /** Returns when its next frame begins, if there is another. */
    Optional<Duration> nextFrameAfter(Duration elapsed) {
        return frames.stream()
                .map(RunFrame::from)
                .filter(from -> from.compareTo(elapsed) > 0)
                .findFirst();
    }

    /**
     * Returns this script, in which every token that was issued until some moment expires then.
     *
     * @param after how long after the start of the run
     * @return this script, in which every token that was issued until some moment expires then
     */
    public RunScript tokenExpiringAfter(Duration after) {
        List<Duration> more = new ArrayList<>(tokenExpiries);
        more.add(after);
        return new RunScript(name, frames, cancellable, steps, isProcess, troubles, more);
    }

    /**
     * Returns this script with a fault that happens to every request for a while.
     *
     * @param after how long after the start of the run
     * @param length for how long
     * @param fault what happens
     * @return this script with a fault that happens to every request for a while
     */
    public RunScript troubledAfter(Duration after, Duration length, InjectedFault fault) {
        List<Trouble> more = new ArrayList<>(troubles);
        more.add(new Trouble(after, after.plus(length), fault));
        return new RunScript(name, frames, cancellable, steps, isProcess, more, tokenExpiries);
    }

    /** {@return this script, going on in spite of a cancel} */
    public RunScript despiteCancel() {
        return new RunScript(name, frames, false, steps, isProcess, troubles, tokenExpiries);
    }

    boolean isCancellable() {
        return cancellable;
    }

    boolean isEventful() {
        return !troubles.isEmpty() || !tokenExpiries.isEmpty();
    }

    Optional<InjectedFault> troubleAt(Duration elapsed) {
        return troubles.stream()
                .filter(trouble -> elapsed.compareTo(trouble.from()) >= 0 && elapsed.compareTo(trouble.to()) < 0)
                .map(Trouble::fault)
                .findFirst();
    }

    long tokenExpiriesUntil(Duration elapsed) {
        return tokenExpiries.stream().filter(at -> at.compareTo(elapsed) <= 0).count();
    }

    /** {@return the steps, as the definition of the process has them} */
    public List<ProcessStep> steps() {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> new ProcessStep(
                        steps.get(i).id(i), steps.get(i).name(), steps.get(i).actionType()))
                .toList();
    }

    /** Returns the dump of the step with that id, or of the action itself, if this script says what it has in it. */
    Optional<byte[]> dump(@Nullable String objectId) {
        return IntStream.range(0, steps.size())
                .filter(i -> objectId == null || steps.get(i).id(i).equals(objectId))
                .mapToObj(i -> steps.get(i).dump())
                .findFirst();
    }

    /** Rejects, before it can do harm, a script that has no answer to the first request. */
    RunScript begun() {
        if (frames.isEmpty() || !frames.get(0).from().isZero()) {
            throw new IllegalArgumentException("The scenario \"" + name
                    + "\" does not say how it begins. Give it a first frame with then(Duration.ZERO, ...).");
        }
        return this;
    }

    /** Returns what the status says at a moment. */
    RunAnswer at(Duration elapsed) {
        return frames.stream()
                .filter(frame -> frame.from().compareTo(elapsed) <= 0)
                .reduce((earlier, later) -> later)
                // A request that another thread made just before the run began.
                .orElse(frames.get(0))
                .answer();
    }

    /** Returns when a frame begins. */
    Duration startOf(int frame) {
        return frames.get(frame).from();
    }

    /** Returns a line for each frame up to a moment, for people. */
    String diary(Duration elapsed) {
        return frames.stream()
                .filter(frame -> frame.from().compareTo(elapsed) <= 0)
                .map(frame -> "  " + frame)
                .collect(Collectors.joining("\n"));
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return name;
    }
}
