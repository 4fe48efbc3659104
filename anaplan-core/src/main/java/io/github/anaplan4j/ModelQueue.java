package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ModelHeldException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.watch.Watch;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the actions of one model one after another, and those of different models side by side.
 *
 * <p>Anaplan queues the tasks of a model anyway. Waiting here keeps the model free for people in between, and keeps one
 * load from seeing the half of another. The queue knows only what goes through it, in this process. Thread-safe.
 *
 * <p>The next action starts when the last one has ended, however it ended, or was surely not started: its start or
 * blocking run threw an {@link AnaplanException} that says so. If the watch of the last one was given up or failed, or
 * anything else was thrown, nobody knows. Then the model is held until {@link #release}, and what waits for it fails
 * with {@link ModelHeldException}.
 */
public final class ModelQueue {
    private final Executor starts;
    private final Map<ModelRef, ModelLane> lanes = new HashMap<>();

    /**
     * Makes a queue in which nothing waits.
     *
     * <p>Each start has a daemon thread of its own for as long as it takes, so that one that hangs holds up its own
     * model alone. A start that hangs at the server ends when its client is closed.
     */
    public ModelQueue() {
        this(onThreadsOf(DaemonThreads.named("anaplan4j-start")));
    }

    /**
     * Makes a queue in which nothing waits, and which starts by an executor.
     *
     * <p>It may be a virtual thread for each. In tests in virtual time it is {@code Runnable::run}, which makes a start
     * before the call returns that made room for it.
     *
     * @param starts runs each start, or the whole of a run that blocks, and tells of each that is refused; never closed
     *     here. What it does not take fails
     */
    public ModelQueue(Executor starts) {
        this.starts = Objects.requireNonNull(starts, "starts");
    }

    private static Executor onThreadsOf(ThreadFactory threads) {
        return start -> threads.newThread(start).start();
    }

    /**
     * Runs an action when its turn comes, at once if nothing runs on its model.
     *
     * <p>The start is made on a thread of the queue's, and this does not wait for it. What depends on the stage that is
     * returned holds up no other run; what is to be done before the next one starts belongs to the stage that the watch
     * returns.
     *
     * @param model the model that it works on
     * @param start starts the action, after what has to come first, such as an upload. If it throws an
     *     {@link AnaplanException} that does not say that a task may be running, nothing was started
     * @param watch is given the task and returns how it will have ended, such as {@link Watch#outcome()}
     * @param <T> what it ends with
     * @return how it will have ended; fails with {@link ModelHeldException} if it was never started
     */
    public <T> CompletionStage<T> submit(
            ModelRef model,
            Supplier<AnaplanTask> start,
            Function<? super AnaplanTask, ? extends CompletionStage<T>> watch) {
        return enqueue(
                model,
                new QueuedRun<>(
                        start::get,
                        task -> watch.apply(
                                Objects.requireNonNull(task, "The start returned no task, so its end is not known."))));
    }

    /**
     * Runs what blocks until an action has ended when its turn comes, at once if nothing runs on its model.
     *
     * <p>This is for {@link AnaplanAction#run(java.time.Duration)}, which goes on after this program was killed if its
     * client has a {@linkplain AnaplanClientBuilder#startLedger ledger} for that. It has a thread of the queue's until
     * it returns, and this does not wait for it. Then the next one starts, whatever is made of the outcome.
     *
     * @param model the model that it works on
     * @param run runs the action, after what has to come first, such as an upload, and returns how it has ended. If it
     *     throws an {@link AnaplanException} that does not say that a task may be running, nothing runs any more;
     *     anything else holds the model
     * @return how it will have ended; fails with what it threw, and with {@link ModelHeldException} if it was never
     *     called
     */
    public CompletionStage<TaskOutcome> submit(ModelRef model, Callable<TaskOutcome> run) {
        return enqueue(
                model,
                new QueuedRun<>(
                        run,
                        outcome -> CompletableFuture.completedFuture(Objects.requireNonNull(
                                outcome, "The run returned no outcome, so its end is not known."))));
    }

    private <T> CompletionStage<T> enqueue(ModelRef model, QueuedRun<?, T> run) {
        ModelLane lane;
        synchronized (lanes) {
            lane = lanes.computeIfAbsent(model, this::newLane);
            lane.add(run);
        }
        lane.advance();
        return run.outcome();
    }

    /**
     * Tells whether and why a model is held.
     *
     * @param model a model
     * @return why it is held, such as a {@link WatchGivenUpException} that names the task; empty if it is not
     */
    public Optional<Throwable> heldBy(ModelRef model) {
        synchronized (lanes) {
            return Optional.ofNullable(lanes.get(model)).flatMap(ModelLane::heldBy);
        }
    }

    /**
     * Frees a held model.
     *
     * <p>The caller has made sure that nothing runs on it.
     *
     * @param model the model
     */
    public void release(ModelRef model) {
        synchronized (lanes) {
            ModelLane lane = lanes.get(model);
            if (lane != null) {
                lane.release();
                forgetIfIdle(model, lane);
            }
        }
    }

    private ModelLane newLane(ModelRef model) {
        return new ModelLane(model, starts, lane -> forgetIfIdle(model, lane));
    }

    private void forgetIfIdle(ModelRef model, ModelLane lane) {
        synchronized (lanes) {
            if (lane.isIdle()) {
                lanes.remove(model, lane);
            }
        }
    }
}
