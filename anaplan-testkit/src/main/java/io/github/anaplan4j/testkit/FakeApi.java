package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskRef;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The resources of the fake: what is defined, what runs, and a route for each request that it can answer. Its JSON is
 * written here by hand. Thread-safe.
 */
final class FakeApi {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String MODEL = "/2/0/(?:workspaces/([^/]+)/)?models/([^/]+)";
    private static final String COLLECTION = MODEL + "/(processes|imports|exports|actions)";
    private static final String ACTION = COLLECTION + "/([^/]+)";

    private final ModelRef home;
    private final List<Route> routes = List.of(
            new Route("GET", COLLECTION, this::definitions),
            new Route("GET", ACTION, this::definition),
            new Route("POST", ACTION + "/tasks", this::start),
            new Route("GET", ACTION + "/tasks", this::tasks),
            new Route("GET", ACTION + "/tasks/([^/]+)", this::status),
            new Route("DELETE", ACTION + "/tasks/([^/]+)", this::cancel));
    private final Map<ActionRef, Defined> defined = new LinkedHashMap<>();
    private final Map<TaskRef, FakeTask> running = new LinkedHashMap<>();
    private int taskNumber;

    private interface Handler {
        Reply answer(MatchResult path, RecordedRequest request);
    }

    private record Route(String method, Pattern path, Handler handler) {
        Route(String method, String path, Handler handler) {
            this(method, Pattern.compile(path), handler);
        }

        boolean matches(RecordedRequest request) {
            return method.equals(request.method())
                    && path.matcher(request.path()).matches();
        }
    }

    private record Defined(String name, String type, Scenario scenario, List<ProcessStep> steps) {}

    FakeApi(ModelRef home) {
        this.home = home;
    }

    /** @return whether there is an answer to such a request */
    boolean knows(RecordedRequest request) {
        return routes.stream().anyMatch(route -> route.matches(request));
    }

    /** @return the answer to a request that the fake knows */
    synchronized Reply answer(RecordedRequest request) {
        Route route = routes.stream()
                .filter(candidate -> candidate.matches(request))
                .findFirst()
                .orElseThrow();
        Matcher path = route.path().matcher(request.path());
        return path.matches() && namesSomething(path)
                ? route.handler().answer(path, request)
                : Reply.error(404, "Not Found", request);
    }

