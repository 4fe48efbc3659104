package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.task.ActionRef;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is done when somebody presses Ctrl-C, or a signal ends the program: the run is left alone, and it is said how to
 * go on.
 *
 * <p>With {@code kill -9} there is no time for that; what is on disk is enough.
 */
final class Interruption implements AutoCloseable {
    private final AtomicReference<@Nullable AnaplanTask> running = new AtomicReference<>();
    private final Display display;
    private final boolean cancels;
    private final Thread hook = new Thread(this::tell, "anaplan-interrupted");

    private Interruption(Display display, boolean cancels) {
        this.display = display;
        this.cancels = cancels;
    }

    static Interruption watched(Display display, boolean cancels) {
        Interruption interruption = new Interruption(display, cancels);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    void starting(ActionRef action) {
        running.set(null);
    }

    void started(AnaplanTask task) {
        running.set(task);
    }

    private void tell() {
        AnaplanTask task = running.get();
        if (task == null) {
            display.failed(
                    "Interrupted. The same command goes on where this one was: it finds out whether the run was"
                            + " started.",
                    ExitCode.INTERRUPTED.number());
            return;
        }
        if (cancels) {
            cancel(task);
        }
        display.failed(
                "Interrupted. " + (cancels ? "Watch how it ends: " : "The run goes on. Watch it again: ")
                        + "anaplan watch " + task.ref(),
                ExitCode.INTERRUPTED.number());
    }

    private void cancel(AnaplanTask task) {
        try {
            task.cancel();
            display.note("Anaplan was asked to cancel the run.");
        } catch (AnaplanException | IllegalStateException failed) {
            display.note("The run could not be cancelled, and goes on: " + failed.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            awaitTheEnd();
        }
    }

    // The hook tells; whoever closes now has nothing to add.
    private static void awaitTheEnd() {
        Thread.currentThread().interrupt();
    }
}
