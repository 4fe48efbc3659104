package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which tasks this client has handed out to its callers, and tells other clients that it lives.
 *
 * <p>A ledger that outlives the program keeps such a task until its end was seen: in a seat, which is a slot of the
 * ledger that has the task and is locked for as long as the client lives. Whoever finds a task in a seat that is free
 * knows that its program died. An end that is seen while somebody else holds what has the task is remembered in a slot
 * that is held for a moment only. Thread-safe; seats are taken and looked at by whoever holds the slot of the action.
 */
public final class HandedOut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandedOut.class);

    private final StartLedger ledger;
    private final Seats slots;
    private final Executor teller;
    // Whoever takes one away from here is the only one who writes to it.
    private final Map<ActionRef, Seat> seats = new ConcurrentHashMap<>();
    // Whoever keeps them writes down their ends.
    private final Set<TaskRef> kept = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /**
     * Makes the knowledge of a client that has handed out nothing yet.
     *
     * @param ledger knows what was started
     * @param teller tells the ledger of ends, in order, and waits no longer than those who saw them can
     */
    public HandedOut(StartLedger ledger, Executor teller) {
        this.ledger = ledger;
        this.slots = new Seats(ledger);
        this.teller = teller;
    }

    /** A slot that has a task; somebody may be waiting for its end. */
    record Seat(StartLedger.Slot slot, TaskRef task, boolean isAwaited) {
        private static final String EMPTY = StartEntry.none().toText();

        void empty() throws IOException {
            slot.write(EMPTY);
        }

        /** Gives it up with the task in it. */
        void leave() {
            try {
                slot.close();
            } catch (IOException | RuntimeException unclosed) {
                LOG.warn("The ledger of starts did not close the seat of {}: {}", task, unclosed.toString());
            }
        }
    }

    StartLedger ledger() {
        return ledger;
    }

    /**
     * Takes a seat for a task.
     *
     * @return the seat; empty if the ledger forgets anyway, or has none
     * @throws IOException if the task cannot be written there
     */
    Optional<Seat> seat(StartEntry entry, TaskRef task) throws IOException {
        if (!ledger.isDurable() || isClosed) {
            return Optional.empty();
        }
        Optional<StartLedger.Slot> free = Optional.empty();
        try {
            free = slots.free(
                    task.action(), text -> text.isEmpty() || Seats.taskId(text).isEmpty());
        } catch (IOException | RuntimeException unusable) {
            LOG.debug("There is no seat for {}", task, unusable);
        }
        if (free.isEmpty()) {
            LOG.warn("If this program dies, the next one does not know that it had {}", task);
            return Optional.empty();
        }
        Seat seat = new Seat(free.get(), task, false);
        try {
            seat.slot().write(entry.toText());
            return Optional.of(seat);
        } catch (TimeLimitedLedger.OverdueException late) {
            release(seat); // as soon as that is possible, for the task is its caller's without a seat
            return Optional.empty();
        } catch (IOException | RuntimeException unwritten) {
            seat.leave();
            throw unwritten;
        }
    }

    /** Remembers that the task of a seat was handed out; the one before is on its own. */
    void handOut(Seat seat) {
        Seat before = seats.put(seat.task().action(), seat);
        if (before != null) {
            release(before);
        }
        if (isClosed && seats.remove(seat.task().action(), seat)) {
            release(seat);
        }
    }

    /**
     * Takes the seat of a client that died before anybody saw the end of its task.
     *
     * @param entry what is known of the action
     * @return the seat; empty if there is none, or none of the unsettled start
     */
    Optional<Seat> leftBehind(ActionRef action, StartEntry entry) throws IOException {
        Optional<Seat> left = free(action, entry);
        while (left.isPresent() && slots.isOver(left.get().task())) {
            try (StartLedger.Slot held = left.get().slot()) {
                held.write(Seat.EMPTY);
            }
            left = free(action, entry);
        }
        return left;
    }

    private Optional<Seat> free(ActionRef action, StartEntry entry) throws IOException {
        AtomicReference<@Nullable TaskRef> task = new AtomicReference<>();
        return slots.free(action, text -> {
                    Optional<StartEntry> seated =
                            text.map(StartEntry::parse).filter(found -> found.taskId() != null && entry.isOf(found));
                    seated.ifPresent(found -> task.set(action.task(found.taskId())));
                    return seated.isPresent();
                })
                .map(slot -> new Seat(slot, task.get(), false));
    }

    /** {@return whether somebody has seen the end of a task that others had then, as far as is known} */
    boolean isOver(TaskRef task) {
        return slots.isOver(task);
    }

    /** Leaves the end of a task to whoever holds the slot of its action. */
    void keep(TaskRef task) {
        kept.add(task);
    }

    /** Gives up what was kept. */
    void leave(TaskRef task) {
        kept.remove(task);
    }

    /**
     * Remembers that this program wants to see the end of a task itself.
     *
     * @param task the task
     */
    public void await(TaskRef task) {
        seats.computeIfPresent(
                task.action(), (action, seat) -> task.equals(seat.task()) ? new Seat(seat.slot(), task, true) : seat);
    }

    /**
     * {@return whether the ledger keeps a task that was handed out here}
     *
     * @param task the task
     */
    public boolean keeps(TaskRef task) {
        Seat seat = seats.get(task.action());
        return seat != null && task.equals(seat.task());
    }

    /**
     * Settles a task whose end was seen, whoever started it.
     *
     * @param task the task
     */
    public void over(TaskRef task) {
        if (ledger.isDurable() && !kept.contains(task)) {
            teller.execute(() -> tellOver(task));
        }
    }

    private void tellOver(TaskRef task) {
        Seat own = seats.get(task.action());
        if (own == null || !task.equals(own.task())) {
            settle(task);
        } else if (seats.remove(task.action(), own) && !isEmptied(own)) {
            // Once more at the end.
            Seat again = seats.putIfAbsent(task.action(), new Seat(own.slot(), task, false));
            if (again != null) {
                own.leave();
            }
        }
    }

    private boolean isEmptied(Seat seat) {
        try {
            seat.empty();
        } catch (IOException | RuntimeException unwritten) {
            LOG.warn("That {} need not be kept cannot be written down: {}", seat.task(), unwritten.toString());
            return false;
        }
        seat.leave();
        return true;
    }

    private void release(Seat seat) {
        if (!isEmptied(seat)) {
            seat.leave();
        }
    }

    // Whoever holds the slot, be it for hours, does not look again at what it found.
    private void settle(TaskRef task) {
        boolean mayBeOthers = true;
        try {
            Optional<StartLedger.Slot> slot = slots.open(task.action(), Duration.ZERO);
            if (slot.isPresent()) {
                try (StartLedger.Slot held = slot.get()) {
                    mayBeOthers = !isSettled(task, held);
                }
            }
            if (mayBeOthers) {
                slots.remember(task);
            }
        } catch (IOException | RuntimeException unusable) {
            LOG.warn("That {} need not be kept cannot be written down: {}", task, unusable.toString());
        }
    }

    /** {@return false if a client that lives may have the task} */
    private boolean isSettled(TaskRef task, StartLedger.Slot held) throws IOException {
        StartEntry entry = held.read().map(StartEntry::parse).orElseGet(StartEntry::none);
        if (task.taskId().equals(entry.taskId())) {
            held.write(entry.settled(task).toText());
        }
        int own = seats.containsKey(task.action()) ? 1 : 0;
        AtomicInteger taken = new AtomicInteger();
        Optional<StartLedger.Slot> free = slots.free(
                task.action(),
                text -> Seats.taskId(text).filter(task.taskId()::equals).isPresent(),
                taken);
        free.ifPresent(slot -> release(new Seat(slot, task, false)));
        return free.isPresent() || taken.get() <= own || !entry.isClaimed(task);
    }

    /** Forgets what this client has of an action, and what those that died had; tells whether there was anything. */
    boolean forget(ActionRef action) {
        Seat own = seats.remove(action);
        if (own != null) {
            release(own);
        }
        boolean isForgotten = own != null;
        try {
            Optional<StartLedger.Slot> slot = slots.free(action, HandedOut::hasSomething);
            while (slot.isPresent()) {
                isForgotten = true;
                try (StartLedger.Slot held = slot.get()) {
                    held.write(Seat.EMPTY);
                }
                slot = slots.free(action, HandedOut::hasSomething);
            }
            return isForgotten;
        } catch (IOException | RuntimeException unusable) {
            throw StartTurn.unusable(action, ledger, unusable);
        }
    }

    private static boolean hasSomething(Optional<String> text) {
        try {
            return Seats.taskId(text).isPresent();
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    /** Settles what nobody here waits for: it is the caller's for good. Then it gives up all seats. */
    @Override
    public void close() {
        isClosed = true;
        if (ledger.isDurable()) {
            teller.execute(this::giveUpSeats); // after ends that are being told
        }
    }

    private void giveUpSeats() {
        for (Map.Entry<ActionRef, Seat> each : seats.entrySet()) {
            Seat seat = each.getValue();
            if (seats.remove(each.getKey(), seat)) {
                if (seat.isAwaited()) {
                    seat.leave();
                } else {
                    release(seat);
                }
            }
        }
    }
}
