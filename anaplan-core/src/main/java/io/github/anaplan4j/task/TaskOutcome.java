package io.github.anaplan4j.task;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells how a task truly ended.
 *
 * <p>There are four outcomes, told apart by {@link #fold}. That a watch was given up is not among them, because nothing
 * is known then of the task's end.
 */
public sealed interface TaskOutcome extends Serializable {
    /** The four ways in which a task can end, as a word for logs, metrics and tables. */
    enum Kind {
        /** See {@link Succeeded}. */
        SUCCEEDED,
        /** See {@link SucceededWithRejectedRows}. */
        SUCCEEDED_WITH_REJECTED_ROWS,
        /** See {@link Failed}. */
        FAILED,
        /** See {@link Cancelled}. */
        CANCELLED
    }

    /** {@return which of the four ways it is} */
    default Kind kind() {
        return fold(
                succeeded -> Kind.SUCCEEDED,
                withRejectedRows -> Kind.SUCCEEDED_WITH_REJECTED_ROWS,
                failed -> Kind.FAILED,
                cancelled -> Kind.CANCELLED);
    }

    /** {@return the task} */
    TaskRef task();

    /** {@return the final status, with everything the server said} */
    TaskStatus status();

    /** {@return whether the task did what it should, with or without rejected rows} */
    boolean isSuccess();

    /**
     * Calls the function for this outcome.
     *
     * @param succeeded for {@link Succeeded}
     * @param withRejectedRows for {@link SucceededWithRejectedRows}
     * @param failed for {@link Failed}
     * @param cancelled for {@link Cancelled}
     * @param <T> what the functions return
     * @return what the function returned
     */
    default <T> T fold(
            Function<? super Succeeded, ? extends T> succeeded,
            Function<? super SucceededWithRejectedRows, ? extends T> withRejectedRows,
            Function<? super Failed, ? extends T> failed,
            Function<? super Cancelled, ? extends T> cancelled) {
        if (this instanceof Succeeded outcome) {
            return succeeded.apply(outcome);
        } else if (this instanceof SucceededWithRejectedRows outcome) {
            return withRejectedRows.apply(outcome);
        } else if (this instanceof Failed outcome) {
            return failed.apply(outcome);
        } else if (this instanceof Cancelled outcome) {
            return cancelled.apply(outcome);
        }
        throw new AssertionError(this);
    }

    /** {@return the result, if the server sent one} */
    default Optional<TaskResult> result() {
        return Optional.ofNullable(status().result());
    }

    /**
     * {@return the failure dumps that the server announced, in its order}
     *
     * <p>They are those of the steps, or the task's own if no step announced one. Fetch them at once: the next run of
     * the same import replaces them.
     */
    default List<DumpRef> dumps() {
        return result().stream()
                .flatMap(result -> DumpRefs.of(task(), result))
                .distinct()
                .toList();
    }

    /**
     * Judges a final status.
     *
     * @param task the task
     * @param status its final status
     * @param criterion what counts as a success; asked only if the task is complete and has a result
     * @return the outcome: a complete task without a result is {@link Failed}, because nothing says that it succeeded
     * @throws IllegalArgumentException if the state is not final
     */
    static TaskOutcome of(TaskRef task, TaskStatus status, SuccessCriterion criterion) {
        if (!status.state().isTerminal()) {
            throw new IllegalArgumentException("Task " + task + " is " + status.state() + ", which is not an end.");
        }
        if (status.state().equals(TaskState.CANCELLED)) {
            return new Cancelled(task, status);
        }
        TaskResult result = status.result();
        if (result == null || !criterion.isSuccess(result)) {
            return new Failed(task, status);
        }
        return result.hasRejectedRows() ? new SucceededWithRejectedRows(task, status) : new Succeeded(task, status);
    }

    /**
     * The task is complete and successful, and no rows were rejected.
     *
     * <p>Neither a dump nor a message nor a {@linkplain RowCounts count} says that some were rejected, or came with
     * warnings.
     *
     * @param task the task
     * @param status its final status
     */
    record Succeeded(TaskRef task, TaskStatus status) implements TaskOutcome {
        /**
         * Checks that nothing is missing.
         *
         * @param task the task
         * @param status its final status
         */
        public Succeeded {
            requireAll(task, status);
        }

        @Override
        public boolean isSuccess() {
            return true;
        }
    }

    /**
     * The task is complete and successful, but some rows were rejected or came with warnings.
     *
     * <p>A dump, a message or a {@linkplain RowCounts count} says so; without a dump {@link #dumps} is empty. Fetch the
     * dumps at once: the next run of the same import replaces them.
     *
     * @param task the task
     * @param status its final status
     */
    record SucceededWithRejectedRows(TaskRef task, TaskStatus status) implements TaskOutcome {
        /**
         * Checks that nothing is missing.
         *
         * @param task the task
         * @param status its final status
         */
        public SucceededWithRejectedRows {
            requireAll(task, status);
        }

        @Override
        public boolean isSuccess() {
            return true;
        }
    }

    /**
     * The task is complete and not successful.
     *
     * <p>A process is not atomic: what its earlier actions changed stays changed.
     *
     * @param task the task
     * @param status its final status
     */
    record Failed(TaskRef task, TaskStatus status) implements TaskOutcome {
        /**
         * Checks that nothing is missing.
         *
         * @param task the task
         * @param status its final status
         */
        public Failed {
            requireAll(task, status);
        }

        /**
         * {@return the innermost results that were not successful, in the server's order}
         *
         * <p>It is the task's own result if that alone says so. The list is empty if the server sent no result.
         */
        public List<TaskResult> failedResults() {
            return result().stream().flatMap(Failed::innermostFailures).toList();
        }

        private static Stream<TaskResult> innermostFailures(TaskResult result) {
            List<TaskResult> inner = result.nestedResults().stream()
                    .flatMap(Failed::innermostFailures)
                    .toList();
            if (!inner.isEmpty()) {
                return inner.stream();
            }
            return result.isSuccessful() ? Stream.empty() : Stream.of(result);
        }

        @Override
        public boolean isSuccess() {
            return false;
        }
    }

    /**
     * The task was cancelled, by this user or another.
     *
     * <p>Anaplan documents that the changes were rolled back. Some actions of a process may have been applied all the
     * same: look at {@link #appliedResults}.
     *
     * @param task the task
     * @param status its final status
     */
    record Cancelled(TaskRef task, TaskStatus status) implements TaskOutcome {
        /**
         * Checks that nothing is missing.
         *
         * @param task the task
         * @param status its final status
         */
        public Cancelled {
            requireAll(task, status);
        }

        /** {@return who cancelled it; empty if the server named nobody, as when the user who ran it did} */
        public Optional<String> cancelledBy() {
            return Optional.ofNullable(status.cancelledBy());
        }

        /**
         * {@return the actions inside the task that reported success before it was cancelled}
         *
         * <p>They may have left their changes. An empty list does not prove that nothing was changed.
         */
        public List<TaskResult> appliedResults() {
            return result().stream()
                    .flatMap(result -> result.nestedResults().stream())
                    .filter(TaskResult::isSuccessful)
                    .toList();
        }

        @Override
        public boolean isSuccess() {
            return false;
        }
    }

    private static void requireAll(TaskRef task, TaskStatus status) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(status, "status");
    }
}
