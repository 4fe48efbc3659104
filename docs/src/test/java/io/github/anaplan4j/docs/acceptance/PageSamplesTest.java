package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two sample answers of Anaplan's page on process task status, field by field. */
class PageSamplesTest {
    private static final TaskRef TASK = TaskRef.ofProcess(
            "8a8b8c8d8e8f8g8i", "75A40874E6B64FA3AE0743278996850F", "118000000002", "2846F8E2FD624F7FA91EC6E2F6E318C0");

    // Observed answers have it; the page leaves it out.
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void theFirstSample(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.tasks().start(TASK, Scenario.complete());
            fixture.time.advance(Duration.ofSeconds(30));

            TaskStatus status = fixture.anaplan.task(TASK).status();

            assertThat(status)
                    .isEqualTo(new TaskStatus(
                            "2846F8E2FD624F7FA91EC6E2F6E318C0",
                            TaskState.COMPLETE,
                            "Complete.",
                            1.0,
                            START,
                            null,
                            new TaskResult(
                                    "118000000002",
                                    null,
                                    true,
                                    false,
                                    List.of(),
                                    List.of(new TaskResult(
                                            "117000000015", null, true, false, List.of(), List.of(), null, null)),
                                    null,
                                    null)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSecondSampleWithProcessDetails(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.tasks().start(TASK, Scenario.completeWithProcessDetails());
            fixture.time.advance(Duration.ofSeconds(30));

            TaskStatus status = fixture.anaplan.task(TASK).status();

            assertThat(status)
                    .isEqualTo(new TaskStatus(
                            "2846F8E2FD624F7FA91EC6E2F6E318C0",
                            TaskState.COMPLETE,
                            "Complete.",
                            1.0,
                            START,
                            null,
                            new TaskResult(
                                    "118000000002",
                                    null,
                                    true,
                                    false,
                                    List.of(),
                                    List.of(new TaskResult(
                                            "117000000015",
                                            null,
                                            true,
                                            false,
                                            List.of(),
                                            List.of(),
                                            Duration.ofMillis(1112),
                                            Instant.ofEpochMilli(1677624625790L))),
                                    Duration.ofMillis(868),
                                    Instant.ofEpochMilli(1677624626034L))));
            assertThat(fixture.fake.journal().requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.target())
                            .isEqualTo("/2/0/workspaces/8a8b8c8d8e8f8g8i/models/75A40874E6B64FA3AE0743278996850F"
                                    + "/processes/118000000002/tasks/2846F8E2FD624F7FA91EC6E2F6E318C0"
                                    + "?includeProcessDetails=true"));
        }
    }
}
