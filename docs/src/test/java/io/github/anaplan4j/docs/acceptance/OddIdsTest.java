package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.testkit.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids are opaque: each is one segment of the path, and names one task, whatever characters it has. */
class OddIdsTest {
    private static final String ONLY_THIS =
            "{\"taskId\":\"{taskId}\",\"taskState\":\"IN_PROGRESS\",\"currentStep\":\"Only this.\"}";

    static Stream<Arguments> oddIds() {
        List<String> ids = List.of(
                "a+b", "é", "a:b", "a~b", "a@b", "a=b", "a&b", "a;b", "漢字", "a*b", "a,b", "a!$'()b", "...", "😀",
                "{a}");
        return Stream.of(EachTransport.values())
                .flatMap(transport -> ids.stream().map(id -> Arguments.of(transport, id)));
    }

    @ParameterizedTest
    @MethodSource("oddIds")
    void anOddIdReachesExactlyTheTaskAskedFor(EachTransport transport, String id) {
        TaskRef odd = task(id);
        try (Fixture fixture = new Fixture(transport)) {
            // If one id were taken for another, the answer would be that of a task that has not begun.
            oddIds().map(arguments -> task((String) arguments.get()[1]))
                    .distinct()
                    .forEach(task -> fixture.fake.tasks().start(task, Scenario.complete()));
            fixture.time.advance(Duration.ofSeconds(30));
            fixture.fake.tasks().start(odd, Scenario.named("only this").then(Duration.ZERO, ONLY_THIS));

            TaskStatus status = fixture.anaplan.task(odd).status();

            assertThat(status.currentStep()).isEqualTo("Only this.");
            assertThat(fixture.fake.journal().requests())
                    .singleElement()
                    .satisfies(request -> assertThat(segments(request.target())).isEqualTo(segments(odd)));
        }
    }

    private static TaskRef task(String id) {
        return new ModelRef(id, id).action(ActionKind.IMPORT, id).task(id);
    }

    private static List<String> segments(TaskRef task) {
        return List.of(("/2/0/" + task).split("/", -1));
    }

    // Split before it is decoded, as servers do.
    private static List<String> segments(String target) {
        return Stream.of(target.split("/", -1))
                .map(segment -> URI.create("x:/" + segment).getPath().substring(1))
                .toList();
    }
}
