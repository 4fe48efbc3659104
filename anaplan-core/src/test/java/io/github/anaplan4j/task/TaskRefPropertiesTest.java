package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TaskRefPropertiesTest {
    @Property
    void anyAcceptedIdsSurviveTheRoundTrip(
            @ForAll("ids") String workspace,
            @ForAll("ids") String model,
            @ForAll ActionKind kind,
            @ForAll("ids") String action,
            @ForAll("ids") String taskId) {
        TaskRef task = new ActionRef(new ModelRef(workspace, model), kind, action).task(taskId);

        assertThat(TaskRef.parse(task.toString())).isEqualTo(task);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withChars("abcXYZ0189-_.~:@!$&'()*+,;=äÖ漢")
                .ofMinLength(1)
                .filter(id -> !id.equals(".") && !id.equals(".."));
    }
}
