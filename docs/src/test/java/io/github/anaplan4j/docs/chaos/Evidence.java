package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the programs were told and wanted, and beside it what the server knows. Thread-safe while it is collected. */
final class Evidence {
    /**
     * A task that a start has returned.
     *
     * @param action the action
     * @param round for which of its runs
     * @param task the task
     */
    record Given(ActionRef action, int round, TaskRef task) {}

    /**
     * An end that somebody was told of.
     *
     * @param task the task
     * @param ending how it ended
     */
    record Told(TaskRef task, Ending ending) {}

    /**
     * A dump that was read to its end.
     *
     * @param task the task
     * @param rows how many rows it had
     */
    record Dumped(TaskRef task, long rows) {}

    final List<Given> given = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    final List<Dumped> dumped = new ArrayList<>();
    final Set<TaskRef> wantedCancelled = new HashSet<>();

    /** How often each action was to run. */
    final Map<ActionRef, Integer> wanted = new HashMap<>();

    final List<Entry> journal = new ArrayList<>();
    final Map<TaskRef, Ending> endings = new HashMap<>();

    /** What was left behind at the end: jobs, threads, connections. */
    final List<String> left = new ArrayList<>();

    /** By how much a request may be late at the server, after another one that was not; zero in virtual time. */
    Duration jitter = Duration.ZERO;

    synchronized void given(ActionRef action, int round, TaskRef task) {
        given.add(new Given(action, round, task));
    }

    synchronized void told(TaskRef task, Ending ending) {
        told.add(new Told(task, ending));
    }

    synchronized void dumped(TaskRef task, long rows) {
        dumped.add(new Dumped(task, rows));
    }

    synchronized void wantsCancelled(TaskRef task) {
        wantedCancelled.add(task);
    }

    synchronized void left(Object what) {
        left.add(what.toString());
    }
}
