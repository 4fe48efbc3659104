package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.internal.port.TaskIds;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A look at the tasks of an action: which there were, or why they could not be listed.
 *
 * @param tasks the tasks; null if they could not be listed
 * @param failure why not; null if they could, or if nobody has looked
 */
record TaskLook(@Nullable List<ListedTask> tasks, @Nullable Throwable failure) {
    /** Where nobody has looked. */
    static final TaskLook NONE = new TaskLook(null, null);

    static TaskLook of(List<ListedTask> tasks) {
        return new TaskLook(tasks, null);
    }

    static TaskLook failed(Throwable why) {
        return new TaskLook(null, why);
    }

    boolean isRead() {
        return tasks != null;
    }

    boolean has(TaskRef task) {
        return !filtered(seen -> TaskIds.areOfOneTask(seen.task().taskId(), task.taskId()))
                .isEmpty();
    }

    List<ListedTask> filtered(Predicate<ListedTask> isWanted) {
        return tasks == null ? List.of() : tasks.stream().filter(isWanted).toList();
    }

    /** {@return whether it was refused with an answer that means the same} */
    boolean isRefusedAs(AnaplanApiException refusal) {
        return failure instanceof AnaplanApiException answer && answer.condition() == refusal.condition();
    }
}
