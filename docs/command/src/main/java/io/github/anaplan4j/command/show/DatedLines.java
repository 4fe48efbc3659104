package io.github.anaplan4j.command.show;

import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.WatchEvent;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A dated line for each change, as for a log. The report goes to standard output, all else to standard error. */
class DatedLines implements Display {
    private final PrintStream out;
    private final PrintStream err;
    private final TimeSource time;
    private final boolean isQuiet;

    /**
     * Makes a display.
     *
     * @param out where the report goes
     * @param err where the lines go
     * @param time dates the lines
     * @param isQuiet whether only what went wrong is said
     */
    DatedLines(PrintStream out, PrintStream err, TimeSource time, boolean isQuiet) {
        this.out = out;
        this.err = err;
        this.time = time;
        this.isQuiet = isQuiet;
    }

    @Override
    public final void note(String words) {
        line(words);
    }

    @Override
    public final void started(TaskRef task, boolean isGoneOnWith) {
        line((isGoneOnWith ? "going on with " : "started ") + task);
    }

    @Override
    public final void uploaded(Path from, String to) {
        line("uploaded " + from + " as " + to);
    }

    @Override
    public final void saved(String what, Path to, long bytes) {
        line("saved " + what + " " + to + ", " + bytes + " bytes");
    }

    @Override
    public void onEvent(WatchEvent event) {
        EventWords.of(event).ifPresent(this::line);
    }

    @Override
    public final void ended(TaskReport report, int exitCode, String verdict) {
        if (!isQuiet) {
            erase();
            out.print(report);
            out.println(verdict);
            out.flush();
        }
    }

    @Override
    public final void failed(String message, int exitCode, @Nullable TaskRef task) {
        erase();
        err.println(message);
        if (task != null) {
            err.println("To watch it again: anaplan watch " + task);
        }
    }

    private synchronized void line(String words) {
        if (!isQuiet) {
            erase();
            err.println(time.now().truncatedTo(ChronoUnit.SECONDS) + " " + EventWords.printable(words));
        }
    }

    /** Makes room for a line. */
    void erase() {}

    @Override
    public void close() {
        erase();
    }
}
