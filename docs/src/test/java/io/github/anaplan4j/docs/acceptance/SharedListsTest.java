package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More watches of one action than the budget can poll, over real HTTP and in virtual time. */
class SharedListsTest {
    private static final int WATCHES = 120;
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @ParameterizedTest
    @EnumSource
    void theTasksAreSeenInListsAndTheirEndsByThemselves(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            ActionRef action = fixture.fake.givenProcess(
                    "118000000007", "Nightly load", Scenario.complete().lasting(Duration.ofMinutes(2)));
            WatchSettings settings =
                    WatchSettings.defaults().withPolicy(PollingPolicy.stretching(FIVE_SECONDS, FIVE_SECONDS, 0));
            List<TaskRef> tasks = new ArrayList<>();
            List<CompletableFuture<TaskOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < WATCHES; i++) {
                TaskRef task = fixture.fake.tasks().start(action);
                tasks.add(task);
                outcomes.add(
                        fixture.anaplan.task(task).watch(settings).outcome().toCompletableFuture());
            }
            fixture.time.advance(Duration.ofMinutes(4));

            assertThat(outcomes)
                    .allSatisfy(outcome ->
                            assertThat(outcome).isCompletedWithValueMatching(TaskOutcome.Succeeded.class::isInstance));
            List<RecordedRequest> lists = fixture.fake.journal().requests(RequestMatchers.taskLists());
            assertThat(lists).hasSizeGreaterThan(5);
            for (int i = 1; i < lists.size(); i++) {
                assertThat(Duration.between(lists.get(i - 1).at(), lists.get(i).at()))
                        .isGreaterThanOrEqualTo(FIVE_SECONDS);
            }
            assertThat(tasks)
                    .allSatisfy(task -> assertThat(fixture.fake.journal().gaps(task))
                            .allMatch(gap -> gap.compareTo(FIVE_SECONDS) >= 0));
        }
    }
}
