package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which tasks this client has handed out to its callers, and tells other clients that it lives.
 *
 * <p>A ledger that outlives the program keeps such a task until its end was seen. With it goes a seat: a slot of the
 * ledger in which nothing is written, and which is locked for as long as the client lives. Whoever finds the task and
 * its seat free knows that its program died. Thread-safe.
 */
public final class HandedOut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandedOut.class);

    // As many living clients can have handed out a task of one action.
    private static final int MOST_SEATS = 100;
    private static final Duration AT_ONCE = Duration.ZERO;
    // Longer than somebody who just came looks around.
    private static final Duration AT_CLOSE = Duration.ofSeconds(1);

    private final StartLedger ledger;
    // One of an action changes while its slot is held, but for the end of the client.
    private final Map<ActionRef, Seat> seats = new ConcurrentHashMap<>();
    private volatile boolean isClosed;

    /**
     * Makes the knowledge of a client that has handed out nothing yet.
     *
     * @param ledger knows what was started
     */
    public HandedOut(StartLedger ledger) {
        this.ledger = ledger;
    }

    /** Where this client sits, and with which task; it may be waiting for its end. */
    private record Seat(
            int number, StartLedger.Slot slot, @Nullable TaskRef task, boolean isAwaited) {
        Seat with(@Nullable TaskRef any, boolean isNowAwaited) {
            return new Seat(number, slot, any, isNowAwaited);
        }
    }

    StartLedger ledger() {
        return ledger;
    }

    /** {@return the number of this client's seat; null if the ledger forgets anyway, or has none} */
    @Nullable
    Integer seat(ActionRef action) {
        if (!ledger.isDurable() || isClosed) {
            return null;
        }
        Seat own = seats.get(action);
        try {
            for (int number = 1; own == null && number <= MOST_SEATS; number++) {
                StartLedger.Slot slot = open(seat(action, number), AT_ONCE).orElse(null);
                own = slot == null ? null : new Seat(number, slot, null, false);
            }
        } catch (IOException | RuntimeException unusable) {
            LOG.debug("There is no seat for {}", action, unusable);
        }
        if (own == null) {
            LOG.warn("If this program dies, the next one does not know which task of {} it had", action);
            return null;
        }
        seats.put(action, own);
        return own.number();
    }

    /**
     * Remembers that a task was handed out; the one before is on its own.
     *
     * @return false if there is no seat any more, because the client was closed
     */
    boolean handOut(TaskRef task) {
        seats.computeIfPresent(task.action(), (action, seat) -> seat.with(task, false));
        return !isClosed;
    }

    /**
     * {@return whether whoever sat there lives}
     *
     * @throws StartLedgerException if that cannot be told
     */
    boolean isTaken(ActionRef action, int number) {
        Seat own = seats.get(action);
        if (own != null && own.number() == number) {
            return true;
        }
        try {
            Optional<StartLedger.Slot> free = open(seat(action, number), AT_ONCE);
            if (free.isPresent()) {
                free.get().close();
            }
            return free.isEmpty();
        } catch (IOException | RuntimeException unusable) {
            throw StartTurn.unusable(action, ledger, unusable);
        }
    }

    private static ActionRef seat(ActionRef action, int number) {
        return new ActionRef(action.model(), action.kind(), action.actionId() + "~" + number);
    }

    /**
     * Remembers that this program wants to see the end of a task itself.
     *
     * @param task the task
     */
    public void await(TaskRef task) {
        mark(task, true);
    }

    private void mark(TaskRef task, boolean isAwaited) {
        seats.computeIfPresent(
                task.action(), (action, seat) -> task.equals(seat.task()) ? seat.with(task, isAwaited) : seat);
    }

    /**
     * Settles a task whose end was seen, whoever started it.
     *
     * @param task the task
     */
    public void over(TaskRef task) {
        if (ledger.isDurable()) {
            mark(task, false);
            settle(task, AT_ONCE);
        }
    }

    // Whoever holds the slot starts something, and deals with what it finds. The seat tells that this client lives.
    private void settle(TaskRef task, Duration atMost) {
        try {
            Optional<StartLedger.Slot> slot = open(task.action(), atMost);
            if (slot.isPresent()) {
                try (StartLedger.Slot held = slot.get()) {
                    settle(task, held);
                }
            }
        } catch (IOException | RuntimeException unusable) {
            LOG.warn("That {} need not be kept cannot be written down: {}", task, unusable.toString());
        }
    }

    private void settle(TaskRef task, StartLedger.Slot held) throws IOException {
        Optional<StartEntry> entry =
                held.read().map(StartEntry::parse).filter(found -> task.taskId().equals(found.taskId()));
        if (entry.isPresent()) {
            held.write(entry.get().settled(task).toText());
        }
        Seat seat = seats.get(task.action());
        if (seat != null && task.equals(seat.task()) && seats.remove(task.action(), seat)) {
            seat.slot().close();
        }
    }

    // An interrupt is for whoever waits.
    private Optional<StartLedger.Slot> open(ActionRef action, Duration atMost) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return ledger.open(action, atMost);
        } catch (InterruptedException stop) {
            interrupted = true;
            throw new InterruptedIOException("interrupted");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Settles what nobody here waits for: it is the caller's for good. Then it gives up all seats. */
    @Override
    public void close() {
        isClosed = true;
        for (Map.Entry<ActionRef, Seat> each : seats.entrySet()) {
            Seat seat = each.getValue();
            if (seat.task() != null && !seat.isAwaited()) {
                settle(seat.task(), AT_CLOSE);
            }
            if (seats.remove(each.getKey(), seat)) {
                try {
                    seat.slot().close();
                } catch (IOException | RuntimeException unclosed) {
                    LOG.warn("The ledger of starts did not close a seat of {}: {}", each.getKey(), unclosed.toString());
                }
            }
        }
    }
}
