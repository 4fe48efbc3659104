package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;

/** What a watch needs from the rest of the world: one status, now. */
@FunctionalInterface
public interface TaskStatusSource {
    /**
     * Asks once, without repeating anything.
     *
     * @param task the task
     * @return what the server said
     * @throws AnaplanException if there was no usable answer
     */
    TaskStatus status(TaskRef task);

    /**
     * Gets ready what a request needs and may take a while, such as a token. Called before the request, with leave to
     * send it; if it takes long, leave is asked anew, so that requests do not bunch behind it.
     */
    default void prepare() {}
}
