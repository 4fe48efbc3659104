package io.github.anaplan4j.task;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dumps that a result announces.
 *
 * <p>The flag of a whole says no more than that one of its parts has a dump, if any part has one.
 */
final class DumpRefs {
    private DumpRefs() {}

    static Stream<DumpRef> of(TaskRef task, TaskResult result) {
        List<DumpRef> ofSteps = result.nestedResults().stream()
                .flatMap(TaskResult::tree)
                .map(step -> ofStep(task, step))
                .filter(Objects::nonNull)
                .toList();
        if (!ofSteps.isEmpty()) {
            return ofSteps.stream();
        }
        return result.failureDumpAvailable() ? Stream.of(new DumpRef(task, null)) : Stream.empty();
    }

    /**
     * {@return the step's own dump, or null if it has none}
     *
     * <p>A step that has steps inside it has none. Nor has a step whose id could not stand in a URL.
     */
    static @Nullable DumpRef ofStep(TaskRef task, TaskResult step) {
        return step.failureDumpAvailable() && step.nestedResults().isEmpty() && Ids.isId(step.objectId())
                ? new DumpRef(task, step.objectId())
                : null;
    }
}
