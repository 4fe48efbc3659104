package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.protocol.AnaplanApi;
import io.github.anaplan4j.protocol.ContentApi;
import io.github.anaplan4j.protocol.DefinitionApi;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ContentRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transfer.ChunkSink;
import io.github.anaplan4j.transfer.ChunkSource;
import io.github.anaplan4j.watch.AsyncWatches;
import io.github.anaplan4j.watch.BlockingWatch;
import io.github.anaplan4j.watch.Observation;
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
        return new Definitions(definitions, READ_TIMEOUT);
    }

    TaskApi tasks() {
        return tasks;
    }

    Duration readTimeout() {
        return READ_TIMEOUT;
    }

    TaskRef start(ActionRef action, StartOptions options) {
        return new SafeStart(tasks, time, startTimeout, READ_TIMEOUT).start(action, options);
    }

    void cancel(TaskRef task) {
        new Cancellation(tasks, repeating, READ_TIMEOUT).cancel(task);
    }

    List<FileDefinition> files(ModelRef model) {
        return content.files(model, READ_TIMEOUT);
    }

    ChunkSource chunks(ContentRef ref) {
        return new Chunks(content, ref, repeating, READ_TIMEOUT);
    }

    ChunkSink sink(FileRef file) {
        return new UploadedFile(content, file, repeating, READ_TIMEOUT);
    }

    TaskStatus status(TaskRef task, boolean processDetails, Duration timeout) {
        gate.spend();
        try {
            return tasks.status(task, processDetails, timeout);
        } catch (AnaplanApiException refused) {
            if (refused.status() == 429) {
                gate.throttled(refused.retryAfter().orElse(Observation.Throttled.DEFAULT_WAIT));
            }
            throw refused;
        }
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
