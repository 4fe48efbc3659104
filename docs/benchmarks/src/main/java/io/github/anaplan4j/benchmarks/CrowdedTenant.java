package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** An Anaplan in virtual time whose tasks last as long as they are told to. */
final class CrowdedTenant implements HttpTransport {
    // How long a task is listed after its end.
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final VirtualTime time;
    private final boolean lists;
    private final Map<String, Duration> ends = new HashMap<>();
    private final Map<String, Deque<String>> actions = new HashMap<>();
    private long statuses;
    private long pages;

    /**
     * Makes one.
     *
     * @param time its clock
     * @param lists whether it lists tasks; else it refuses to
     */
    CrowdedTenant(VirtualTime time, boolean lists) {
        this.time = time;
        this.lists = lists;
    }

    /** Starts a task that ends at that time. */
    void start(String action, String task, Duration end) {
        ends.put(task, end);
        actions.computeIfAbsent(action, each -> new ArrayDeque<>()).add(task);
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        String[] path = request.uri().getPath().split("/");
        if (path[path.length - 1].equals("tasks")) {
            pages++;
            return lists ? Canned.json(200, page(path[path.length - 2])) : Canned.json(403, "");
        }
        statuses++;
        String task = path[path.length - 1];
        return Canned.json(
                200, "{\"task\":" + row(task, isOver(task) ? ",\"result\":{\"successful\":true}" : "") + "}");
    }

    private String page(String action) {
        Deque<String> tasks = actions.get(action);
        while (!tasks.isEmpty() && ends.get(tasks.getFirst()).plus(KEPT).compareTo(time.passed()) < 0) {
            ends.remove(tasks.removeFirst());
        }
        StringBuilder rows = new StringBuilder();
        for (String task : tasks) {
            rows.append(rows.isEmpty() ? "" : ",").append(row(task, ""));
        }
        return "{\"meta\":{\"paging\":{\"currentPageSize\":" + tasks.size() + ",\"totalSize\":" + tasks.size()
                + ",\"offset\":0}},\"tasks\":[" + rows + "]}";
    }

    private String row(String task, String more) {
        return "{\"taskId\":\"" + task + "\",\"taskState\":\"" + (isOver(task) ? "COMPLETE" : "IN_PROGRESS") + "\""
                + more + "}";
    }

    private boolean isOver(String task) {
        return ends.get(task).compareTo(time.passed()) <= 0;
    }

    long requests() {
        return statuses + pages;
    }

    long pages() {
        return pages;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
