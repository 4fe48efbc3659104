package io.github.anaplan4j.error;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch ended before its task did.
 *
 * <p>That is no outcome of the task: nobody touched it, and it may still be running. The watch can be resumed at any
 * time, here or in another process, with {@link #task} or its one-line text.
 */
public final class WatchGivenUpException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /** The watched task. */
    private final TaskRef task;

    /** Why the watch was given up. */
    private final GiveUpReason reason;

    /** The last status seen, or null if there was none. */
    private final @Nullable TaskStatus lastSeen;

    /** How long the watch went on. */
    private final Duration elapsed;

    /** How many polls were made. */
    private final int polls;

    /**
     * Makes an exception for the end of a watch.
     *
     * @param task the watched task
     * @param reason why the watch was given up
     * @param elapsed time since the watch began
     * @param polls how many polls were made
     * @param lastSeen the last status seen, or null if there was none
     * @param cause what failed, or null if nothing did
     */
    public WatchGivenUpException(
            TaskRef task,
            GiveUpReason reason,
            Duration elapsed,
            int polls,
            @Nullable TaskStatus lastSeen,
            @Nullable Throwable cause) {
        this(
                "Gave up watching " + task + " after " + elapsed.toSeconds() + " s and "
                        + (polls == 1 ? "1 poll" : polls + " polls") + ": " + reason.words()
                        + (cause == null ? "" : " (" + cause.getMessage() + ")") + ". "
                        + whatIsKnown(reason, lastSeen),
                task,
                reason,
                elapsed,
                polls,
                lastSeen,
                cause);
    }

    private WatchGivenUpException(
            String message,
            TaskRef task,
            GiveUpReason reason,
            Duration elapsed,
            int polls,
            @Nullable TaskStatus lastSeen,
            @Nullable Throwable cause) {
        super(message, cause);
        this.task = task;
        this.reason = reason;
        this.lastSeen = lastSeen;
        this.elapsed = elapsed;
        this.polls = polls;
    }

    /**
     * {@return the same, whose message also says what to do about a task that a ledger of starts waits for}
     *
     * <p>Where its status cannot be had for good, as that of a task that Anaplan has no longer, each run would end so.
     */
    public WatchGivenUpException withCureOfLedger() {
        WatchGivenUpException told = new WatchGivenUpException(
                getMessage() + " The ledger of starts waits for its end, and the next run goes on with it."
                        + (reason == GiveUpReason.PERMANENT_ERROR
                                ? " If Anaplan has it no longer, look what became of it, and then call settleStart()."
                                : ""),
                task,
                reason,
                elapsed,
                polls,
                lastSeen,
                getCause());
        told.setStackTrace(getStackTrace());
        return told;
    }

    private static String whatIsKnown(GiveUpReason reason, @Nullable TaskStatus last) {
        if (last != null) {
            return "It was last seen " + last.state()
                    + (last.currentStep() == null ? "" : " (" + last.currentStep() + ")")
                    + ". It was left alone and may still be running; it can be watched again.";
        }
        return reason == GiveUpReason.PERMANENT_ERROR
                ? "Its status was never seen; mend the cause before watching again."
                : "Its status was never seen. It was left alone; it can be watched again.";
    }

    @Override
    public boolean taskMayBeRunning() {
        return true;
    }

    /** {@return the watched task} */
    public TaskRef task() {
        return task;
    }

    /** {@return why the watch was given up} */
    public GiveUpReason reason() {
        return reason;
    }

    /** {@return how long the watch went on} */
    public Duration elapsed() {
        return elapsed;
    }

    /** {@return how many polls were made} */
    public int polls() {
        return polls;
    }

    /** {@return the last status seen, if there was one} */
    public Optional<TaskStatus> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }
}
