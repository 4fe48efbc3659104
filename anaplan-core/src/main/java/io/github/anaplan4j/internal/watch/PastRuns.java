package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.internal.base.DaemonThreads;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.LatestMap;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.port.Polls;
import io.github.anaplan4j.internal.port.TokenRejectedException;
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
 * nobody, on a thread for that alone. After trouble that may pass it goes on later, but with no more requests in all;
 * any other failure ends it. Thread-safe.
 */
public final class PastRuns implements AutoCloseable {
    /** How long a run has gone on when asking begins to pay. */
    static final Duration PAYS_FROM = Duration.ofMinutes(2);

    /** How many runs are enough. */
    static final int ENOUGH = 5;

    private static final Logger LOG = LoggerFactory.getLogger(PastRuns.class);
    // Those that failed are counted as well.
    private static final int MOST_REQUESTS = 1 + ENOUGH;
    // Before the second attempt; it doubles. A gateway is back within minutes, and the run goes on meanwhile.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    // Those of others and those that failed are among them.
    private static final int LATEST = 20;
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
    private final Queue<Look> waiting = new ArrayDeque<>();
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
            lineUp(new Look(process));
        }
    }

    private void lineUp(Look look) {
        synchronized (waiting) {
            waiting.add(look);
        }
        beginNext(false);
    }

    private void beginNext(boolean afterAnother) {
        Look next;
        synchronized (waiting) {
            if (isBusy && !afterAnother || !lifecycle.isOpen()) {
                return;
            }
            next = waiting.poll();
            isBusy = next != null;
        }
        if (next != null) {
            next.later(Duration.ZERO);
        }
    }

    /** One process that is asked about, in steps, so that no thread waits between two requests. */
    private final class Look {
        private final ActionRef process;
        private final Deque<TaskRef> tasks = new ArrayDeque<>();
        private Runnable step = this::begin;
        private int requests;
        private Duration pause = FIRST_PAUSE;

        Look(ActionRef process) {
            this.process = process;
        }

        /** Takes the next step then. */
        void later(Duration wait) {
            guard(() -> timer.schedule(wait, () -> guard(() -> thread.execute(() -> guard(step)))));
        }

        private void begin() {
            if (learning.known(process).orElse(ENOUGH) < ENOUGH) { // who cannot read can learn nothing either
                list();
            } else {
                beginNext(true);
            }
        }

        private void list() {
            Duration wait = limiter.askIdly();
            if (!wait.isZero()) {
                later(wait);
                return;
            }
            try {
                count();
                polls.latest(process, LATEST, LONGEST_LIST).stream()
                        .filter(task -> task.state().equals(TaskState.COMPLETE))
                        .map(ListedTask::task)
                        .filter(task -> !isWatched(task)) // its watch learns from it, and is not to wait for its turn
                        .limit(ENOUGH)
                        .forEach(tasks::add);
            } finally {
                limiter.idlyDone();
            }
            step = this::askForNext;
            askForNext();
        }

        private boolean isWatched(TaskRef task) {
            synchronized (watched) {
                return watched.containsKey(task);
            }
        }

        private void askForNext() {
            TaskRef next = tasks.peek();
            if (next == null || requests == MOST_REQUESTS) {
                beginNext(true);
                return;
            }
            Duration wait = limiter.askIdly(next);
            if (!wait.isZero()) {
                later(wait);
                return;
            }
            try {
                count();
                if (!learning.learn(next, polls.poll(next, true, Durations.ENDLESS))) {
                    tasks.clear(); // where one does not tell its time, the others do not either
                }
            } finally {
                limiter.idlyDone(next);
            }
            tasks.poll();
            askForNext();
        }

        private void count() {
            lifecycle.checkOpen("another request");
            requests++;
        }

        private void guard(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException | Error failure) {
                LOG.debug("How long past runs of {} took cannot be learned from Anaplan now", process, failure);
                Duration atLeast = Duration.ZERO;
                if (failure instanceof AnaplanApiException refused && refused.condition() == ApiCondition.THROTTLED) {
                    atLeast = Durations.longer(refused.demandedWait(), limiter.floor());
                    limiter.throttled(atLeast);
                }
                if (failure instanceof AnaplanException trouble && mayPass(trouble) && requests < MOST_REQUESTS) {
                    timer.schedule(Durations.longer(atLeast, pause), () -> lineUp(this));
                    pause = pause.multipliedBy(2);
                }
                beginNext(true);
            }
        }

        private static boolean mayPass(AnaplanException trouble) {
            return RetryingRequests.isWorthRepeating(trouble) || trouble instanceof TokenRejectedException;
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
