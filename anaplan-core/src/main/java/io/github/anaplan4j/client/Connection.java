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
import java.time.Duration;
import java.util.List;

/** What the handles of one client share: the protocol, the gate that all polls pass, and the drivers. */
final class Connection {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    private final AnaplanApi api;
    private final TaskApi tasks;
    private final DefinitionApi definitions;
    private final ContentApi content;
    private final Repeating repeating;
    private final Downloads downloads = new Downloads();
    private final PollingGate gate;
    private final TimeSource time;
    private final AsyncWatches asyncWatches;
    private final Duration startTimeout;

    Connection(AnaplanApi api, PollingGate gate, TimeSource time, AsyncWatches asyncWatches, Duration startTimeout) {
        this.api = api;
        this.tasks = new TaskApi(api);
        this.definitions = new DefinitionApi(api);
        this.content = new ContentApi(api);
        this.repeating = new Repeating(gate, time);
        this.gate = gate;
        this.time = time;
        this.asyncWatches = asyncWatches;
        this.startTimeout = startTimeout;
    }

    Definitions definitions() {
        return new Definitions(definitions, repeating, READ_TIMEOUT);
    }

    List<ListedTask> tasks(ActionRef action) {
        return repeating.send(() -> tasks.list(action, READ_TIMEOUT));
    }

    TaskRef start(ActionRef action, StartOptions options) {
        return new SafeStart(tasks, repeating, time, startTimeout, READ_TIMEOUT).start(action, options);
    }

    void cancel(TaskRef task) {
        new Cancellation(tasks, repeating, READ_TIMEOUT).cancel(task);
    }

    List<FileDefinition> files(ModelRef model) {
        return repeating.send(() -> content.files(model, READ_TIMEOUT));
    }

    /** Opens a download, which ends with the client at the latest. */
    ChunkStream open(ContentRef ref) {
        return downloads.open(new Chunks(content, ref, repeating, READ_TIMEOUT));
    }

    /** Ends every download. */
    void close() {
        downloads.close();
    }

    ChunkSink sink(FileRef file) {
        return new UploadedFile(content, file, repeating, READ_TIMEOUT);
    }

    TaskStatus status(TaskRef task, boolean processDetails, Duration timeout) {
        return repeating.once(() -> tasks.status(task, processDetails, timeout));
    }

    WatchStep step(WatchSettings settings) {
        return new WatchStep(new PolledStatus(api, tasks, settings.processDetails()), settings, gate, time);
    }

    TaskOutcome await(TaskRef task, WatchSettings settings) {
        return new BlockingWatch(step(settings), time).await(task);
    }

    Watch watch(TaskRef task, WatchSettings settings) {
        return asyncWatches.watch(task, step(settings));
    }
}
