package io.github.anaplan4j.command.show;

import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.WatchEvent;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One JSON object for each event, on a line of its own on standard output. The page of the command lists them. */
final class JsonLines implements Display {
    private final PrintStream out;
    private final TimeSource time;

    JsonLines(PrintStream out, TimeSource time) {
        this.out = out;
        this.time = time;
    }

    @Override
    public void note(String words) {
        event("note", json -> json.writeStringProperty("message", words));
    }

    @Override
    public void started(TaskRef task, boolean isGoneOnWith) {
        event(isGoneOnWith ? "resumed" : "started", json -> json.writeStringProperty("task", task.toString()));
    }

    @Override
    public void uploaded(Path from, String to) {
        event("uploaded", json -> {
            json.writeStringProperty("path", from.toString());
            json.writeStringProperty("file", to);
        });
    }

    @Override
    public void saved(String what, Path to, long bytes) {
        event("saved", json -> {
            json.writeStringProperty("what", what);
            json.writeStringProperty("path", to.toString());
            json.writeNumberProperty("bytes", bytes);
        });
    }

    @Override
    public void onEvent(WatchEvent event) {
        if (event instanceof WatchEvent.StateChanged changed) {
            event(
                    "state",
                    json -> json.writeStringProperty("state", changed.to().toString()));
        } else if (event instanceof WatchEvent.StepChanged changed) {
            event("step", json -> json.writeStringProperty("step", changed.to()));
        } else if (event instanceof WatchEvent.Polled polled) {
            event("status", json -> StatusJson.write(json, polled.status()));
        } else if (event instanceof WatchEvent.PollFailed failed) {
            event("poll-failed", json -> {
                json.writeStringProperty("kind", failed.kind().name());
                json.writeNumberProperty("inARow", failed.inARow());
                json.writeStringProperty("message", failed.cause().getMessage());
            });
        } else if (event instanceof WatchEvent.Throttled throttled) {
            event(
                    "throttled",
                    json -> json.writeNumberProperty(
                            "seconds", throttled.atLeast().toSeconds()));
        } else if (event instanceof WatchEvent.IrregularTransition odd) {
            event("irregular", json -> {
                json.writeStringProperty("from", String.valueOf(odd.from()));
                json.writeStringProperty("to", odd.to().toString());
            });
        }
    }

    @Override
    public void ended(TaskReport report, int exitCode, String verdict) {
        event("ended", json -> {
            json.writeNumberProperty("exitCode", exitCode);
            json.writeStringProperty("verdict", verdict);
            ReportJson.write(json, report);
        });
    }

    @Override
    public void failed(String message, int exitCode, @Nullable TaskRef task) {
        event("failed", json -> {
            json.writeNumberProperty("exitCode", exitCode);
            json.writeStringProperty("message", message);
            if (task != null) {
                json.writeStringProperty("task", task.toString());
            }
        });
    }

    private void event(String name, Consumer<JsonGenerator> more) {
        Json.line(out, json -> {
            json.writeStringProperty("event", name);
            json.writeStringProperty("at", time.now().toString());
            more.accept(json);
        });
    }

    @Override
    public void close() {}
}
