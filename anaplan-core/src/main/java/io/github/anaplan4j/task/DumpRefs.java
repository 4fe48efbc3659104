package io.github.anaplan4j.task;

import java.util.List;
import java.util.stream.Stream;

/** Which dumps a result announces. The flag of a whole says no more than that one of its parts has a dump, if one has. */
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
