package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an action once, and gives each task to one caller only.
 *
 * <p>Anaplan has no idempotency key, so a start is sent again only if the one before did not leave, or was refused and
 * the list of tasks has nothing new. What is in doubt, the list of tasks before and after tells, or the doubt is
 * reported. The ledger knows of a start before it is sent, and lets one at a time go. Thread-safe.
 */
public final class StartOnce {
    private static final Logger LOG = LoggerFactory.getLogger(StartOnce.class);

    private static final Duration LONGEST_LIST_BEFORE = Duration.ofMinutes(1);
    // As long as the pause before it may have been, for lists may be throttled as well.
    private static final Duration LONGEST_LIST_AFTER_REFUSAL = Duration.ofMinutes(10);

    private final Tasks once;
    private final Tasks retrying;
    private final HandedOut handedOut;
    private final Lifecycle lifecycle;
    private final TimeSource time;
    private final Pauses pauses;
    private final TaskSearch search;

    /**
     * Makes the use case.
     *
     * @param once sends each request once
     * @param retrying repeats what can be repeated without harm
     * @param handedOut knows what was started, and who has it
     * @param lifecycle lets nobody wait in a client that is closed
     * @param time the clock, and the waits between attempts
     */
    public StartOnce(Tasks once, Tasks retrying, HandedOut handedOut, Lifecycle lifecycle, TimeSource time) {
        this.once = once;
        this.retrying = retrying;
        this.handedOut = handedOut;
        this.lifecycle = lifecycle;
        this.time = time;
        this.pauses = new Pauses(lifecycle, time);
        this.search = new TaskSearch(once, pauses, time);
    }

    /** What is known of a start that was sent. */
    private record Sent(Instant at, TaskLook before, Duration took, Throwable failure) {}

    /** A start that waits for its turn, and leaves when that has come. */
    private final class Leaving {
        private final StartTurn turn;
        private TaskLook before;
        private Instant at = time.now();
        private long atNanos = time.nanoTime();

        private Leaving(StartTurn turn, TaskLook before) {
            this.turn = turn;
            this.before = before;
        }

        // It is intended no sooner: a program that dies in the line has started nothing.
        private void leaves() {
            long listed = atNanos;
            at = time.now();
            atNanos = time.nanoTime();
            if (atNanos - listed > LONGEST_LIST_BEFORE.toNanos()) {
                before = TaskLook.NONE; // what others started during a long wait must not be taken for ours
            }
            turn.intend(turn.entry().intended(at, once.clockAhead().orElse(null), before.tasks()));
        }

        private Sent sent(Throwable failure) {
            return new Sent(at, before, Duration.ofNanos(time.nanoTime() - atNanos), failure);
        }
    }

    /**
     * Starts an action; its task is the caller's from then on.
     *
     * @param action the action
     * @param options what to tell Anaplan
     * @return the task: a new one, or that of an earlier start which nobody knew the end of
     * @throws StartUncertainException if it is not known whether the action was started; anything else that is thrown
     *     means that it was not, as far as the list of tasks says, or that its tasks are refused as the start is
     * @throws StartLedgerException if the ledger does not let it go
     */
    public TaskRef start(ActionRef action, StartOptions options) {
        try (StartTurn turn = StartTurn.begin(handedOut, action, lifecycle)) {
            return start(turn, options);
        }
    }

    /**
     * Starts an action of which the ledger wants to know the end, if what it knows outlives this program.
     *
     * @param action the action
     * @param options what to tell Anaplan
     * @return its task, as {@link #start} returns it
     */
    public StartedTask begin(ActionRef action, StartOptions options) {
        if (!isDurable()) {
            return new StartedTask(start(action, options), null);
        }
        StartTurn turn = StartTurn.begin(handedOut, action, lifecycle);
        turn.keep();
        try {
            return new StartedTask(start(turn, options), turn);
        } catch (Throwable notStarted) {
            turn.close();
            throw notStarted;
        }
    }

    /**
     * Finds out what became of a start that was left unsettled; its task is the caller's from then on.
     *
     * @param action the action
     * @return its task; empty if nothing is unsettled, or what was did not take place
     * @throws StartUncertainException if it is not known whether it took place
     */
    public Optional<TaskRef> recover(ActionRef action) {
        try (StartTurn turn = StartTurn.begin(handedOut, action, lifecycle)) {
            return recover(turn);
        }
    }

    /**
     * Finds out whether the next start or run goes on with an earlier one, and leaves that to it.
     *
     * @param action the action
     * @return whether there is such a task; false if nothing is unsettled
     * @throws StartUncertainException if it is not known whether it took place
     */
    public boolean isUnderWay(ActionRef action) {
        try (StartTurn turn = StartTurn.begin(handedOut, action, lifecycle)) {
            turn.keep();
            return recover(turn).isPresent();
        }
    }

