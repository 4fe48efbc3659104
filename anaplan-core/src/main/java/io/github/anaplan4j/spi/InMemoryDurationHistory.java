package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.internal.base.LatestMap;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Keeps the latest durations of the actions used last. */
final class InMemoryDurationHistory implements DurationHistory, InMemory {
    static final DurationHistory NONE = new InMemoryDurationHistory(0, 0);

    private final int runsPerAction;
    private final Map<ActionRef, Map<String, Duration>> runs;

    InMemoryDurationHistory(int runsPerAction, int actions) {
        this.runsPerAction = runsPerAction;
        this.runs = LatestMap.byUse(actions);
    }

    @Override
    public synchronized List<Duration> durations(ActionRef action) {
        Map<String, Duration> known = runs.get(action);
        return known == null ? List.of() : List.copyOf(known.values());
    }

    @Override
    public synchronized void add(TaskRef task, Duration duration) {
        runs.computeIfAbsent(task.action(), unknown -> LatestMap.byArrival(runsPerAction))
                .putIfAbsent(task.taskId(), duration);
    }

    /** Tells each action with its runs, those used last at the end. */
    synchronized void forEach(BiConsumer<ActionRef, Map<String, Duration>> consumer) {
        runs.forEach(consumer);
    }
}
