package io.github.anaplan4j.command.show;

import io.github.anaplan4j.command.setup.Durations;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.watch.WatchEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One line at the bottom of a terminal that says where the task is, below the dated lines.
 *
 * <p>The terminal cuts the line at its right end, however wide it is at that moment.
 */
final class TerminalLine extends DatedLines {
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final TimeSource time;
    private final ScheduledExecutorService clock;
    private @Nullable String where;
    private Instant begin;
    private boolean isDrawn;

    TerminalLine(PrintStream out, PrintStream err, TimeSource time) {
        super(out, err, time, false);
        this.err = err;
        this.time = time;
        this.begin = time.now();
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "anaplan-progress");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(this::draw, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void onEvent(WatchEvent event) {
        super.onEvent(event);
        if (event instanceof WatchEvent.Polled polled) {
            synchronized (this) {
                where = EventWords.of(polled.status());
                begin = time.now().minus(event.elapsed());
            }
        }
        draw();
    }

    private synchronized void draw() {
        if (where != null && !clock.isShutdown()) {
            String passed = Durations.format(Duration.between(begin, time.now()));
            err.print(CLEAR + NO_WRAP + passed + "  " + where + WRAP);
            err.flush();
            isDrawn = true;
        }
    }

    @Override
    synchronized void erase() {
        if (isDrawn) {
            err.print(CLEAR);
            err.flush();
            isDrawn = false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        erase();
    }
}
