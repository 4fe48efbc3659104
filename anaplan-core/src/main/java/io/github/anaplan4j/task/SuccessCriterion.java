package io.github.anaplan4j.task;

/**
 * Decides whether a finished task counts as a success. The flag of a process and the flags of its actions may disagree,
 * both ways; which of them count is a choice.
 */
@FunctionalInterface
public interface SuccessCriterion {
    /**
     * @param result the result of a {@code COMPLETE} task
     * @return whether it is a success
     */
    boolean isSuccess(TaskResult result);

    /** {@return the default: the task and every action in it must have succeeded} */
    static SuccessCriterion strict() {
        return result -> result.tree().allMatch(TaskResult::isSuccessful);
    }

    /** {@return the task's own flag alone, whatever its actions say} */
    static SuccessCriterion topLevelFlag() {
        return TaskResult::isSuccessful;
    }

    /**
     * {@return the actions' flags alone, for processes that report failure as a whole when rows were merely ignored; the
     * task's own flag where there are no nested results}
     */
    static SuccessCriterion nestedFlags() {
        return result -> result.nestedResults().isEmpty()
                ? result.isSuccessful()
                : result.nestedResults().stream().flatMap(TaskResult::tree).allMatch(TaskResult::isSuccessful);
    }
}