    private boolean namesSomething(MatchResult path) {
        try {
            switch (path.groupCount()) {
                case 3 -> model(path);
                case 4 -> action(path);
                default -> task(path);
            }
            return true;
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }

    synchronized void define(ActionRef action, String name, String type, Scenario scenario, List<ProcessStep> steps) {
        defined.put(action, new Defined(name, type, scenario.begun(), List.copyOf(steps)));
    }

    synchronized TaskRef run(ActionRef action, Scenario scenario, Instant now) {
        TaskRef task = action.task("%032X".formatted(++taskNumber));
        run(task, scenario, now);
        return task;
    }

    synchronized void run(TaskRef task, Scenario scenario, Instant now) {
        running.put(task, new FakeTask(task, scenario.begun(), now));
    }

    synchronized List<TaskRef> allTasks() {
        return List.copyOf(running.keySet());
    }

    private ModelRef model(MatchResult path) {
        return new ModelRef(path.group(1) == null ? home.workspaceId() : id(path, 1), id(path, 2));
    }

    private ActionRef action(MatchResult path) {
        return model(path).action(ActionKind.ofCollection(path.group(3)).orElseThrow(), id(path, 4));
    }

    private TaskRef task(MatchResult path) {
        return action(path).task(id(path, 5));
    }

    private static String id(MatchResult path, int group) {
        return URLDecoder.decode(path.group(group).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Reply definitions(MatchResult path, RecordedRequest request) {
        if (!model(path).equals(home)) {
            return Reply.error(404, "Not Found", request);
        }
        ActionKind kind = ActionKind.ofCollection(path.group(3)).orElseThrow();
        List<String> rows = new ArrayList<>();
        defined.forEach((action, definition) -> {
            if (action.kind() == kind) {
                rows.add(row(action, definition));
            }
        });
        return Reply.page("action", kind.collection(), rows, request);
    }

    private static String row(ActionRef action, Defined definition) {
        String type = switch (action.kind()) {
            case PROCESS -> "";
            case IMPORT -> ",\"importType\":" + Reply.quoted(definition.type());
            case EXPORT -> ",\"exportType\":" + Reply.quoted(definition.type());
            case ACTION -> ",\"actionType\":" + Reply.quoted(definition.type());
        };
        return "{\"id\":" + Reply.quoted(action.actionId()) + ",\"name\":" + Reply.quoted(definition.name()) + type
                + "}";
    }

    private Reply definition(MatchResult path, RecordedRequest request) {
        Defined definition = defined.get(action(path));
        if (definition == null || !path.group(3).equals("processes")) {
            return Reply.error(404, "Not Found", request);
        }
        List<String> steps = definition.steps().stream()
                .map(step -> "{\"id\":" + Reply.quoted(step.id()) + ",\"name\":" + Reply.quoted(step.name())
                        + (step.type() == null ? "" : ",\"actionType\":" + Reply.quoted(step.type())) + "}")
                .toList();
        return Reply.ok("{\"meta\":{\"schema\":\"https://api.anaplan.com//2/0/objects/process\"},"
                + "\"status\":{\"code\":200,\"message\":\"Success\"},\"processMetadata\":{\"name\":"
                + Reply.quoted(definition.name())
                + (steps.isEmpty() ? "" : ",\"actions\":[" + String.join(",", steps) + "]") + "}}");
    }

    private Reply start(MatchResult path, RecordedRequest request) {
        ActionRef action = action(path);
        Defined definition = defined.get(action);
        if (definition == null) {
            return Reply.error(404, "Not Found", request);
        }
        if (!hasLocaleFirst(request)) {
            return Reply.error(400, "localeName is missing, or does not come first", request);
        }
        TaskRef task = run(action, definition.scenario(), request.at());
        return Reply.ok("{\"meta\":{\"schema\":\"https://api.anaplan.com//2/0/objects/task\"},"
                + "\"status\":{\"code\":200,\"message\":\"Success\"},\"task\":{\"taskId\":\"" + task.taskId()
                + "\",\"taskState\":\"NOT_STARTED\",\"creationTime\":"
                + request.at().toEpochMilli() + "}}");
    }

    private static boolean hasLocaleFirst(RecordedRequest request) {
        try {
            JsonNode body = MAPPER.readTree(request.body());
            return body.isObject()
                    && !body.isEmpty()
                    && body.propertyNames().iterator().next().equals("localeName");
        } catch (JacksonException notJson) {
            return false;
        }
    }

    // Never 404: wrong ids and no access look like an action that never ran.
    private Reply tasks(MatchResult path, RecordedRequest request) {
        ActionRef action = action(path);
        List<String> rows = new ArrayList<>();
        running.forEach((task, state) -> {
            if (task.action().equals(action)) {
                rows.add(state.row(request.at()));
            }
        });
        return Reply.page("task", "tasks", rows, request);
    }

    private Reply status(MatchResult path, RecordedRequest request) {
        TaskRef ref = task(path);
        FakeTask task = running.get(ref);
        return task == null
                ? Reply.error(404, "Not Found", request)
                : Reply.ok(envelope(ref, task.json(request.at(), request.hasQuery("includeProcessDetails=true"))));
    }

    private Reply cancel(MatchResult path, RecordedRequest request) {
        TaskRef ref = task(path);
        FakeTask task = running.get(ref);
        if (task == null) {
            return Reply.error(404, "Not Found", request);
        }
        task.cancel(request.at());
        return Reply.ok(envelope(ref, task.json(request.at(), false)));
    }

    private static String envelope(TaskRef ref, String task) {
        String schema = "https://api.anaplan.com//2/0/models/" + ref.model().modelId() + "/objects/task";
        return """
                {
                  "meta": {"schema": %s},
                  "status": {"code": 200, "message": "Success"},
                  "task": %s
                }""".formatted(Reply.quoted(schema), task);
    }
}