    /** {@return whether what is known of starts outlives this program} */
    public boolean isDurable() {
        return handedOut.ledger().isDurable();
    }

    /**
     * Forgets a start that was left unsettled, because somebody has looked.
     *
     * @param action the action
     */
    public void settle(ActionRef action) {
        try (StartTurn turn = StartTurn.beginAnew(handedOut, action, lifecycle)) {
            turn.settleByHand(time.now());
        }
    }

    private TaskRef start(StartTurn turn, StartOptions options) {
        ActionRef action = turn.action();
        Optional<TaskRef> recovered = recover(turn);
        if (recovered.isPresent()) {
            return recovered.get();
        }
        StartAttempts attempts = new StartAttempts(options, pauses);
        // Read anew before each attempt: what others start during a pause must not be taken for ours.
        TaskLook before = tasksBefore(action);
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw StartTurn.interrupted(action);
            }
            Leaving leaving = new Leaving(turn, before);
            Departure departure = new Departure(leaving::leaves);
            TaskRef task;
            try {
                task = once.start(action, options, departure);
            } catch (Throwable failure) {
                Sent sent = leaving.sent(failure);
                Optional<AnaplanApiException> refusal = refusal(failure);
                if (!departure.hasLeft() || isSurelyNotSent(failure)) {
                    if (turn.entry().sentAt() != null) {
                        turn.record(turn.entry().notStarted());
                    }
                    if (!attempts.pausedAfter(failure)) {
                        throw failure;
                    }
                    before = tasksBefore(action);
                } else if (refusal.isPresent()) {
                    before = lookAfterRefusal(turn, sent, refusal.get(), attempts);
                } else {
                    return find(turn, sent);
                }
                LOG.info("{} was not started ({}); trying again", action, failure.getMessage());
                continue;
            }
            if (turn.entry().isClaimed(task) || before.has(task)) {
                Throwable notOurs = new MalformedResponseException(
                        "POST " + action + "/tasks",
                        "the task " + task.taskId() + ", which was there before",
                        "",
                        null);
                return find(turn, leaving.sent(notOurs));
            }
            return claim(turn, task, leaving.at);
        }
    }

    // Without it an ambiguous start stays uncertain, which is no reason not to start.
    private TaskLook tasksBefore(ActionRef action) {
        try {
            return TaskLook.of(once.list(action, LONGEST_LIST_BEFORE));
        } catch (RuntimeException unreadable) {
            return unreadable(action, unreadable);
        }
    }

    private TaskLook tasksAfter(ActionRef action) {
        try {
            return TaskLook.of(retrying.list(action, LONGEST_LIST_AFTER_REFUSAL));
        } catch (Throwable unreadable) { // whatever it is, the start may have taken place
            return unreadable(action, unreadable);
        }
    }

    private static TaskLook unreadable(ActionRef action, Throwable why) {
        LOG.debug("The tasks of {} cannot be listed", action, why);
        return TaskLook.failed(why);
    }

    private static boolean isSurelyNotSent(Throwable failure) {
        return failure instanceof TransportException transport && !transport.mayHaveBeenSent();
    }

    /** {@return the answer that says that nothing was done with the start, if that is what it failed with} */
    private static Optional<AnaplanApiException> refusal(Throwable failure) {
        if (failure instanceof TokenRejectedException rejected) {
            return Optional.of(rejected.rejection());
        }
        return failure instanceof AnaplanApiException answer
                        && answer.condition().saysNotProcessed()
                ? Optional.of(answer)
                : Optional.empty();
    }

    /**
     * Holds a refusal against the list of tasks, for a gateway may refuse what the server behind it has done.
     *
     * <p>Nothing is sent again unless that list was read. Where no list can be read, the refusal stands only if the
     * lists before and after are refused as the start is: then it is not this start that is refused, but whoever asks.
     *
     * @return the tasks that are there before the start is sent again
     * @throws AnaplanApiException the refusal, if the start is not to be sent again
     * @throws StartUncertainException if there is a new task, or that cannot be told
     */
    private TaskLook lookAfterRefusal(StartTurn turn, Sent sent, AnaplanApiException refusal, StartAttempts attempts) {
        boolean isSentAgain = attempts.pausedAfter(sent.failure());
        TaskLook after = tasksAfter(turn.action());
        if (!after.isRead() && !(sent.before().isRefusedAs(refusal) && after.isRefusedAs(refusal))) {
            throw turn.uncertain(sent.at(), List.of(), false, refusal);
        }
        // Whoever waits for others to be done in this model takes a new task for theirs.
        boolean isExplained = isSentAgain && refusal.condition().isModelBusy();
        List<ListedTask> candidates = after.filtered(mayBeOf(sent, turn));
        if (!candidates.isEmpty() && !isExplained) {
            turn.record(turn.entry().doubted(time.now()));
            throw turn.uncertain(sent.at(), candidates, true, refusal);
        }
        turn.record(turn.entry().notStarted());
        if (!isSentAgain || !after.isRead()) {
            throw refusal;
        }
        return after;
    }

    /** Looks for the task that a start without an answer may have made. */
    private TaskRef find(StartTurn turn, Sent sent) {
        // A model that is loaded first takes its time, and so does the gateway that gave up on it.
        Duration window = Durations.longer(TaskSearch.SHORTEST, sent.took());
        Optional<List<ListedTask>> candidates =
                search.look(turn.action(), window).map(listed -> filtered(listed, mayBeOf(sent, turn)));
        return theOne(turn, sent.at(), sent.before().isRead(), candidates, candidate -> true, sent.failure());
    }

    /** Tells the tasks that are new since a start was sent, and nobody's. */
    private Predicate<ListedTask> mayBeOf(Sent sent, StartTurn turn) {
        Predicate<ListedTask> isNew = task -> sent.before().isRead()
                ? !sent.before().has(task.task())
                : turn.entry().isNoOlder(task);
        return isNew.and(isUnclaimed(turn));
    }

    /** Finds out what became of the unsettled start that is in the ledger; empty if there was none. */
    private Optional<TaskRef> recover(StartTurn turn) {
        ActionRef action = turn.action();
        Optional<TaskRef> left = turn.leftBehind();
        StartEntry entry = turn.entry();
        if (left.isPresent() || entry.taskId() != null) {
            TaskRef task = left.orElseGet(() -> action.task(entry.taskId()));
            turn.tellGoingOn(task);
            return Optional.of(
                    claim(turn, task, Optional.ofNullable(entry.sentAt()).orElseGet(time::now)));
        }
        Instant sentAt = entry.sentAt();
        if (sentAt == null) {
            return Optional.empty();
        }
        boolean isFresh = time.now().isBefore(sentAt.plus(TaskSearch.SHORTEST));
        Predicate<ListedTask> isNew = entry::mayBeNew;
        Optional<List<ListedTask>> listed = search.look(action, isFresh ? TaskSearch.SHORTEST : Duration.ZERO);
        Optional<List<ListedTask>> candidates = listed.map(tasks -> filtered(tasks, isNew.and(isUnclaimed(turn))));
        boolean isRuledOut = listed.isPresent()
                && candidates.get().isEmpty()
                && entry.isRuledOutBy(
                        listed.get(), time.now(), once.clockAhead().orElse(null));
        if (isRuledOut) {
            LOG.warn("The start of {} at {} did not take place, as the list of its tasks says", action, sentAt);
            turn.intend(entry.notStarted());
            return Optional.empty();
        }
        Predicate<ListedTask> isInTime = task -> !entry.isMuchLater(task);
        return Optional.of(theOne(turn, sentAt, entry.before() != null, candidates, isInTime, null));
    }

    private static List<ListedTask> filtered(List<ListedTask> tasks, Predicate<ListedTask> isWanted) {
        return tasks.stream().filter(isWanted).toList();
    }

    private static Predicate<ListedTask> isUnclaimed(StartTurn turn) {
        return task -> !turn.entry().isClaimed(task.task());
    }

    /** Tells whether what was seen leaves no doubt. */
    private TaskRef theOne(
            StartTurn turn,
            Instant sentAt,
            boolean isBeforeKnown,
            Optional<List<ListedTask>> seen,
            Predicate<ListedTask> isLikely,
            @Nullable Throwable failure) {
        List<ListedTask> candidates = seen.orElse(List.of());
        List<ListedTask> likely = filtered(candidates, isLikely);
        if (isBeforeKnown
                && likely.size() == 1
                && turn.entry().isNoOlder(likely.get(0))
                && !turn.entry().isDoubtful(sentAt)) {
            TaskRef found = likely.get(0).task();
            LOG.warn("The answer to the start of {} at {} was lost; its task is {}", turn.action(), sentAt, found);
            return claim(turn, found, sentAt);
        }
        throw turn.uncertain(sentAt, candidates, seen.isPresent(), failure);
    }

    // What cannot be written down would be given to the next start as well. So it is given to nobody yet.
    private TaskRef claim(StartTurn turn, TaskRef task, Instant sentAt) {
        Optional<Exception> unwritten = turn.claim(task);
        if (unwritten.isPresent()) {
            throw StartUncertainException.unwritten(
                    task, sentAt, handedOut.ledger().toString(), unwritten.get());
        }
        return task;
    }
}
