package io.github.anaplan4j.client;

import io.github.anaplan4j.protocol.TaskApi;
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

/** What the tasks of one client share: the protocol, the gate that all polls pass, and the drivers. */
final class Watching {
    private final TaskApi tasks;
    private final PollingGate gate;
    private final TimeSource time;
    private final AsyncWatches asyncWatches;

    Watching(TaskApi tasks, PollingGate gate, TimeSource time, AsyncWatches asyncWatches) {
        this.tasks = tasks;
        this.gate = gate;
        this.time = time;
        this.asyncWatches = asyncWatches;
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
