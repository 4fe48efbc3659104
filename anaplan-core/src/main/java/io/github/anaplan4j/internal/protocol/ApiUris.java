package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Makes the addresses of Anaplan's resources under one API base.
 *
 * <p>A reference prints itself as its path. Here each segment of that is percent-encoded; no id escapes from its own,
 * because none has a slash.
 */
final class ApiUris {
    private final BaseUrl base;

    ApiUris(BaseUrl base) {
        this.base = base;
    }

    URI task(TaskRef task, boolean includeProcessDetails) {
        boolean details = includeProcessDetails && task.action().kind() == ActionKind.PROCESS;
        return at(task.toString(), details ? "?includeProcessDetails=true" : "");
    }

    URI tasks(ActionRef action) {
        return at(action.toString(), "/tasks");
    }

    URI latestTasks(ActionRef action, int most) {
        return URI.create(tasks(action) + "?sort=-creationDate&limit=" + most);
    }

    URI action(ActionRef action) {
        return at(action.toString(), "");
    }

    URI models() {
        return at("models", "");
    }

    // With its workspace before it, this address is refused.
    URI model(ModelRef model) {
        return at("models/" + model.modelId(), "");
    }

    URI user() {
        return at("users/me", "");
    }

    URI actions(ModelRef model, ActionKind kind) {
        return at(model.toString(), "/" + kind.collection());
    }

    URI files(ModelRef model) {
        return at(model.toString(), "/files");
    }

    URI file(FileRef file) {
        return at(file.toString(), "");
    }

    URI complete(FileRef file) {
        return at(file.toString(), "/complete");
    }

    URI chunks(ContentRef content) {
        return at(content.toString(), "/chunks");
    }

    URI chunk(ContentRef content, String chunkId) {
        return URI.create(chunks(content) + "/" + segment(chunkId));
    }

    private URI at(String ref, String resource) {
        StringBuilder uri = new StringBuilder(256).append(base);
        for (String segment : ref.split("/", -1)) {
            uri.append('/').append(segment(segment));
        }
        return URI.create(uri.append(resource).toString());
    }

    private static boolean isPlain(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '_';
    }

    private static String segment(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!isPlain(id.charAt(i))) {
                return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
            }
        }
        return id; // as nearly all are
    }
}
