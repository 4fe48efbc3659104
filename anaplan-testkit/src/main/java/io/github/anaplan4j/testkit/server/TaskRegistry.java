package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.page.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tasks of the fake. Thread-safe. */
public final class TaskRegistry {
    private final Map<TaskRef, FakeTask> tasks = new LinkedHashMap<>();
    private final List<FakeTask> eventful = new ArrayList<>(); // of many tasks few; each request asks them
    private int taskNumber;

    TaskRegistry() {}

    /**
     * Starts a task with an id of the fake's choice.
     *
     * @param action what is run
     * @param script how it goes
     * @param now when it starts
     * @return which task it is
     * @throws IllegalArgumentException if the script does not say how it begins
     */
    public synchronized TaskRef start(ActionRef action, RunScript script, Instant now) {
        TaskRef task = action.task("%032X".formatted(++taskNumber));
        start(task, script, now);
        return task;
    }

    /**
     * Starts a task.
     *
     * @param task its ids
     * @param script how it goes
     * @param now when it starts
     * @throws IllegalArgumentException if the script does not say how it begins
     */
    public synchronized void start(TaskRef task, RunScript script, Instant now) {
        FakeTask started = new FakeTask(task, script.begun(), now);
        tasks.put(task, started);
        if (script.isEventful()) {
            eventful.add(started);
        }
    }

    /**
     * Cancels a task as another user does.
     *
     * @param task which task
     * @param by who does it, in full
     * @param now the time
     */
    public synchronized void cancel(TaskRef task, String by, Instant now) {
        required(task).cancel(by, now);
    }

    /**
     * Lets a task fail at once.
     *
     * @param task which task
     * @param why Anaplan's words
     * @param now the time
     */
    public synchronized void fail(TaskRef task, String why, Instant now) {
        required(task).fail(why, now);
    }

    /**
     * Lets all that is still to come in a task come sooner.
     *
     * @param task which task
     * @param by how much sooner
     * @param now the time
     */
    public synchronized void fastForward(TaskRef task, Duration by, Instant now) {
        required(task).fastForward(by, now);
    }

    /**
     * Lets what a task's status says next come now.
     *
     * @param task which task
     * @param now the time
     */
    public synchronized void fastForwardToNextState(TaskRef task, Instant now) {
        required(task).fastForwardToNextState(now);
    }

    private FakeTask required(TaskRef task) {
        return find(task).orElseThrow(() -> new IllegalArgumentException("There is no task " + task + " on the fake."));
    }

    private Optional<FakeTask> find(TaskRef task) {
        return Optional.ofNullable(tasks.get(task));
    }

    /** {@return every task that was started so far, in order} */
    public synchronized List<TaskRef> all() {
        return List.copyOf(tasks.keySet());
    }

    /** Returns the rows of the task list of an action. */
    synchronized List<JsonObject> rows(ActionRef action, Instant now) {
        return tasks.entrySet().stream()
                .filter(entry -> entry.getKey().action().equals(action))
                .map(entry -> entry.getValue().row(now))
                .toList();
    }

    /** Adds the status of a task to an answer; returns whether there is such a task. */
    synchronized boolean render(TaskRef task, JsonObject envelope, boolean details, Instant now) {
        find(task).ifPresent(found -> found.render(envelope, details, now));
        return tasks.containsKey(task);
    }

    /** Cancels a task as the user who runs it does, if there is such a task and it is not too late. */
    synchronized void cancelByRunner(TaskRef task, Instant now) {
        find(task).ifPresent(found -> found.cancelByRunner(now));
    }

    /** Returns the last tasks, the last of all first, for the page. */
    synchronized List<Snapshot.Task> snapshots(int most, Function<ActionRef, String> names, Instant now) {
        List<Map.Entry<TaskRef, FakeTask>> last = new ArrayList<>(tasks.entrySet());
        Collections.reverse(last);
        return last.stream()
                .limit(most)
                .map(entry ->
                        entry.getValue().snapshot(names.apply(entry.getKey().action()), now))
                .toList();
    }

    /** Returns a line for each task, for people. */
    synchronized String describe(Instant now) {
        return tasks.isEmpty()
                ? "  none"
                : tasks.entrySet().stream()
                        .map(entry ->
                                "  " + entry.getKey() + "  " + entry.getValue().describe(now))
                        .collect(Collectors.joining("\n"));
    }

    /** Returns what happens to requests now, because of some task that there is. */
    synchronized Optional<InjectedFault> trouble(Instant now) {
        return eventful.stream().flatMap(task -> task.trouble(now).stream()).findFirst();
    }

    /** Says whether tokens have expired since this was asked last, because of some task. */
    synchronized boolean takeTokenExpiry(Instant now) {
        return eventful.stream().filter(task -> task.takeTokenExpiry(now)).count() > 0;
    }

    /** Returns the content of a dump that a task's answer announces by now, if one does: the script's, or a sample. */
    synchronized Optional<byte[]> dump(DumpRef dump, Instant now) {
        return find(dump.task())
                .filter(task -> task.announcesDump(dump.objectId(), now))
                .map(task -> task.dump(dump.objectId()).orElseGet(DocumentedSamples::dump));
    }

    /** Returns the id of the task that runs on a model now, if one does. */
    synchronized Optional<String> runningOn(ModelRef model, Instant now) {
        return tasks.entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(model))
                .map(Map.Entry::getValue)
                .filter(task -> task.isRunning(now))
                .map(FakeTask::taskId)
                .findFirst();
    }
}
