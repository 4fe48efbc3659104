package io.github.anaplan4j.error;

import io.github.anaplan4j.task.ActionRef;
import org.jspecify.annotations.Nullable;

/**
 * An action was not started, because the ledger of starts did not let it.
 *
 * <p>The ledger cannot be read or written, or another start or run of the same action goes on through it. Nothing was
 * sent.
 */
public final class StartLedgerException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /** The action that was not started. */
    private final ActionRef action;

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
    }

    /** {@return the action that was not started} */
    public ActionRef action() {
        return action;
    }
}
