package io.github.anaplan4j.client;

import io.github.anaplan4j.protocol.AnaplanApi;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.TaskStatusSource;
import java.time.Duration;

/**
 * What a watch polls.
 *
 * @param api gets tokens ready
 * @param tasks asks
 * @param processDetails whether to ask for start and duration of each step of a process
 * @param timeout the longest wait for an answer
 */
record PolledStatus(AnaplanApi api, TaskApi tasks, boolean processDetails, Duration timeout)
        implements TaskStatusSource {
    @Override
    public void prepare() {
        api.prepare();
    }

    @Override
    public TaskStatus status(TaskRef task) {
        return tasks.statusOnce(task, processDetails, timeout);
    }
}
