package io.github.anaplan4j.client;

import io.github.anaplan4j.protocol.AnaplanApi;
import io.github.anaplan4j.protocol.ContentApi;
import io.github.anaplan4j.protocol.DefinitionApi;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ContentRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transfer.ChunkSink;
import io.github.anaplan4j.transfer.ChunkStream;
import io.github.anaplan4j.watch.AsyncWatches;
import io.github.anaplan4j.watch.BlockingWatch;
import io.github.anaplan4j.watch.PollingGate;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.util.List;

/** What the handles of one client share: the protocol, the gate that all polls pass, and the drivers. */
final class Connection {
    private final AnaplanApi api;
    private final TaskApi tasks;
    private final DefinitionApi definitions;
    private final ContentApi content;
    private final Repeating repeating;
    private final Downloads downloads = new Downloads();
    private final PollingGate gate;
    private final TimeSource time;
    private final AsyncWatches asyncWatches;
    private final Timeouts timeouts;

    Connection(AnaplanApi api, PollingGate gate, TimeSource time, AsyncWatches asyncWatches, Timeouts timeouts) {
        this.api = api;
        this.tasks = new TaskApi(api);
        this.definitions = new DefinitionApi(api);
        this.content = new ContentApi(api);
        this.repeating = new Repeating(gate, time);
        this.gate = gate;
        this.time = time;
        this.asyncWatches = asyncWatches;
        this.timeouts = timeouts;
    }

    Definitions definitions() {
        return new Definitions(definitions, repeating, timeouts.read());
    }

    List<ListedTask> tasks(ActionRef action) {
        return repeating.send(() -> tasks.list(action, timeouts.read()));
    }

    TaskRef start(ActionRef action, StartOptions options) {
        return new SafeStart(tasks, repeating, time, timeouts).start(action, options);
    }

    void cancel(TaskRef task) {
        new Cancellation(tasks, repeating, timeouts.read()).cancel(task);
    }

    List<FileDefinition> files(ModelRef model) {
        return repeating.send(() -> content.files(model, timeouts.read()));
    }

    /** Opens a download, which ends with the client at the latest. */
    ChunkStream open(ContentRef ref) {
        return downloads.open(new Chunks(content, ref, repeating, timeouts.read()));
    }

    /** Ends every download. */
    void close() {
        downloads.close();
    }

    ChunkSink sink(FileRef file) {
        return new UploadedFile(content, file, repeating, timeouts.read());
    }

    TaskStatus status(TaskRef task) {
        return repeating.once(() -> tasks.status(task, true, timeouts.poll()));
    }

    WatchStep step(WatchSettings settings) {
        return new WatchStep(
                new PolledStatus(api, tasks, settings.processDetails(), timeouts.poll()), settings, gate, time);
    }

    TaskOutcome await(TaskRef task, WatchSettings settings) {
        return new BlockingWatch(step(settings), time).await(task);
    }

    Watch watch(TaskRef task, WatchSettings settings) {
        return asyncWatches.watch(task, step(settings));
    }
}
