package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots that a ledger has for an action beside the action's own: seats of tasks, and one for ends that were seen.
 *
 * <p>Thread-safe and without state of its own.
 */
final class Seats {
    private static final Logger LOG = LoggerFactory.getLogger(Seats.class);

    // As many living clients can have handed out a task of one action.
    private static final int MOST_SEATS = 100;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final int ENDS = 0; // the seat that nobody has; its line claims the tasks that are over

    private final StartLedger ledger;

    Seats(StartLedger ledger) {
        this.ledger = ledger;
    }

    /** Tells what somebody looks for in a seat by its text, if any was ever written there. */
    @FunctionalInterface
    interface Wanted {
        boolean test(Optional<String> text);
    }

    /** Opens a slot; an interrupt meanwhile is for whoever waits. */
    Optional<StartLedger.Slot> open(ActionRef action, Duration atMost) throws IOException {
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

    /** {@return the id of the task in a line, if there is any} */
    static Optional<String> taskId(Optional<String> text) {
        return text.map(StartEntry::parse).map(StartEntry::taskId);
    }

    /** Looks for a free seat; what is found is held. */
    Optional<StartLedger.Slot> free(ActionRef action, Wanted wanted) throws IOException {
        return free(action, wanted, new AtomicInteger());
    }

    /** Looks for a free seat, and counts those that are not; nobody has ever sat on those after one without a text. */
    Optional<StartLedger.Slot> free(ActionRef action, Wanted wanted, AtomicInteger taken) throws IOException {
        boolean isLast = !ledger.isDurable();
        for (int number = 1; number <= MOST_SEATS && !isLast; number++) {
            Optional<StartLedger.Slot> slot = open(seat(action, number), Duration.ZERO);
            if (slot.isEmpty()) {
                taken.incrementAndGet();
            } else {
                boolean isWanted = false;
                try {
                    Optional<String> text = slot.get().read();
                    isLast = text.isEmpty();
                    isWanted = wanted.test(text);
                } catch (IllegalArgumentException unreadable) {
                    throw StartEntry.unreadable(slot.get(), unreadable);
                } finally {
                    if (!isWanted) {
                        slot.get().close();
                    }
                }
                if (isWanted) {
                    return slot;
                }
            }
        }
        return Optional.empty();
    }

    private static ActionRef seat(ActionRef action, int number) {
        return new ActionRef(action.model(), action.kind(), action.actionId() + "~" + number);
    }

    /** {@return whether somebody has seen the end of a task that others had then, as far as is known} */
    boolean isOver(TaskRef task) {
        if (!ledger.isDurable()) {
            return false;
        }
        try {
            Optional<StartLedger.Slot> slot = open(seat(task.action(), ENDS), A_MOMENT);
            if (slot.isPresent()) {
                try (StartLedger.Slot held = slot.get()) {
                    return ends(held.read()).isClaimed(task);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // Going on with a task that is over starts nothing twice.
            LOG.warn("Whether the end of {} was seen cannot be read: {}", task, unreadable.toString());
        }
        return false;
    }

    /** Remembers the end of a task that somebody else has. */
    void remember(TaskRef over) throws IOException {
        Optional<StartLedger.Slot> slot = open(seat(over.action(), ENDS), A_MOMENT);
        if (slot.isPresent()) {
            try (StartLedger.Slot held = slot.get()) {
                held.write(ends(held.read()).settled(over).toText());
            }
        }
    }

    private static StartEntry ends(Optional<String> text) {
        try {
            return text.map(StartEntry::parse).orElseGet(StartEntry::none);
        } catch (IllegalArgumentException unreadable) {
            return StartEntry.none();
        }
    }
}
