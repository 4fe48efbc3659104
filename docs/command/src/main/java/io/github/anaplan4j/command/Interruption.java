package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.error.AnaplanException;
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

    void started(AnaplanTask task) {
        running.set(task);
    }

    private void tell() {
        AnaplanTask task = running.get();
        if (task == null) {
            display.failed(
                    "Interrupted. The same command goes on where this one was: it finds out whether the run was"
                            + " started.",
                    ExitCode.INTERRUPTED.number(),
                    null);
            return;
        }
        if (cancels && cancel(task)) {
            display.failed(
                    "Interrupted. Anaplan was asked to cancel the run.", ExitCode.INTERRUPTED.number(), task.ref());
            return;
        }
        display.failed("Interrupted. The run goes on.", ExitCode.INTERRUPTED.number(), task.ref());
    }

    private boolean cancel(AnaplanTask task) {
        try {
            task.cancel();
            return true;
        } catch (AnaplanException | IllegalStateException failed) {
            display.note("The run could not be cancelled: " + failed.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) { // so it tells, and whoever closes now has nothing to add
            join();
        }
    }

    private void join() {
        try {
            hook.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
