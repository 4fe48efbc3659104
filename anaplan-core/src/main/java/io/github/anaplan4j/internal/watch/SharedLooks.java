package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.port.Polls;
import io.github.anaplan4j.internal.port.TaskPage;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the watches of an action share a look at the list of its tasks, where their polls have to wait for the budget.
 *
 * <p>A watch that waits in line says so. When the turn of one comes after a long wait, and others of its action wait as
 * well, it looks at the list first, for all of them. What the list shows of a task that goes on is its poll. An end, or
 * any other state than it was last seen in, is left to a poll of the task: that of the one whose turn it is follows at
 * once, the others go first in line. And a watch does not give up after a list, for that tells no progress.
 *
 * <p>Lists of one action keep the polling floor, and rest for longer and longer while they show less than they cost.
 * One for all watches of a client; thread-safe.
 */
public final class SharedLooks {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLooks.class);

    // Who waits for so long is one of more than single polls can serve.
    private static final Duration LONG_WAIT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_REST = Duration.ofHours(1);
    // A list may take long, and the watch is to have time for a poll of its own after it.
    private static final Duration LEAST_TIME = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofSeconds(1);
    // HTTP libraries count in whole milliseconds.
    private static final Duration TICK = Duration.ofMillis(1);

    private final Polls polls;
    private final RequestLimiter limiter;
    private final TimeSource time;
    private final Map<ActionRef, Group> groups = new HashMap<>();

    /**
     * A status.
     *
     * @param status what the server said
     * @param isShared whether a list has told it: step and progress are as last seen
     */
    record Look(TaskStatus status, boolean isShared) {}

    /** A watch that waits for its turn. */
    private static final class Waiting {
        private final Runnable wake;
        private final long since;
        // Whether only a poll of its own will do.
        private boolean isAlone;
        private @Nullable ListedTask listed;
        private long listedAt;

        private Waiting(Runnable wake, long since) {
            this.wake = wake;
            this.since = since;
        }
    }

    /** The watches of one action that wait, and what is known of its list. */
    private static final class Group {
        private final Map<String, Waiting> waiting = new HashMap<>();
        private boolean isBeingListed;
        private long nextList;
        private Duration rest = SHORTEST_REST;
        // Of this round through the pages.
        private int offset;
        private int pages;
        private int shown;

        private Group(long now) {
            this.nextList = now;
        }

        private boolean mayBeListed(long now) {
            return !isBeingListed
                    && nextList - now <= 0
                    && waiting.values().stream().anyMatch(other -> !other.isAlone);
        }

        private void count(TaskPage page, int useful, long now) {
            pages++;
            shown += useful;
            offset += page.tasks().size();
            if (page.tasks().isEmpty() || offset >= page.total()) {
                if (shown < 2 * pages) {
                    rest(now);
                } else {
                    rest = SHORTEST_REST;
                }
                beginRound();
            }
        }

        private void rest(long now) {
            nextList = now + rest.toNanos();
            rest = Durations.shorter(rest.multipliedBy(2), LONGEST_REST);
            beginRound();
        }

        private void beginRound() {
            offset = 0;
            pages = 0;
            shown = 0;
        }
    }

    /**
     * Makes them.
     *
     * @param polls sends the requests
     * @param limiter lets them out
     * @param time the clock
     */
    public SharedLooks(Polls polls, RequestLimiter limiter, TimeSource time) {
        this.polls = polls;
        this.limiter = limiter;
        this.time = time;
    }

    /**
     * Asks to poll now, as {@link RequestLimiter#askToPoll} does.
     *
     * @param task the task to poll
     * @param wake ends the wait as soon as there is something to {@link #take}; null if nothing can, so that the watch
     *     is polled alone
     * @return zero if the poll may go, which counts as gone; else how long to wait before asking again
     */
    Duration ask(TaskRef task, @Nullable Runnable wake) {
        Duration wait = limiter.askToPoll(task);
        if (!wait.isZero() && wake != null && limiter.isInLine(task)) {
            line(task, wake);
        }
        return wait;
    }

    private synchronized Waiting line(TaskRef task, Runnable wake) {
        long now = time.nanoTime();
        return groups.computeIfAbsent(task.action(), action -> new Group(now))
                .waiting
                .computeIfAbsent(key(task), id -> new Waiting(wake, now));
    }

    /** {@return what a list has shown of the task meanwhile, if that will do as its poll} */
    synchronized Optional<Look> take(WatchState state) {
        Waiting waiting = find(state.task());
        if (waiting == null || waiting.listed == null) {
            return Optional.empty();
        }
        ListedTask listed = waiting.listed;
        waiting.listed = null;
        boolean isOld = time.nanoTime() - waiting.listedAt > limiter.floor().toNanos();
        Optional<Look> look = isOld ? Optional.empty() : look(state, listed);
        if (look.isEmpty()) {
            waiting.isAlone = true;
            limiter.goFirst(state.task());
        } else if (limiter.countAsPoll(state.task())) {
            leave(state.task());
            return look;
        }
        return Optional.empty();
    }

    /**
     * Polls a task whose turn it is, or looks at the list for it and the others of its action.
     *
     * @return what was seen; empty if the list has not told, and it is too late, or not allowed, to poll at once
     */
    Optional<Look> poll(WatchState state, boolean processDetails, Duration atMost) {
        long begun = time.nanoTime();
        Group group = atMost.compareTo(LEAST_TIME) < 0 ? null : beginList(state.task(), begun);
        if (group != null) {
            Optional<Look> look = list(group, state.task(), begun, atMost).flatMap(listed -> look(state, listed));
            // The turn was that of the moment in which the list was asked for.
            boolean isLate = time.nanoTime() - begun > QUICK.toNanos();
            if (look.isPresent() || isLate || !limiter.sendsAnother()) {
                return look;
            }
        }
        Duration left = atMost.minusNanos(time.nanoTime() - begun);
        return Optional.of(new Look(polls.poll(state.task(), processDetails, Durations.longer(left, TICK)), false));
    }

    /** Lets the next poll of a task be one of its own. */
    synchronized void insist(TaskRef task) {
        line(task, () -> {}).isAlone = true;
    }

    /** Forgets a watch that does not wait any more. */
    synchronized void leave(TaskRef task) {
        Group group = groups.get(task.action());
        if (group != null) {
            group.waiting.remove(key(task));
            if (group.waiting.isEmpty() && !group.isBeingListed && group.nextList - time.nanoTime() <= 0) {
                groups.remove(task.action());
            }
        }
    }

    private @Nullable Waiting find(TaskRef task) {
        Group group = groups.get(task.action());
        return group == null ? null : group.waiting.get(key(task));
    }

    // Anaplan writes ids in any case.
    private static String key(TaskRef task) {
        return task.taskId().toUpperCase(Locale.ROOT);
    }

    /** {@return whose list is looked at, if that of the task's action pays} */
    private synchronized @Nullable Group beginList(TaskRef task, long now) {
        Waiting own = find(task);
        Group group = groups.get(task.action());
        leave(task);
        if (own == null || own.isAlone || now - own.since < LONG_WAIT.toNanos()) {
            return null;
        }
        if (group == null || !group.mayBeListed(now)) {
            return null;
        }
        group.isBeingListed = true;
        return group;
    }

    private Optional<ListedTask> list(Group group, TaskRef task, long begun, Duration atMost) {
        TaskPage page;
        try {
            page = polls.list(task.action(), group.offset, atMost);
        } catch (RuntimeException | Error failure) {
            // A list may be refused with any token, and the next one gets a new one.
            endList(group, begun, isOfTheListAlone(failure) || failure instanceof TokenRejectedException);
            if (!isOfTheListAlone(failure)) {
                throw failure;
            }
            LOG.debug("The tasks of {} cannot be listed; they are polled one by one", task.action(), failure);
            return Optional.empty();
        }
        List<Waiting> told = new ArrayList<>();
        Optional<ListedTask> own = share(group, task, begun, page, told);
        told.forEach(SharedLooks::wake);
        return own;
    }

    // What keeps one from being woken keeps no other; it asks again in its own time.
    private static void wake(Waiting waiting) {
        try {
            waiting.wake.run();
        } catch (RuntimeException broken) {
            LOG.debug("A watch could not be woken", broken);
        }
    }

    /** Keeps for each who waited when the list was asked for what it shows; {@return the row of the one who looked} */
    private synchronized Optional<ListedTask> share(
            Group group, TaskRef leader, long begun, TaskPage page, List<Waiting> told) {
        Optional<ListedTask> own = Optional.empty();
        int useful = 0;
        for (ListedTask listed : page.tasks()) {
            Waiting waiting = group.waiting.get(key(listed.task()));
            if (key(listed.task()).equals(key(leader))) {
                own = Optional.of(listed);
                useful++;
            } else if (waiting != null && !waiting.isAlone && waiting.since - begun <= 0) {
                waiting.listed = listed;
                waiting.listedAt = begun;
                told.add(waiting);
                useful++;
            }
        }
        endList(group, begun, false);
        group.count(page, useful, time.nanoTime());
        return own;
    }

    private synchronized void endList(Group group, long begun, boolean isUseless) {
        group.isBeingListed = false;
        group.nextList = begun + limiter.floor().toNanos();
        if (isUseless) {
            group.rest(time.nanoTime());
        }
    }

    /** {@return what a list shows, if it may count as a poll: that the task goes on as it was last seen} */
    private static Optional<Look> look(WatchState state, ListedTask listed) {
        TaskStatus last = state.lastSeen();
        TaskState now = listed.state();
        // A task of which polls fail is not seen through its list, or they would never add up.
        if (state.consecutiveFailures() > 0
                || now.isTerminal()
                || now.kind() == TaskState.Kind.UNKNOWN && last == null) {
            return Optional.empty();
        }
        TaskStatus asLastSeen = last == null ? firstSeen(listed) : last.state().equals(now) ? last : null;
        return Optional.ofNullable(asLastSeen).map(status -> new Look(status, true));
    }

    private static TaskStatus firstSeen(ListedTask listed) {
        return new TaskStatus(listed.task().taskId(), listed.state(), null, null, listed.creationTime(), null, null);
    }

    private static boolean isThrottled(Throwable failure) {
        return failure instanceof AnaplanApiException answer && answer.condition() == ApiCondition.THROTTLED;
    }

    // The rest would meet a poll as well.
    private static boolean isOfTheListAlone(Throwable failure) {
        if (failure instanceof TransportException transport) {
            return transport.kind() != TransportException.Kind.INTERRUPTED && !transport.isOwnCongestion();
        }
        return failure instanceof AnaplanApiException && !isThrottled(failure)
                || failure instanceof MalformedResponseException;
    }
}
