package io.github.anaplan4j.watch;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch ended before its task did. That is no outcome of the task: nobody touched it, and it may still be running. The
 * watch can be resumed at any time, here or in another process, with {@link #task} or its one-line text.
 */
public final class WatchGivenUpException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    private final TaskRef task;
    private final GiveUpReason reason;
    private final @Nullable TaskStatus lastSeen;

    /** @param gaveUp the last step of the watch */
    public WatchGivenUpException(StepResult.GaveUp gaveUp) {
        super(describe(gaveUp), gaveUp.cause());
        this.task = gaveUp.state().task();
        this.reason = gaveUp.reason();
        this.lastSeen = gaveUp.state().lastSeen();
    }

    private static String describe(StepResult.GaveUp gaveUp) {
        WatchState state = gaveUp.state();
        String what = "Gave up watching " + state.task() + " after " + inSeconds(state.elapsed()) + " and "
                + (state.polls() == 1 ? "1 poll" : state.polls() + " polls") + ": " + gaveUp.reason();
        String why = gaveUp.cause() == null ? "" : " (" + gaveUp.cause().getMessage() + ")";
        return what + why + ". " + whatIsKnown(gaveUp);
    }

    private static String whatIsKnown(StepResult.GaveUp gaveUp) {
        TaskStatus last = gaveUp.state().lastSeen();
        if (last != null) {
            return "It was last seen " + last.state()
                    + (last.currentStep() == null ? "" : " (" + last.currentStep() + ")")
                    + ". It was left alone and may still be running; it can be watched again.";
        }
        return gaveUp.reason() == GiveUpReason.PERMANENT_ERROR
                ? "Its status was never seen; mend the cause before watching again."
                : "Its status was never seen. It was left alone; it can be watched again.";
    }

    @Override
    public boolean taskMayBeRunning() {
        return true;
    }

    private static String inSeconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    /** {@return the watched task} */
    public TaskRef task() {
        return task;
    }

    /** {@return why the watch was given up} */
    public GiveUpReason reason() {
        return reason;
    }

    /** {@return the last status seen, if there was one} */
    public Optional<TaskStatus> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }
}
