package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.page.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The actions of the fake, and their runs. Thread-safe. */
final class FakeActions {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String COLLECTION = Route.MODEL + "/(processes|imports|exports|actions)";
    private static final String ACTION = COLLECTION + "/([^/]+)";
    static final String TASK = ACTION + "/tasks/([^/]+)";

    private final FakeModels models;
    private final Map<ActionRef, Defined> defined = new LinkedHashMap<>();
    private final Map<TaskRef, FakeTask> running = new LinkedHashMap<>();
    private final List<FakeTask> eventful = new ArrayList<>(); // of many tasks few; each request asks them
    private int taskNumber;

    private record Defined(String name, String type, Scenario scenario, List<ProcessStep> steps) {}

    FakeActions(FakeModels models) {
        this.models = models;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", COLLECTION, this::definitions),
                new Route("GET", ACTION, this::definition),
                new Route("POST", ACTION + "/tasks", this::start),
                new Route("GET", ACTION + "/tasks", this::tasks),
                new Route("GET", TASK, this::status),
                new Route("DELETE", TASK, this::cancel));
    }

    synchronized void define(ActionRef action, String name, String type, Scenario scenario, List<ProcessStep> steps) {
        defined.put(action, new Defined(name, type, scenario.begun(), List.copyOf(steps)));
    }

    synchronized TaskRef run(ActionRef action, Scenario scenario, Instant now) {
        TaskRef task = action.task("%032X".formatted(++taskNumber));
        run(task, scenario, now);
        return task;
    }

    synchronized TaskRef runDefined(ActionRef action, Instant now) {
        Defined definition = defined.get(action);
        if (definition == null) {
            throw new IllegalArgumentException("There is no action " + action + " on the fake. Call define first.");
        }
        return run(action, definition.scenario(), now);
    }

    synchronized void run(TaskRef task, Scenario scenario, Instant now) {
        FakeTask started = new FakeTask(task, scenario.begun(), now);
        running.put(task, started);
        if (scenario.isEventful()) {
            eventful.add(started);
        }
    }

    synchronized void cancel(TaskRef task, String by, Instant now) {
        there(task).cancel(by, now);
    }

    synchronized void fail(TaskRef task, String why, Instant now) {
        there(task).fail(why, now);
    }

    synchronized void fastForward(TaskRef task, Duration by, Instant now) {
        there(task).fastForward(by, now);
    }

    synchronized void fastForwardToNextState(TaskRef task, Instant now) {
        there(task).fastForwardToNextState(now);
    }

    private FakeTask there(TaskRef ref) {
        FakeTask task = running.get(ref);
        if (task == null) {
            throw new IllegalArgumentException("There is no task " + ref + " on the fake.");
        }
        return task;
    }

    synchronized List<TaskRef> allTasks() {
        return List.copyOf(running.keySet());
    }

    ModelRef model(MatchResult path) {
        return models.ref(path);
    }

    private ActionRef action(MatchResult path) {
        return model(path).action(ActionKind.ofCollection(path.group(3)).orElseThrow(), Route.id(path, 4));
    }

    TaskRef task(MatchResult path) {
        return action(path).task(Route.id(path, 5));
    }

    private synchronized Reply definitions(MatchResult path, RecordedRequest request) {
        ModelRef model = model(path);
        if (!models.has(model)) {
            return Reply.notFound(request);
        }
        ActionKind kind = ActionKind.ofCollection(path.group(3)).orElseThrow();
        List<String> rows = new ArrayList<>();
        defined.forEach((action, definition) -> {
            if (action.model().equals(model) && action.kind() == kind) {
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

    private synchronized Reply definition(MatchResult path, RecordedRequest request) {
        Defined definition = defined.get(action(path));
        if (definition == null) {
            // Of an unknown import Anaplan says this, and nobody knows why.
            return path.group(3).equals("imports")
                    ? Reply.error(500, "Internal Server Error", request)
                    : Reply.notFound(request);
        }
        if (action(path).kind() != ActionKind.PROCESS) {
            String kind = action(path).kind().name().toLowerCase(Locale.ROOT);
            return Reply.single(kind, kind + "Metadata", row(action(path), definition));
        }
        List<String> steps = definition.steps().stream()
                .map(step -> "{\"id\":" + Reply.quoted(step.id()) + ",\"name\":" + Reply.quoted(step.name())
                        + (step.type() == null ? "" : ",\"actionType\":" + Reply.quoted(step.type())) + "}")
                .toList();
        return Reply.single(
                "process",
                "processMetadata",
                "{\"name\":" + Reply.quoted(definition.name())
                        + (steps.isEmpty() ? "" : ",\"actions\":[" + String.join(",", steps) + "]") + "}");
    }

    private synchronized Reply start(MatchResult path, RecordedRequest request) {
        ActionRef action = action(path);
        Defined definition = defined.get(action);
        if (definition == null) {
            return Reply.notFound(request);
        }
        if (!hasLocaleFirst(request)) {
            return Reply.error(400, "localeName is missing, or does not come first", request);
        }
        TaskRef task = run(action, definition.scenario(), request.at());
        return Reply.single(
                "task",
                "task",
                "{\"taskId\":" + Reply.quoted(task.taskId()) + ",\"taskState\":\"NOT_STARTED\",\"creationTime\":"
                        + request.at().toEpochMilli() + "}");
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
    private synchronized Reply tasks(MatchResult path, RecordedRequest request) {
        ActionRef action = action(path);
        List<String> rows = new ArrayList<>();
        running.forEach((task, state) -> {
            if (task.action().equals(action)) {
                rows.add(state.row(request.at()));
            }
        });
        return Reply.page("task", "tasks", rows, request);
    }

    private synchronized Reply status(MatchResult path, RecordedRequest request) {
        TaskRef ref = task(path);
        FakeTask task = running.get(ref);
        return task == null
                ? Reply.notFound(request)
                : Reply.ok(envelope(ref, task.json(request.at(), request.hasQuery("includeProcessDetails=true"))));
    }

    private synchronized Reply cancel(MatchResult path, RecordedRequest request) {
        TaskRef ref = task(path);
        FakeTask task = running.get(ref);
        if (task == null) {
            return Reply.notFound(request);
        }
        task.cancelByRunner(request.at());
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

    /** @return the actions of a model, for the page */
    synchronized List<Snapshot.Action> snapshots(ModelRef model) {
        return defined.entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(model))
                .map(entry -> new Snapshot.Action(
                        entry.getKey().toString(),
                        entry.getKey().kind().name().toLowerCase(Locale.ROOT),
                        entry.getKey().actionId(),
                        entry.getValue().name()))
                .toList();
    }

    /** @return the last tasks, the last of all first, for the page */
    synchronized List<Snapshot.Task> snapshots(int most, Instant now) {
        List<Map.Entry<TaskRef, FakeTask>> last = new ArrayList<>(running.entrySet());
        Collections.reverse(last);
        return last.stream()
                .limit(most)
                .map(entry -> entry.getValue().snapshot(name(entry.getKey().action()), now))
                .toList();
    }

    private String name(ActionRef action) {
        Defined definition = defined.get(action);
        return definition == null ? action.actionId() : definition.name();
    }

    synchronized List<ActionRef> definedActions() {
        return List.copyOf(defined.keySet());
    }

    /** @return a line for each task, for people */
    synchronized String describe(Instant now) {
        return running.isEmpty()
                ? "  none"
                : running.entrySet().stream()
                        .map(entry ->
                                "  " + entry.getKey() + "  " + entry.getValue().describe(now))
                        .collect(Collectors.joining("\n"));
    }

    /** @return what happens to requests now, because of some run that there is */
    synchronized Optional<Mishap> trouble(Instant now) {
        return eventful.stream().flatMap(task -> task.trouble(now).stream()).findFirst();
    }

    /** @return whether tokens have expired since this was asked last, because of some run */
    synchronized boolean takeTokenExpiry(Instant now) {
        return eventful.stream().filter(task -> task.takeTokenExpiry(now)).count() > 0;
    }

    /** @return the content of a dump, if the scenario of its task says it */
    synchronized Optional<byte[]> dump(DumpRef dump) {
        return Optional.ofNullable(running.get(dump.task())).flatMap(task -> task.dump(dump.objectId()));
    }

    /** @return whether a task's answer at that moment says that there is such a dump */
    synchronized boolean announces(DumpRef dump, Instant now) {
        FakeTask task = running.get(dump.task());
        return task != null && task.announcesDump(dump.objectId(), now);
    }

    /** @return the task of the model that runs now, if one does */
    synchronized Optional<FakeTask> runningOn(ModelRef model, Instant now) {
        return running.entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(model))
                .map(Map.Entry::getValue)
                .filter(task -> task.isRunning(now))
                .findFirst();
    }
}
