package io.github.anaplan4j.task;

import java.util.List;
import java.util.stream.Stream;

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
                .flatMap(step -> DumpRef.ofStep(task, step).stream())
                .toList();
        if (!ofSteps.isEmpty()) {
            return ofSteps.stream();
        }
        return result.failureDumpAvailable() ? Stream.of(new DumpRef(task, null)) : Stream.empty();
    }
}
