package io.github.anaplan4j.testkit;

import io.github.anaplan4j.testkit.server.DocumentedSamples;
import io.github.anaplan4j.testkit.server.RunScript;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How the run of an action goes, as the answers to status requests tell it. It is told by its steps, or by hand in
 * Anaplan's own JSON. A ticket reads like this:
 *
 * <pre>{@code
 * Scenario ticket = Scenario.process(
 *                 Step.deleting("Clear list"),
 *                 Step.importing("Load employees").rejecting(40, 2_000),
 *                 Step.importing("Load prices"))
 *         .lasting(Duration.ofMinutes(11))
 *         .tokenExpiringAfter(Duration.ofMinutes(4))
 *         .troubledAfter(Duration.ofMinutes(5), Duration.ofSeconds(30), Fault.gatewayPage())
 *         .cancelledAfter(Duration.ofMinutes(9), "Ada Example");
 * }</pre>
 *
 * <p>Durations count from the start of a run, by the fake's clock. A scenario that would break the order of Anaplan's
 * states, such as a cancel after the end, is refused with its diary; what is told by hand may break it. Immutable.
 */
public final class Scenario {
    private final RunScript script;

    private Scenario(RunScript script) {
        this.script = script;
    }

    RunScript script() {
        return script;
    }

    /**
     * Makes a scenario in which nothing happens yet, to be told by hand.
     *
     * @param name what to call it
     * @return the scenario
     */
    public static Scenario named(String name) {
        return new Scenario(RunScript.named(Objects.requireNonNull(name, "name")));
    }

    /**
     * Tells a process by its steps: five seconds queued, then ten for each step, up to the first that fails.
     * {@link #lasting} stretches that. It is successful if all of its steps are.
     *
     * @param steps its steps, in order; at least one
     * @return the scenario
     * @throws IllegalArgumentException if there are no steps
     */
    public static Scenario process(Step... steps) {
        return new Scenario(
                RunScript.process(Stream.of(steps).map(Step::scripted).toList()));
    }

    /**
     * Tells an import, export or deletion by itself: five seconds queued, then ten.
     *
     * @param action the action
     * @return the scenario
     */
    public static Scenario action(Step action) {
        return new Scenario(RunScript.action(action.scripted()));
    }

    /**
     * {@return the scenarios that have names of their own, by those names, which a file of scenarios can use; the
     * documented ones first}
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

    /**
     * Makes a run that is complete with Anaplan's first sample answer, which has one step, 117000000015. It is ten
     * seconds queued and twenty running.
     *
     * @return the scenario
     */
    public static Scenario complete() {
        return new Scenario(DocumentedSamples.complete());
    }

    /**
     * Makes a run that is complete with Anaplan's second sample answer, which has start and duration of each step. It
     * is ten seconds queued and twenty running.
     *
     * @return the scenario
     */
    public static Scenario completeWithProcessDetails() {
        return new Scenario(DocumentedSamples.completeWithProcessDetails());
    }

    /**
     * Makes a run that somebody else cancels. It is ten seconds queued, twenty running, and ten rolling back.
     *
     * @return the scenario
     */
    public static Scenario cancelled() {
        return new Scenario(DocumentedSamples.cancelled());
    }

    /**
     * Makes a run that is complete and not successful: the first of three steps went through, the second rejected rows,
     * the third failed. It is ten seconds queued and twenty running. Give the process the steps 117000000015 and the
     * imports 112000000003 and 112000000009, and reports have their names.
     *
     * @return the scenario
     */
    public static Scenario failed() {
        return new Scenario(DocumentedSamples.failed());
    }

    /**
     * Makes a run that is complete and successful, though its one step, 112000000003, rejected rows. It is ten seconds
     * queued and twenty running.
     *
     * @return the scenario
     */
    public static Scenario completeWithRejectedRows() {
        return new Scenario(DocumentedSamples.completeWithRejectedRows());
    }

    /**
     * Tells by hand what the status says next. It is sent as it is, whatever it is; in it, <code>{taskId}</code> and
     * <code>{actionId}</code> stand for the ids asked for.
     *
     * @param from from how long after the start on; not before what was told already
     * @param task the {@code task} object of the answer, as JSON text
     * @return this scenario with that at its end
     * @throws IllegalArgumentException if time would run backwards
     */
    public Scenario then(Duration from, String task) {
        return then(from, task, task);
    }

    /**
     * Tells by hand what the status says next, with another text for whoever asks for process details.
     *
     * @param from from how long after the start on; not before what was told already
     * @param task the {@code task} object of the answer, as JSON text
     * @param taskWithDetails the same for requests with {@code includeProcessDetails=true}
     * @return this scenario with that at its end
     * @throws IllegalArgumentException if time would run backwards
     */
    public Scenario then(Duration from, String task, String taskWithDetails) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(taskWithDetails, "taskWithDetails");
        return new Scenario(script.then(from, task, taskWithDetails));
    }

    /**
     * Stretches or squeezes this scenario.
     *
     * @param length how long after the start the end shall come
     * @return this scenario with that length
     * @throws IllegalStateException if there is only its beginning
     */
    public Scenario lasting(Duration length) {
        return new Scenario(script.lasting(length));
    }

    /**
     * Lets somebody else cancel the run, which rolls back for five seconds.
     *
     * @param after how long after the start; say this after {@link #lasting}
     * @param by who does it, in full
     * @return this scenario up to then, and cancelled
     * @throws IllegalArgumentException if the run is over or rolls back by then
     */
    public Scenario cancelledAfter(Duration after, String by) {
        return new Scenario(script.cancelledAfter(after, Objects.requireNonNull(by, "by")));
    }

    /**
     * Lets every token that was issued so far expire during the run.
     *
     * @param after how long after the start; {@link #lasting} does not change it
     * @return this scenario with that in it
     */
    public Scenario tokenExpiringAfter(Duration after) {
        return new Scenario(script.tokenExpiringAfter(after));
    }

    /**
     * Lets a fault happen to every request for a while.
     *
     * @param after how long after the start; {@link #lasting} does not change it
     * @param length for how long
     * @param fault what happens, such as {@link Fault#gatewayPage}
     * @return this scenario with that trouble in it
     */
    public Scenario troubledAfter(Duration after, Duration length, Fault fault) {
        return new Scenario(script.troubledAfter(after, length, fault.injected()));
    }

    /** {@return this scenario, going on in spite of a cancel, which Anaplan does not promise to obey} */
    public Scenario despiteCancel() {
        return new Scenario(script.despiteCancel());
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return script.toString();
    }
}
