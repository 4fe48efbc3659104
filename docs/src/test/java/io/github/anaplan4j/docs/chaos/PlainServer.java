package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.docs.hostile.Anaplan;
import io.github.anaplan4j.docs.hostile.Answer;
import io.github.anaplan4j.docs.hostile.Fault;
import io.github.anaplan4j.docs.hostile.Faults;
import io.github.anaplan4j.docs.hostile.HostileServer;
import io.github.anaplan4j.docs.hostile.Operation;
import io.github.anaplan4j.docs.hostile.Request;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server on raw sockets that knows nothing of the testkit, with the faults of the hostile one. Thread-safe. */
final class PlainServer implements Server, Anaplan {
    private static final Pattern PATH =
            Pattern.compile("/2/0/(workspaces/.+?/processes/\\d+)(?:/tasks(?:/([^/]+)(?:/dumps?/.*?(\\d+)?)?)?)?");
    private static final Duration ROLLING_BACK = Duration.ofSeconds(5);
    // They silence a client for ten minutes, which here take one.
    private static final String TOO_LONG = "retry-after-(a-day|end-of-time|more-than-a-long)-.*";
    private static final Map<String, Fault> FAULTS = Faults.ofRequests().stream()
            .filter(fault -> !fault.name().matches(TOO_LONG))
            .collect(Collectors.toMap(Fault::name, Function.identity(), (one, same) -> one, LinkedHashMap::new));

    private final TimeSource time;
    private final Instant start;
    private final HostileServer server;
    private final Map<String, Script> scripts = new HashMap<>();
    private final Map<TaskRef, Run> runs = new LinkedHashMap<>();
    private final List<Entry> journal = new ArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /** A run of an action. */
    private static final class Run {
        private final Script script;
        private final Instant begun;
        private Instant cancelled;

        Run(Script script, Instant begun) {
            this.script = script;
            this.begun = begun;
            this.cancelled = script.end() == Script.End.CANCELLED_BY_ANOTHER
                    ? begun.plus(script.length().dividedBy(2))
                    : Instant.MAX;
        }

        String state(Instant now) {
            if (!now.isBefore(cancelled)) {
                return now.isBefore(cancelled.plus(ROLLING_BACK)) ? "CANCELLING" : "CANCELLED";
            }
            return now.isBefore(begun.plus(script.length())) ? "IN_PROGRESS" : "COMPLETE";
        }

        void cancel(Instant now) {
            if (state(now).equals("IN_PROGRESS")) {
                cancelled = now;
            }
        }

        String words() {
            return script.end() == Script.End.FAILED
                    ? "It failed for " + script.number()
                    : script.rejected() + " of " + script.rows() + " rows failed";
        }

        Ending ending(Instant now) {
            String state = state(now);
            return Ending.of(
                    state,
                    script.end() != Script.End.FAILED,
                    script.rejected() > 0,
                    state.equals("COMPLETE") ? List.of(words()) : List.of());
        }
    }

    PlainServer(TimeSource time) {
        this.time = time;
        this.start = time.now();
        this.server = new HostileServer(this, request -> Optional.ofNullable(FAULTS.get(request.header(FAULT))));
    }

    @Override
    public void comes(Request request) {
        String token = request.header("Authorization");
        String rest = request.head()
                .lines()
                .filter(line -> !line.regionMatches(true, 0, "Authorization:", 0, 14))
                .collect(Collectors.joining("\n"));
        synchronized (this) {
            journal.add(new Entry(
                    Duration.between(start, time.now()),
                    request.header(PROGRAM),
                    request.method,
                    request.path,
                    token.substring(token.indexOf(' ') + 1),
                    rest,
                    request.header(FAULT),
                    request.path.contains("elsewhere")));
        }
    }

    @Override
    public Answer answer(Request request) throws IOException {
        request.body();
        Matcher path = PATH.matcher(request.path);
        Instant now = time.now();
        return (path.matches() ? answer(request, path, now) : notFound()).at(now);
    }

