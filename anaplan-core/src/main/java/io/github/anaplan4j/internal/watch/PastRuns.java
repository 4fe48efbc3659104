package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.LatestMap;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.port.Polls;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Anaplan how long the past runs of a process took, where a client knows too little and a run is long.
 *
 * <p>That is once for each process, when a run of it has gone on for long enough to pay for it: one list of its tasks,
 * and the statuses of the latest that are complete. One request at a time, each of which goes only when it delays
 * nobody, on a thread for that alone. Whatever fails ends it, and it is not tried again. Thread-safe.
 */
public final class PastRuns implements AutoCloseable {
    /** How long a run has gone on when asking begins to pay. */
    static final Duration PAYS_FROM = Duration.ofMinutes(2);

    /** How many runs are enough. */
    static final int ENOUGH = 5;

    private static final Logger LOG = LoggerFactory.getLogger(PastRuns.class);
    private static final Duration LONGEST_LIST = Duration.ofSeconds(30);
    // None is asked about twice, and so it is remembered. A client that knows so many does not ask any more.
    private static final int MOST_PROCESSES = 10_000;
    private static final int MOST_WATCHED = 10_000;

    private final Polls polls;
    private final Learning learning;
    private final RequestLimiter limiter;
    private final Timer timer;
    private final Lifecycle lifecycle;
    private final @Nullable ThreadPoolExecutor own;
    private final Executor thread;
    private final Set<ActionRef> asked = ConcurrentHashMap.newKeySet();
    private final Queue<ActionRef> waiting = new ArrayDeque<>();
    private final Map<TaskRef, Boolean> watched = LatestMap.byArrival(MOST_WATCHED);
    private boolean isBusy;

    /**
     * Makes it, without starting a thread.
     *
     * @param polls asks Anaplan
     * @param learning is told what Anaplan says
     * @param limiter lets the requests out
     * @param timer waits until they may go
     * @param lifecycle lets none out of a client that is closed
     */
    public PastRuns(Polls polls, Learning learning, RequestLimiter limiter, Timer timer, Lifecycle lifecycle) {
        this.polls = polls;
        this.learning = learning;
        this.limiter = limiter;
        this.timer = timer;
        this.lifecycle = lifecycle;
        this.own = timer.hasOwnThread() ? DaemonThreads.one("anaplan4j-past-runs") : null;
        this.thread = own == null ? Runnable::run : own;
    }

    /**
     * Takes in that a run goes on. It asks for nothing on this thread, and throws nothing.
     *
     * @param state the watch of the run
     */
    public void goOn(WatchState state) {
        synchronized (watched) {
            watched.put(state.task(), true);
        }
        ActionRef process = state.task().action();
        if (process.kind() == ActionKind.PROCESS // only of those does Anaplan tell the times
                && state.running().compareTo(PAYS_FROM) >= 0
                && asked.size() < MOST_PROCESSES
                && asked.add(process)) {
            synchronized (waiting) {
                waiting.add(process);
            }
            beginNext(false);
        }
    }

    private void beginNext(boolean afterAnother) {
        ActionRef next;
        synchronized (waiting) {
            if (isBusy && !afterAnother || !lifecycle.isOpen()) {
                return;
            }
            next = waiting.poll();
            isBusy = next != null;
        }
        if (next != null) {
            Look look = new Look(next);
            look.later(Duration.ZERO, look::begin);
        }
    }

    /** One process that is asked about, in steps, so that no thread waits between two requests. */
    private final class Look {
        private final ActionRef process;
        private final Deque<TaskRef> tasks = new ArrayDeque<>();

        Look(ActionRef process) {
            this.process = process;
        }

        void later(Duration wait, Runnable step) {
            guard(() -> timer.schedule(wait, () -> guard(() -> thread.execute(() -> guard(step)))));
        }

        void begin() {
            if (learning.known(process).orElse(ENOUGH) < ENOUGH) { // who cannot read can learn nothing either
                list();
            } else {
                beginNext(true);
            }
        }

        private void list() {
            Duration wait = limiter.askIdly();
            if (!wait.isZero()) {
                later(wait, this::list);
                return;
            }
            try {
                lifecycle.checkOpen("another request");
                polls.latest(process, LONGEST_LIST).stream()
                        .filter(task -> task.state().equals(TaskState.COMPLETE))
                        .map(ListedTask::task)
                        .filter(task -> !isWatched(task)) // its watch learns from it, and is not to wait for its turn
                        .limit(ENOUGH)
                        .forEach(tasks::add);
            } finally {
                limiter.idlyDone();
            }
            askForNext();
        }

        private boolean isWatched(TaskRef task) {
            synchronized (watched) {
                return watched.containsKey(task);
            }
        }

        private void askForNext() {
            TaskRef next = tasks.peek();
            if (next == null) {
                beginNext(true);
                return;
            }
            Duration wait = limiter.askIdly(next);
            if (!wait.isZero()) {
                later(wait, this::askForNext);
                return;
            }
            try {
                lifecycle.checkOpen("another request");
                if (!learning.learn(next, polls.poll(next, true, Durations.ENDLESS))) {
                    tasks.clear(); // where one does not tell its time, the others do not either
                }
            } finally {
                limiter.idlyDone(next);
            }
            tasks.poll();
            askForNext();
        }

        private void guard(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error failure) {
                LOG.debug("How long past runs of {} took cannot be learned from Anaplan", process, failure);
                if (failure instanceof AnaplanApiException refused && refused.condition() == ApiCondition.THROTTLED) {
                    limiter.throttled(Durations.longer(refused.demandedWait(), limiter.floor()));
                }
                beginNext(true);
            }
        }
    }

    /** Ends its thread, and what is under way there. */
    @Override
    public void close() {
        if (own != null) {
            own.shutdownNow();
        }
    }
}
