package io.github.anaplan4j.error;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of starts did not let an action be started, or could not keep the end of its run.
 *
 * <p>The ledger cannot be read or written, or hangs, or another start or run of the same action goes on through it.
 * Nothing was sent then. If there is an {@link #outcome}, the action ran to its end, and that could not be written
 * down. So the next start or run of it through this ledger returns that task once more, and starts nothing, unless a
 * ledger that hung has written it after all.
 */
public final class StartLedgerException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /** The action that was not started. */
    private final ActionRef action;

    /** How the run ended that the ledger could not settle, or null. */
    private final @Nullable TaskOutcome outcome;

    /**
     * Makes an exception for a start that was not sent.
     *
     * @param action the action that was not started
     * @param why what is the matter, and what to do about it
     * @param cause what the ledger threw, or null
     */
    public StartLedgerException(ActionRef action, String why, @Nullable Throwable cause) {
        super(action + " was not started: " + why, cause);
        this.action = action;
        this.outcome = null;
    }

    /**
     * Makes an exception for a run whose end was seen and not kept.
     *
     * @param outcome how it ended
     * @param cause what the ledger threw
     */
    public StartLedgerException(TaskOutcome outcome, Throwable cause) {
        super(
                outcome.task() + " is over (" + outcome.status().state()
                        + "), but the ledger of starts cannot be written (" + cause
                        + "). The next start or run of the action returns this task once more, and starts nothing."
                        + " See to the ledger; then call settleStart().",
                cause);
        this.action = outcome.task().action();
        this.outcome = outcome;
    }

    /** {@return the action that was not started, or whose run is over} */
    public ActionRef action() {
        return action;
    }

    /** {@return how the run ended, if that is what could not be written down; empty if nothing was started} */
    public Optional<TaskOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }
}
