package io.github.anaplan4j.task;

/**
 * Decides whether a finished task counts as a success.
 *
 * <p>The flag of a process and the flags of its actions may disagree, both ways. Which of them count is a choice. One
 * that waits for something holds up its own watch, and with it a poll worker, of which a client has 16.
 */
@FunctionalInterface
public interface SuccessCriterion {
    /**
     * Decides on one result.
     *
     * @param result the result of a {@code COMPLETE} task
     * @return whether it is a success
     */
    boolean isSuccess(TaskResult result);

    /** {@return the default criterion: the task and every action in it must have succeeded} */
    static SuccessCriterion strict() {
        return result -> result.tree().allMatch(TaskResult::isSuccessful);
    }

    /** {@return a criterion that goes by the task's own flag alone, whatever its actions say} */
    static SuccessCriterion topLevelFlag() {
        return TaskResult::isSuccessful;
    }

    /**
     * {@return a criterion that goes by the actions' flags alone}
     *
     * <p>It is meant for processes that report failure as a whole when rows were merely ignored. Where there are no
     * nested results, the task's own flag counts.
     */
    static SuccessCriterion nestedFlags() {
        return result -> result.nestedResults().isEmpty()
                ? result.isSuccessful()
                : result.nestedResults().stream().flatMap(TaskResult::tree).allMatch(TaskResult::isSuccessful);
    }
}
