package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.port.BaseUrl;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Makes the addresses of Anaplan's resources under one API base.
 *
 * <p>Every id is one percent-encoded path segment.
 */
final class ApiUris {
    private final BaseUrl base;

    ApiUris(BaseUrl base) {
        this.base = base;
    }

    URI task(TaskRef task, boolean includeProcessDetails) {
        boolean details = includeProcessDetails && task.action().kind() == ActionKind.PROCESS;
        return URI.create(action(task.action()) + "/tasks/" + segment(task.taskId())
                + (details ? "?includeProcessDetails=true" : ""));
    }

    URI tasks(ActionRef action) {
        return URI.create(action(action) + "/tasks");
    }

    URI action(ActionRef action) {
        return URI.create(actions(action.model(), action.kind()) + "/" + segment(action.actionId()));
    }

    URI actions(ModelRef model, ActionKind kind) {
        return URI.create(model(model) + "/" + kind.collection());
    }

    URI files(ModelRef model) {
        return URI.create(model(model) + "/files");
    }

    URI file(FileRef file) {
        return URI.create(files(file.model()) + "/" + segment(file.fileId()));
    }

    URI complete(FileRef file) {
        return URI.create(file(file) + "/complete");
    }

    private URI dump(DumpRef dump) {
        return URI.create(
                task(dump.task(), false) + (dump.objectId() == null ? "/dump" : "/dumps/" + segment(dump.objectId())));
    }

    private URI content(ContentRef content) {
        if (content instanceof ContentRef.OfFile file) {
            return file(file.file());
        } else if (content instanceof ContentRef.OfDump dump) {
            return dump(dump.dump());
        }
        throw new AssertionError(content);
    }

    URI chunks(ContentRef content) {
        return URI.create(content(content) + "/chunks");
    }

    URI chunk(ContentRef content, String chunkId) {
        return URI.create(chunks(content) + "/" + segment(chunkId));
    }

    private String model(ModelRef model) {
        return base + "/workspaces/" + segment(model.workspaceId()) + "/models/" + segment(model.modelId());
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
