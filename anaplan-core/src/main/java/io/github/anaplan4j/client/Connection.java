package io.github.anaplan4j.client;

import io.github.anaplan4j.protocol.DefinitionApi;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.watch.AsyncWatches;
import io.github.anaplan4j.watch.BlockingWatch;
import io.github.anaplan4j.watch.PollingGate;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;

/** What the handles of one client share: the protocol, the gate that all polls pass, and the drivers. */
final class Connection {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    private final TaskApi tasks;
    private final DefinitionApi definitions;
    private final PollingGate gate;
    private final TimeSource time;
    private final AsyncWatches asyncWatches;
    private final Duration startTimeout;

    Connection(
            TaskApi tasks,
            DefinitionApi definitions,
            PollingGate gate,
            TimeSource time,
            AsyncWatches asyncWatches,
            Duration startTimeout) {
        this.tasks = tasks;
        this.definitions = definitions;
        this.gate = gate;
        this.time = time;
        this.asyncWatches = asyncWatches;
        this.startTimeout = startTimeout;
    }

    Definitions definitions() {
        return new Definitions(definitions, READ_TIMEOUT);
    }

    TaskApi tasks() {
        return tasks;
    }

    Duration readTimeout() {
        return READ_TIMEOUT;
    }

    TaskRef start(ActionRef action, StartOptions options) {
        return new SafeStart(tasks, time, startTimeout, READ_TIMEOUT).start(action, options);
    }

    void cancel(TaskRef task) {
        new Cancellation(tasks, time, READ_TIMEOUT).cancel(task);
    }

    TaskStatus status(TaskRef task, boolean processDetails, Duration timeout) {
        gate.spend();
        return tasks.status(task, processDetails, timeout);
    }

    WatchStep step(WatchSettings settings) {
        return new WatchStep(
                (task, timeout) -> tasks.status(task, settings.processDetails(), timeout), settings, gate, time);
    }

    TaskOutcome await(TaskRef task, WatchSettings settings) {
        return new BlockingWatch(step(settings), time).await(task);
    }

    Watch watch(TaskRef task, WatchSettings settings) {
        return asyncWatches.watch(task, step(settings));
    }
}
