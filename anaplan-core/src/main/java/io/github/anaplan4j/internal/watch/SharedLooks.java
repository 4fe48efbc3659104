package io.github.anaplan4j.internal.watch;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.LatestMap;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.port.Polls;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    // As many as fit into a page of Anaplan's, for a server may sort otherwise than it was asked to.
    private static final int MOST_TASKS = 5_000;
    // Of an action whose list is forgotten it is asked for again.
    private static final int MOST_ACTIONS = 10_000;

    private final Polls polls;
    private final RequestLimiter limiter;
    private final TimeSource time;
    private final Map<ActionRef, Group> groups = LatestMap.byUse(MOST_ACTIONS);

    /** The place in line of a watch that can be woken; there may be others of its task. */
    static final class Place {
        private final Runnable wake;
        // While it waits.
        private @Nullable WatchState state;
        private long since;
        // Whether only a poll of its own will do.
        private boolean isAlone;
        private @Nullable TaskStatus told;

        /**
         * Makes it.
         *
         * @param wake ends the wait as soon as there is something to {@link SharedLooks#take}
         */
        Place(Runnable wake) {
            this.wake = wake;
        }

        // A task of which polls fail is not seen through its list, or they would never add up.
        private boolean canBeTold() {
            return !isAlone && state != null && state.consecutiveFailures() == 0;
        }
    }

    /** The watches of one action that wait, and what is known of its list. */
    private static final class Group {
        private final Set<Place> waiting = new LinkedHashSet<>();
        private boolean isBeingListed;
        private long nextList;
        private Duration rest = SHORTEST_REST;

        private Group(long now) {
            this.nextList = now;
        }

        private boolean mayBeListed(long now) {
            return !isBeingListed && nextList - now <= 0 && waiting.stream().anyMatch(Place::canBeTold);
        }

        private void rest(long now) {
            nextList = now + rest.toNanos();
            rest = Durations.shorter(rest.multipliedBy(2), LONGEST_REST);
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
     * @param state the watch so far
     * @param place its place; null for a watch that cannot be woken, and so is polled alone
     * @return zero if the poll may go, which counts as gone; else how long to wait before asking again
     */
    Duration ask(WatchState state, @Nullable Place place) {
        Duration wait = limiter.askToPoll(state.task(), who(state, place));
        if (place != null && !wait.isZero() && limiter.isInLine(place)) {
            line(state, place);
        }
        return wait;
    }

    // A watch that goes on as a text is known by its task alone.
    private static Object who(WatchState state, @Nullable Place place) {
        return place == null ? state.task() : place;
    }

    private synchronized void line(WatchState state, Place place) {
        long now = time.nanoTime();
        if (place.state == null) {
            place.state = state;
            place.since = now;
            groups.computeIfAbsent(state.task().action(), action -> new Group(now))
                    .waiting
                    .add(place);
        }
    }

    /** {@return what a list has shown of the task meanwhile, which counts as its poll} */
    synchronized Optional<Poll> take(@Nullable Place place) {
        if (place == null) {
            return Optional.empty();
        }
        TaskStatus told = place.told;
        place.told = null;
        return Optional.ofNullable(told).map(status -> Poll.seen(status, true));
    }

    /**
     * Polls a task whose turn it is, or looks at the list for it and the others of its action.
     *
     * @return what was seen; empty if the list has not told, and it is too late, or not allowed, to poll at once
     */
    Optional<Poll> poll(WatchState state, @Nullable Place place, boolean processDetails, Duration atMost) {
        long begun = time.nanoTime();
        Group group = place == null ? null : beginList(state, place, begun, atMost);
        if (group != null) {
            Optional<Poll> told = list(group, state, begun, atMost).map(status -> Poll.seen(status, true));
            // The turn was that of the moment in which the list was asked for.
            boolean isLate = time.nanoTime() - begun > QUICK.toNanos();
            if (told.isPresent() || isLate || !limiter.sendsAnother()) {
                return told;
            }
        }
        Duration left = atMost.minusNanos(time.nanoTime() - begun);
        TaskStatus status = polls.poll(state.task(), processDetails, Durations.longer(left, TICK));
        return Optional.of(Poll.seen(status, false));
    }

    /** Lets the next poll of a watch be one of its own. */
    synchronized void insist(@Nullable Place place) {
        if (place != null) {
            place.isAlone = true;
        }
    }

    /** Leaves its turn to a watch whose poll was refused or not made. */
    void keepTurn(WatchState state, @Nullable Place place) {
        limiter.keepTurn(who(state, place));
    }

    /** Forgets a watch that is over. */
    void leave(WatchState state, @Nullable Place place) {
        if (place != null) {
            forget(state.task(), place);
        }
        limiter.leave(who(state, place));
    }

    private synchronized void forget(TaskRef task, Place place) {
        Group group = groups.get(task.action());
        if (group != null) {
            group.waiting.remove(place);
        }
        place.state = null;
        place.isAlone = false;
        place.told = null;
    }

    // Anaplan writes ids in any case.
    private static String key(TaskRef task) {
        return task.taskId().toUpperCase(Locale.ROOT);
    }

    /** {@return whose list is looked at, if that of the task's action pays} */
    private synchronized @Nullable Group beginList(WatchState state, Place place, long now, Duration atMost) {
        boolean hasWaited = place.canBeTold() && now - place.since >= LONG_WAIT.toNanos();
        forget(state.task(), place);
        Group group = groups.get(state.task().action());
        if (!hasWaited || atMost.compareTo(LEAST_TIME) < 0 || group == null || !group.mayBeListed(now)) {
            return null;
        }
        group.isBeingListed = true;
        return group;
    }

    private Optional<TaskStatus> list(Group group, WatchState leader, long begun, Duration atMost) {
        List<ListedTask> listed;
        try {
            listed = polls.latest(leader.task().action(), MOST_TASKS, atMost);
        } catch (RuntimeException | Error failure) {
            // A list may be refused with any token, and the next one gets a new one.
            endList(group, begun, isOfTheListAlone(failure) || failure instanceof TokenRejectedException);
            if (!isOfTheListAlone(failure)) {
                throw failure;
            }
            LOG.debug("The tasks of {} cannot be listed; they are polled one by one", leader.task(), failure);
            return Optional.empty();
        }
        Map<String, ListedTask> rows = new HashMap<>();
        listed.forEach(row -> rows.put(key(row.task()), row));
        Optional<TaskStatus> own = look(leader, rows);
        List<Place> woken = new ArrayList<>();
        share(group, leader, own.isPresent() ? 1 : 0, begun, rows, woken);
        woken.forEach(SharedLooks::wake);
        return own;
    }

    // What keeps one from being woken keeps no other; it asks again in its own time.
    private static void wake(Place place) {
        try {
            place.wake.run();
        } catch (RuntimeException broken) {
            LOG.debug("A watch could not be woken", broken);
        }
    }

    /** Tells each who waited when the list was asked for what it shows. */
    private synchronized void share(
            Group group, WatchState leader, int seen, long begun, Map<String, ListedTask> rows, List<Place> woken) {
        Map<String, Boolean> counts = new HashMap<>(Map.of(key(leader.task()), true));
        int useful = seen;
        for (Place place : List.copyOf(group.waiting)) {
            WatchState state = place.state;
            if (state == null || !place.canBeTold() || place.since - begun > 0) {
                continue;
            }
            String key = key(state.task());
            Optional<TaskStatus> told = look(state, rows);
            if (told.isPresent() && counts.computeIfAbsent(key, task -> limiter.countAsPoll(state.task()))) {
                leave(state, place);
                place.told = told.get();
                woken.add(place);
                useful++;
            } else if (told.isEmpty() && rows.containsKey(key)) {
                place.isAlone = true;
                limiter.goFirst(place);
                woken.add(place);
            }
        }
        endList(group, begun, useful < 2);
    }

    private synchronized void endList(Group group, long begun, boolean isUseless) {
        group.isBeingListed = false;
        group.nextList = begun + limiter.floor().toNanos();
        if (isUseless) {
            group.rest(time.nanoTime());
        }
    }

    /** {@return what a list shows, if it may count as a poll: that the task goes on as it was last seen} */
    private static Optional<TaskStatus> look(WatchState state, Map<String, ListedTask> rows) {
        ListedTask listed = rows.get(key(state.task()));
        TaskStatus last = state.lastSeen();
        if (listed == null
                || listed.state().isTerminal()
                || listed.state().kind() == TaskState.Kind.UNKNOWN && last == null) {
            return Optional.empty();
        }
        return last == null
                ? Optional.of(firstSeen(listed))
                : Optional.of(last).filter(status -> status.state().equals(listed.state()));
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
