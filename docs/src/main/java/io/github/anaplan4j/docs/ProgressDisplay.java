package io.github.anaplan4j.docs;

import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchListener;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a watch as a progress bar, with the task's state and current step beside it. */
final class ProgressDisplay implements WatchListener, AutoCloseable {
    private static final int WIDTH = 100;

    private final ProgressBar bar;

    ProgressDisplay(PrintStream out) {
        bar = new ProgressBarBuilder()
                .setTaskName("process")
                .setInitialMax(100)
                .setUnit("%", 1)
                .hideEta()
                .setStyle(ProgressBarStyle.ASCII)
                .setMaxRenderedLength(WIDTH)
                .setUpdateIntervalMillis(250)
                .continuousUpdate()
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build();
    }

    @Override
    public void onEvent(WatchEvent event) {
        if (event instanceof WatchEvent.Polled polled) {
            show(polled.status());
        } else if (event instanceof WatchEvent.PollFailed failed) {
            bar.setExtraMessage("no status: " + failed.kind() + ", " + failed.inARow() + " in a row");
        } else if (event instanceof WatchEvent.Throttled throttled) {
            bar.setExtraMessage("throttled for " + throttled.atLeast().toSeconds() + " s");
        }
    }

    private void show(TaskStatus status) {
        status.completion().ifPresent(completion -> bar.stepTo(Math.round(100 * completion)));
        bar.setExtraMessage(status.state() + (status.currentStep() == null ? "" : ": " + status.currentStep()));
    }

    @Override
    public void close() {
        bar.close();
    }
}
