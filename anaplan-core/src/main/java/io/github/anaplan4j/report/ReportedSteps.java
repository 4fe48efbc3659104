package io.github.anaplan4j.report;

import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the results of a task, which carry ids, with the steps that its process defines.
 *
 * <p>They are joined by id. Where an id comes more than once, the first result goes with the first step, and so on.
 * Neither list need be complete.
 */
final class ReportedSteps {
    private final TaskRef task;
    private final @Nullable Instant taskStart;
    private final String above;
    private final List<ProcessStep> defined;
    private final Map<String, Deque<Integer>> placesById = new HashMap<>();
    private final List<ReportedStep> joined = new ArrayList<>();

    private ReportedSteps(TaskRef task, @Nullable Instant taskStart, String above, List<ProcessStep> defined) {
        this.task = task;
        this.taskStart = taskStart;
        this.above = above;
        this.defined = defined;
        for (int place = 0; place < defined.size(); place++) {
            placesById
                    .computeIfAbsent(defined.get(place).id(), id -> new ArrayDeque<>())
                    .add(place);
        }
    }

    static List<ReportedStep> of(
            TaskRef task, @Nullable Instant taskStart, List<TaskResult> results, List<ProcessStep> defined) {
        return new ReportedSteps(task, taskStart, "", defined).join(results);
    }

    private List<ReportedStep> join(List<TaskResult> results) {
        Integer[] places = results.stream().map(this::place).toArray(Integer[]::new);
        List<Integer> unreported = new ArrayList<>();
        placesById.values().forEach(unreported::addAll);
        unreported.sort(null);
        int next = 0;
        for (int i = 0; i < places.length; i++) {
            Integer place = places[i];
            while (place != null && next < unreported.size() && unreported.get(next) < place) {
                add(defined.get(unreported.get(next++)), null);
            }
            add(place == null ? null : defined.get(place), results.get(i));
        }
        while (next < unreported.size()) {
            add(defined.get(unreported.get(next++)), null);
        }
        return joined;
    }

    private @Nullable Integer place(TaskResult result) {
        Deque<Integer> places = result.objectId() == null ? null : placesById.get(result.objectId());
        return places == null ? null : places.poll();
    }

    private void add(@Nullable ProcessStep step, @Nullable TaskResult result) {
        String place = above + (joined.size() + 1);
        joined.add(new ReportedStep(
                place,
                step,
                result,
                result == null ? null : DumpRef.ofStep(task, result).orElse(null),
                result == null || taskStart == null || result.startTime() == null
                        ? null
                        : Duration.between(taskStart, result.startTime()),
                result == null ? List.of() : inside(place, result)));
    }

    private List<ReportedStep> inside(String place, TaskResult result) {
        return new ReportedSteps(task, taskStart, place + ".", List.of()).join(result.nestedResults());
    }
}
