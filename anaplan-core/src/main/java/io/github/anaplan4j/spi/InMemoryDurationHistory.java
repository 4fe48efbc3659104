package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.InMemory;
import io.github.anaplan4j.task.ActionRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the latest durations of the actions used last. */
final class InMemoryDurationHistory implements DurationHistory, InMemory {
    private final int runsPerAction;
    private final Map<ActionRef, Deque<Duration>> runs;

    InMemoryDurationHistory(int runsPerAction, int actions) {
        this.runsPerAction = runsPerAction;
        this.runs = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ActionRef, Deque<Duration>> eldest) {
                return size() > actions;
            }
        };
    }

    @Override
    public synchronized List<Duration> durations(ActionRef action) {
        Deque<Duration> known = runs.get(action);
        return known == null ? List.of() : List.copyOf(known);
    }

    @Override
    public synchronized void add(ActionRef action, Duration duration) {
        Deque<Duration> known = runs.computeIfAbsent(action, unknown -> new ArrayDeque<>());
        known.addLast(duration);
        if (known.size() > runsPerAction) {
            known.removeFirst();
        }
    }
}
