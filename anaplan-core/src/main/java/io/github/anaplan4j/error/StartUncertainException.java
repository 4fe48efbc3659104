package io.github.anaplan4j.error;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * It is not known whether an action was started.
 *
 * <p>The start got no usable answer, and the list of the action's tasks does not tell whether it took place. Or it was
 * refused, and there is a new task all the same, or that cannot be looked up. Or an earlier start is still in
 * doubt, and nothing was sent this time. Starting again may run the action twice: look at the candidates, or at
 * Anaplan, first. Then settle the start, or the next one will end like this one, for an hour at least.
 */
public final class StartUncertainException extends AnaplanException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_TOLD = 10;

    /** The action that may have been started. */
    private final ActionRef action;

    /** The time at which the start was sent, by this machine's clock. */
    private final Instant sentAt;

    /** The tasks that may be the started one. */
    @SuppressWarnings("serial") // what List.copyOf returns is serializable
    private final List<ListedTask> candidates;

    /**
     * Makes an exception for a start in doubt.
     *
     * @param action the action that may have been started
     * @param sentAt when the start was sent, by this machine's clock
     * @param candidates the tasks that may be the started one, latest first; empty if none was seen
     * @param listed whether the action's tasks could be listed after the start
     * @param ledger the ledger in words
     * @param cause what went wrong with the start; null if an earlier start is in doubt
     */
    public StartUncertainException(
            ActionRef action,
            Instant sentAt,
            List<ListedTask> candidates,
            boolean listed,
            String ledger,
            @Nullable Throwable cause) {
        this(
                lines(
                        "It is not known whether " + action + " was started at " + sentAt + ": " + why(cause) + " ",
                        candidates,
                        listed,
                        " Look before you start it again, for that may run it twice. Then call settleStart() on a"
                                + " client with this ledger of starts, " + ledger + ". From an hour after that start"
                                + " on, the next one settles it by itself if the list of tasks shows then that it did"
                                + " not take place."),
                action,
                sentAt,
                candidates,
                cause);
    }

    private StartUncertainException(
            List<String> lines,
            ActionRef action,
            Instant sentAt,
            List<ListedTask> candidates,
            @Nullable Throwable cause) {
        super(lines, cause);
        this.action = action;
        this.sentAt = sentAt;
        this.candidates = List.copyOf(candidates);
    }

    /**
     * Makes an exception for a start whose task is known, and is given to nobody because that cannot be written down.
     *
     * @param task the task
     * @param sentAt when the start was sent, by this machine's clock
     * @param ledger the ledger in words
     * @param cause why it cannot be written
     * @return the exception to throw
     */
    public static StartUncertainException unwritten(TaskRef task, Instant sentAt, String ledger, Throwable cause) {
        return new StartUncertainException(
                List.of(task.action() + " was started at " + sentAt + ", and its task is " + task
                        + ". But the ledger of starts, " + ledger + ", cannot be written (" + cause
                        + "), so the next start would be given that task as well. Mend the ledger; then the next"
                        + " start or run looks for the task and goes on with it."),
                task.action(),
                sentAt,
                List.of(new ListedTask(task, TaskState.NOT_STARTED, null)),
                cause);
    }

    private static List<String> lines(String what, List<ListedTask> candidates, boolean listed, String advice) {
        if (candidates.isEmpty()) {
            String seen = listed
                    ? "No new task was seen, which does not rule out that one appears later."
                    : "Its tasks could not be listed either.";
            return List.of(what + seen + advice);
        }
        List<String> lines = new ArrayList<>();
        lines.add(what + "Any of these tasks may be it, or somebody else's:");
        candidates.stream()
                .limit(MOST_TOLD)
                .map(task -> "  " + task.task() + ", " + task.state()
                        + (task.creationTime() == null ? "" : ", created at " + task.creationTime()))
                .forEach(lines::add);
        int others = candidates.size() - MOST_TOLD;
        if (others > 0) {
            lines.add("  and " + others + " more, in candidates()");
        }
        lines.add(advice);
        return lines;
    }

    // What users' code throws may have anything in its message.
    private static String why(@Nullable Throwable cause) {
        if (cause == null) {
            return "what came of that start was never cleared up. Nothing was sent now.";
        }
        if (cause instanceof AnaplanException) {
            String message = cause.getMessage();
            return message.endsWith(".") ? message : message + ".";
        }
        return cause.getClass().getName() + " was thrown.";
    }

    @Override
    public boolean taskMayBeRunning() {
        return true;
    }

    /** {@return the action that may have been started} */
    public ActionRef action() {
        return action;
    }

    /** {@return when the start was sent, by this machine's clock} */
    public Instant sentAt() {
        return sentAt;
    }

    /** {@return the tasks that may be the started one, latest first; empty if none was seen} */
    public List<ListedTask> candidates() {
        return candidates;
    }
}
