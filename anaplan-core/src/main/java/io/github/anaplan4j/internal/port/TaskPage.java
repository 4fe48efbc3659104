package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.ListedTask;
import java.util.List;

/**
 * A page of the list of an action's tasks.
 *
 * @param tasks its tasks, in the server's order
 * @param total how many tasks the whole list has, as the server says; 0 if it does not
 */
public record TaskPage(List<ListedTask> tasks, int total) {
    /**
     * Copies the tasks.
     *
     * @param tasks its tasks
     * @param total how many tasks the whole list has
     */
    public TaskPage {
        tasks = List.copyOf(tasks);
    }
}
