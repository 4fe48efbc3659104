package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one that may start an action, until it is closed, and what the ledger says by then.
 *
 * <p>For one thread at a time.
 */
final class StartTurn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartTurn.class);
    // Longer than a start of a dormant model and the looks after it. In slices, so that a client that closes is seen.
    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final int MOST_SLICES = 600;
    private static final Duration LONGEST_WAIT = SLICE.multipliedBy(MOST_SLICES);

    private final ActionRef action;
    private final HandedOut handedOut;
    private final StartLedger.Slot slot;
    private StartEntry entry;
    // Of the task that is claimed, until its caller has it; that of a run is kept.
    private HandedOut.@Nullable Seat seat;
    private boolean isKept;
    private @Nullable TaskRef kept;
    private boolean isLost;

    private StartTurn(ActionRef action, HandedOut handedOut, StartLedger.Slot slot) {
        this.action = action;
        this.handedOut = handedOut;
        this.slot = slot;
        this.entry = StartEntry.none();
    }

    /**
     * Waits for its turn and reads what is known.
     *
     * @throws StartLedgerException if the ledger does not work, or its turn did not come
     * @throws TransportException if the thread is interrupted
     * @throws IllegalStateException if the client is closed
     */
    static StartTurn begin(HandedOut handedOut, ActionRef action, Lifecycle lifecycle) {
        StartTurn turn = await(handedOut, action, lifecycle);
        try {
            turn.entry = StartEntry.in(turn.slot).orElse(turn.entry);
            return turn;
        } catch (IOException | RuntimeException unreadable) {
            turn.close();
            throw unreadable(action, handedOut.ledger(), unreadable);
        }
    }

    private static StartLedgerException unreadable(ActionRef action, StartLedger ledger, Exception why) {
        if (why instanceof TimeLimitedLedger.OverdueException) {
            return unusable(action, ledger, why); // what it says may be sound
        }
        return new StartLedgerException(
                action,
                "what the ledger of starts, " + ledger + ", says of it cannot be read (" + why
                        + "). Look whether it runs; then call settleStart().",
                why);
    }

    /** Waits for its turn, and takes nothing for granted of what was written. */
    static StartTurn beginAnew(HandedOut handedOut, ActionRef action, Lifecycle lifecycle) {
        StartTurn turn = await(handedOut, action, lifecycle);
        try {
            turn.entry = StartEntry.in(turn.slot).orElse(turn.entry);
        } catch (IOException | RuntimeException unreadable) {
            turn.isLost = true;
            LOG.warn("What the ledger of starts said of {} is lost: {}", action, unreadable.toString());
        }
        return turn;
    }

    private static StartTurn await(HandedOut handedOut, ActionRef action, Lifecycle lifecycle) {
        for (int slice = 0; slice < MOST_SLICES; slice++) {
            lifecycle.checkOpen("a start");
            Optional<StartLedger.Slot> slot = open(handedOut.ledger(), action);
            if (slot.isPresent()) {
                return new StartTurn(action, handedOut, slot.get());
            }
            if (slice == 0) { // whoever looks at a program that stands still wants to know why
                LOG.info(
                        "{} waits for another start or run of it through the ledger of starts, {}, for {} at most",
                        action,
                        handedOut.ledger(),
                        LONGEST_WAIT);
            }
        }
        throw new StartLedgerException(
                action,
                "another start or run of it goes on through the same ledger, and was not over within " + LONGEST_WAIT
                        + ".",
                null);
    }

    private static Optional<StartLedger.Slot> open(StartLedger ledger, ActionRef action) {
        try {
            return ledger.open(action, SLICE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw interrupted(action);
        } catch (IOException | RuntimeException unusable) {
            throw unusable(action, ledger, unusable);
        }
    }

    static StartLedgerException unusable(ActionRef action, StartLedger ledger, Exception why) {
        return new StartLedgerException(
                action, "the ledger of starts, " + ledger + ", does not work (" + why + ").", why);
    }

    static TransportException interrupted(ActionRef action) {
        return new TransportException(
                TransportException.Kind.INTERRUPTED,
                false,
                action + " was not started: the thread was interrupted before",
                null);
    }

    ActionRef action() {
        return action;
    }

    StartEntry entry() {
        return entry;
    }

    /**
     * Looks for what a client had handed out that died before anybody saw the end.
     *
     * @return its task, which nobody else finds as long as this is open; empty if there is none, or the unsettled start
     *     is another
     */
    Optional<TaskRef> leftBehind() {
        Optional<TaskRef> run = Optional.ofNullable(entry.taskId()).map(action::task);
        if (run.isPresent() && handedOut.isOver(run.get())) {
            intend(entry.settled(run.get()));
        }
        try {
            seat = handedOut.leftBehind(action, entry).orElse(null);
        } catch (IOException | RuntimeException unreadable) {
            throw unreadable(action, handedOut.ledger(), unreadable);
        }
        return Optional.ofNullable(seat).map(HandedOut.Seat::task);
    }

    /** {@return the exception that says that nobody knows whether a start took place} */
    StartUncertainException uncertain(
            Instant sentAt, List<ListedTask> candidates, boolean isListed, @Nullable Throwable cause) {
        return new StartUncertainException(
                action, sentAt, candidates, isListed, handedOut.ledger().toString(), cause);
    }

    /** Says that the caller gets the task of an earlier start; only some callers wait for its end. */
    void tellGoingOn(TaskRef task) {
        LOG.warn(
                "Going on with {}, started at {}, instead of starting it again, for its end was not seen: a start"
                        + " returns this task, and a run returns its outcome."
                        + " If Anaplan has it no longer, look what became of it, and then call settleStart().",
                task,
                Optional.ofNullable(entry.sentAt())
                        .or(this::seatedAt)
                        .map(Instant::toString)
                        .orElse("a time that is not known"));
    }

    // What a start has returned is settled; its seat alone knows when that was.
    private Optional<Instant> seatedAt() {
        try {
            return seat == null ? Optional.empty() : StartEntry.in(seat.slot()).map(StartEntry::sentAt);
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty(); // it is for the log alone
        }
    }

    /**
     * Forgets what is unsettled, on somebody's word.
     *
     * @throws StartLedgerException if that cannot be written
     */
    void settleByHand(Instant now) {
        boolean isUnsettled = isLost || entry.sentAt() != null || entry.taskId() != null;
        intend(entry.settledByHand(action, now));
        boolean isForgotten = handedOut.forget(action);
        LOG.info(
                isUnsettled || isForgotten
                        ? "What was unsettled of {} is settled in the ledger of starts, {}"
                        : "Nothing of {} was unsettled in the ledger of starts, {}",
                action,
                handedOut.ledger());
    }

    /** From now on a task that is claimed stays unsettled, for whoever knows its end later. */
    void keep() {
        isKept = true;
    }

    /**
     * Gives a task to the caller, and {@linkplain #record writes that down}.
     *
     * <p>The seat first: who dies between the two leaves a seat that says of which start its task is.
     */
    Optional<Exception> claim(TaskRef task) {
        if (isKept) {
            kept = task;
            handedOut.keep(task);
        }
        if (seat == null && isKept) {
            return unlessOverdue(record(entry.started(task)));
        }
        try {
            seat = seat == null ? handedOut.seat(entry.handedOut(task), task).orElse(null) : seat;
        } catch (IOException | RuntimeException unwritten) {
            return unwritten(unwritten);
        }
        Optional<Exception> unwritten =
                entry.sentAt() == null ? Optional.empty() : unlessOverdue(record(entry.settled(task)));
        if (unwritten.isPresent()) {
            leaveSeat();
        } else if (!isKept && seat != null) {
            handedOut.handOut(seat);
            seat = null;
        }
        return unwritten;
    }

    // The task was started, and is its caller's: a ledger that hangs has its line when it goes on.
    private static Optional<Exception> unlessOverdue(Optional<Exception> unwritten) {
        return unwritten.filter(why -> !(why instanceof TimeLimitedLedger.OverdueException));
    }

    /** Writes down that the end of a task that was claimed and kept is known. */
    Optional<Exception> settle(TaskRef task) {
        if (seat == null) {
            return record(entry.settled(task));
        }
        try {
            seat.empty();
            return Optional.empty();
        } catch (IOException | RuntimeException unwritten) {
            return unwritten(unwritten);
        }
    }

    private void leaveSeat() {
        if (seat != null) {
            seat.leave();
            seat = null;
        }
    }

    /**
     * Writes down what is about to happen.
     *
     * @throws StartLedgerException if it cannot be written; then it must not happen
     */
    void intend(StartEntry intended) {
        try {
            slot.write(intended.toText());
            entry = intended;
        } catch (IOException | RuntimeException unwritten) {
            takeBack();
            throw new StartLedgerException(
                    action, "the ledger of starts cannot be written (" + unwritten + ").", unwritten);
        }
    }

    // The line may be the new one all the same, or will be, once a ledger that hangs goes on.
    private void takeBack() {
        try {
            slot.write(entry.toText());
        } catch (IOException | RuntimeException unwritten) {
            LOG.debug("The intention to start {} could not be taken back yet", action, unwritten);
        }
    }

    /**
     * Writes down what has happened.
     *
     * <p>It has, whether it can be written or not: what is intended next, and taken back, goes on from there.
     *
     * @return what went wrong if it could not be written
     */
    Optional<Exception> record(StartEntry happened) {
        entry = happened;
        try {
            slot.write(happened.toText());
            return Optional.empty();
        } catch (IOException | RuntimeException unwritten) {
            return unwritten(unwritten);
        }
    }

    private Optional<Exception> unwritten(Exception why) {
        LOG.warn("What came of the start of {} cannot be written down: {}", action, why.toString());
        return Optional.of(why);
    }

    @Override
    public void close() {
        if (kept != null) {
            handedOut.leave(kept);
        }
        leaveSeat();
        try {
            slot.close();
        } catch (IOException | RuntimeException unclosed) {
            LOG.warn("The ledger of starts did not close what it had of {}: {}", action, unclosed.toString());
        }
    }
}
