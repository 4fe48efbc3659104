package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The views of the fake over HTTP, as CSV: at once, or page by page after a read request. Thread-safe. */
public final class ViewRoutes {
    private static final String VIEWS = ApiPaths.MODEL + "/views";
    private static final String VIEW = VIEWS + "/([^/]+)";
    private static final String READ_REQUEST = VIEW + "/readRequests/([^/]+)";
    private static final Duration READING = Duration.ofSeconds(5);

    private final ModelRegistry models;
    private final Map<ViewId, View> views = new LinkedHashMap<>();
    private final Map<String, ReadRequest> readRequests = new HashMap<>();

    private record ViewId(ModelRef model, String id) {}

    private record View(String name, List<byte[]> pages) {
        byte[] whole() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            pages.forEach(whole::writeBytes);
            return whole.toByteArray();
        }
    }

    private record ReadRequest(ViewId view, Instant at, List<byte[]> pages) {
        boolean isOver(Instant now) {
            return !now.isBefore(at.plus(READING));
        }
    }

    ViewRoutes(ModelRegistry models) {
        this.models = models;
    }

    List<Route> routes() {
        return models.guarding(List.of(
                new Route("GET", VIEWS, this::list),
                new Route("GET", VIEW + "/data", this::data),
                new Route("POST", VIEW + "/readRequests", this::request),
                new Route("GET", READ_REQUEST, this::status),
                new Route("GET", READ_REQUEST + "/pages/(\\d{1,9})", this::page),
                new Route("DELETE", READ_REQUEST, this::delete)));
    }

    /**
     * Adds a view, or replaces it.
     *
     * @param model its model
     * @param id its id
     * @param name its name
     * @param pages its content as CSV, in the pages of a read request
     */
    public synchronized void add(ModelRef model, String id, String name, List<byte[]> pages) {
        views.put(new ViewId(model, id), new View(name, pages));
    }

    private ViewId id(MatchResult path) {
        return new ViewId(models.ref(path), Route.id(path, 3));
    }

    private synchronized Reply list(MatchResult path, LoggedRequest request) {
        ModelRef model = models.ref(path);
        List<JsonObject> rows = views.entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(model))
                .map(entry -> new JsonObject()
                        .put("id", entry.getKey().id())
                        .put("name", entry.getValue().name())
                        .put("moduleId", entry.getKey().id())) // a default view
                .toList();
        return Listing.of("view", "views", rows, request);
    }

    private synchronized Reply data(MatchResult path, LoggedRequest request) {
        View view = views.get(id(path));
        if (view == null) {
            return Reply.notFound(request);
        }
        return request.query("format").isEmpty()
                ? Reply.csv(view.whole())
                : Reply.error(406, "The fake has views as CSV alone", request);
    }

    private synchronized Reply request(MatchResult path, LoggedRequest request) {
        View view = views.get(id(path));
        if (view == null) {
            return Reply.notFound(request);
        }
        String requestId = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        readRequests.put(requestId, new ReadRequest(id(path), request.at(), view.pages()));
        return answer(new JsonObject()
                .put("requestId", requestId)
                .put("requestState", "NOT_STARTED")
                .put("url", request.origin() + request.path() + "/" + requestId));
    }

    private static Reply answer(JsonObject readRequest) {
        return Reply.single("viewReadRequest", "viewReadRequest", readRequest);
    }

    private @Nullable ReadRequest find(MatchResult path) {
        ReadRequest found = readRequests.get(Route.id(path, 4));
        return found != null && found.view().equals(id(path)) ? found : null;
    }

    private synchronized Reply status(MatchResult path, LoggedRequest request) {
        ReadRequest found = find(path);
        if (found == null) {
            return Reply.notFound(request);
        }
        boolean isOver = found.isOver(request.at());
        JsonObject json = json(found, isOver ? "COMPLETE" : "IN_PROGRESS", path, request)
                .put("availablePages", isOver ? found.pages().size() : 0);
        return answer(isOver ? json.put("successful", true) : json);
    }

    private synchronized Reply page(MatchResult path, LoggedRequest request) {
        ReadRequest found = find(path);
        int page = Integer.parseInt(path.group(5));
        return found == null
                        || !found.isOver(request.at())
                        || page >= found.pages().size()
                ? Reply.notFound(request)
                : Reply.csv(found.pages().get(page));
    }

    private synchronized Reply delete(MatchResult path, LoggedRequest request) {
        ReadRequest found = find(path);
        if (found == null) {
            return Reply.notFound(request);
        }
        readRequests.remove(Route.id(path, 4));
        return answer(json(found, found.isOver(request.at()) ? "COMPLETE" : "CANCELLED", path, request));
    }

    private static JsonObject json(ReadRequest found, String state, MatchResult path, LoggedRequest request) {
        return new JsonObject()
                .put("requestId", Route.id(path, 4))
                .put("viewId", found.view().id())
                .put("requestState", state)
                .put("url", request.origin() + request.path());
    }
}