    private synchronized Answer answer(Request request, Matcher path, Instant now) {
        ActionRef action = TaskRef.parse(path.group(1) + "/tasks/any").action();
        if (request.method.equals("POST")) {
            TaskRef task = action.task("T" + runs.size());
            runs.put(task, new Run(scripts.get(path.group(1)), now));
            return Answer.json("{\"task\":{\"taskId\":\"" + task.taskId() + "\"}}");
        }
        if (request.path.endsWith("/tasks")) {
            List<String> rows = runs.entrySet().stream()
                    .filter(run -> run.getKey().action().equals(action))
                    .map(run -> "{\"taskId\":\"" + run.getKey().taskId() + "\",\"taskState\":\""
                            + run.getValue().state(now) + "\",\"creationTime\":"
                            + run.getValue().begun.toEpochMilli() + "}")
                    .toList();
            return list("tasks", rows);
        }
        Run run = path.group(2) == null ? null : runs.get(action.task(path.group(2)));
        if (run == null) {
            return notFound();
        }
        if (request.path.endsWith("/chunks")) {
            return list("chunks", List.of("{\"id\":\"0\"}"));
        }
        if (request.path.contains("/chunks/")) {
            String rows = "Code,Name\n" + "1,one\n".repeat(run.script.rejected());
            return new Answer(200, "application/octet-stream", rows.getBytes(StandardCharsets.UTF_8));
        }
        if (request.method.equals("DELETE")) {
            run.cancel(now);
        }
        String result = ",\"result\":{\"objectId\":\"" + action.actionId() + "\",\"successful\":"
                + (run.script.end() != Script.End.FAILED) + ",\"failureDumpAvailable\":" + (run.script.rejected() > 0)
                + ",\"details\":[{\"localMessageText\":\"" + run.words() + "\"}]}";
        return Answer.json("{\"task\":{\"taskId\":\"" + path.group(2) + "\",\"taskState\":\"" + run.state(now) + "\""
                + (run.state(now).equals("COMPLETE") ? result : "") + "}}");
    }

    private static Answer list(String name, List<String> rows) {
        return Answer.json("{\"meta\":{\"paging\":{\"totalSize\":" + rows.size() + "}},\"" + name + "\":["
                + String.join(",", rows) + "]}");
    }

    private static Answer notFound() {
        byte[] body = "{\"status\":{\"code\":404,\"message\":\"Not found\"}}".getBytes(StandardCharsets.UTF_8);
        return new Answer(404, "application/json", body);
    }

    @Override
    public String url() {
        return server.url();
    }

    @Override
    public String token() {
        return "token-" + tokens.incrementAndGet() + "-";
    }

    @Override
    public synchronized void give(ActionRef action, Script script) {
        scripts.put(action.toString(), script);
    }

    @Override
    public synchronized List<TaskRef> runsOf(ActionRef action) {
        return runs.keySet().stream()
                .filter(task -> task.action().equals(action))
                .toList();
    }

    @Override
    public synchronized Map<TaskRef, Ending> endings() {
        Map<TaskRef, Ending> endings = new LinkedHashMap<>();
        runs.forEach((task, run) -> endings.put(task, run.ending(time.now())));
        return endings;
    }

    @Override
    public synchronized List<Entry> journal() {
        return List.copyOf(journal);
    }

    @Override
    public List<String> faults(String method, String path) {
        Operation operation = switch (method) {
            case "POST" -> Operation.START;
            case "DELETE" -> Operation.CANCEL;
            default ->
                path.endsWith("/tasks")
                        ? Operation.LIST
                        : path.endsWith("/chunks")
                                ? Operation.CHUNK_LIST
                                : path.contains("/chunks/") ? Operation.LAST_CHUNK : Operation.STATUS;
        };
        return FAULTS.values().stream()
                .filter(fault -> fault.operations().contains(operation))
                .map(Fault::name)
                .toList();
    }

    @Override
    public Set<String> stalling() {
        return Set.of(); // there is no virtual time here
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
