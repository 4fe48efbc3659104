package io.github.anaplan4j.docs.hostile;

import io.github.anaplan4j.spi.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the server knows: one action with its tasks, and one file of two chunks. Thread-safe. */
final class TinyAnaplan implements Anaplan {
    static final byte[] FIRST = "a,b\n".repeat(700).getBytes(StandardCharsets.UTF_8);
    static final byte[] LAST = "1,2\n".repeat(500).getBytes(StandardCharsets.UTF_8);

    private static final int RUNNING_POLLS = 2;

    private final TimeSource time;
    private final List<String> runs = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private final boolean hidesRuns;
    private List<String> unlisted = List.of();
    private int polls;
    private byte[] uploaded = {};
    private boolean isAnnounced;
    private boolean isCancelled;

    TinyAnaplan(TimeSource time, boolean hidesRuns) {
        this.time = time;
        this.hidesRuns = hidesRuns;
        rows.add(row("T0", 0));
    }

    /** Has the task of somebody else, of that age, and no other; no list before a start shows it. */
    synchronized void haveUnlistedTask(Duration age) {
        rows.clear();
        unlisted = List.of(row("THEIRS", time.now().minus(age).toEpochMilli()));
    }

    @Override
    public synchronized void comes(Request request) {
        if (request.isStart()) {
            rows.addAll(unlisted);
            unlisted = List.of();
        }
    }

    private static String row(String task, long created) {
        return "{\"taskId\":\"" + task + "\",\"taskState\":\"IN_PROGRESS\",\"creationTime\":" + created + "}";
    }

    @Override
    public synchronized Answer answer(Request request) throws IOException {
        return undated(request).at(time.now());
    }

    private Answer undated(Request request) throws IOException {
        byte[] body = request.body();
        if (request.isStart()) {
            runs.add("R" + (runs.size() + 1));
            String run = runs.get(runs.size() - 1);
            if (!hidesRuns) {
                rows.add(row(run, time.now().toEpochMilli()));
            }
            return Answer.json("{\"task\":{\"taskId\":\"" + run + "\"}}");
        } else if (request.is("GET", "/tasks")) {
            return list("tasks", rows);
        } else if (request.is("GET", "/tasks/T0")) {
            return Answer.json("{\"task\":{\"taskId\":\"T0\",\"taskState\":"
                    + (polls++ < RUNNING_POLLS
                            ? "\"IN_PROGRESS\",\"progress\":0.5}}"
                            : "\"COMPLETE\",\"result\":{\"objectId\":\"1\",\"successful\":true}}}"));
        } else if (request.is("DELETE", "/tasks/T0")) {
            isCancelled = true;
            return Answer.json("{\"task\":{\"taskId\":\"T0\",\"taskState\":\"CANCELLING\"}}");
        } else if (request.is("GET", "/chunks")) {
            return list("chunks", List.of("{\"id\":\"0\"}", "{\"id\":\"1\"}"));
        } else if (request.is("GET", "/chunks/0")) {
            return new Answer(200, "application/octet-stream", FIRST);
        } else if (request.is("GET", "/chunks/1")) {
            return new Answer(200, "application/octet-stream", LAST);
        } else if (request.is("PUT", "/chunks/0")) {
            uploaded = body;
            return new Answer(204, "text/plain", new byte[0]);
        }
        isAnnounced |= request.is("POST", "/files/113");
        return Answer.json("{\"file\":{\"id\":\"113\"}}");
    }

    private static Answer list(String name, List<String> rows) {
        return Answer.json("{\"meta\":{\"paging\":{\"totalSize\":" + rows.size() + "}},\"" + name + "\":["
                + String.join(",", rows) + "]}");
    }

    synchronized List<String> runs() {
        return List.copyOf(runs);
    }

    /** {@return what is whole, because all its chunks came and their number before them} */
    synchronized byte[] uploaded() {
        return isAnnounced ? uploaded : new byte[0];
    }

    /** {@return whether there is nothing left to cancel} */
    synchronized boolean isCancelled() {
        return isCancelled || polls > RUNNING_POLLS;
    }
}
