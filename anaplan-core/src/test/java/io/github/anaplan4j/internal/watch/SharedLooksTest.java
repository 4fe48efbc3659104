package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.internal.port.TaskPage;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedLooksTest {
    private static final ActionRef ACTION = TaskInTime.TASK.action();
    private static final Duration FLOOR = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<WatchEvent> events = new ArrayList<>();
    private final List<Duration> pages = new ArrayList<>();
    private final FakeTasks server = FakeTasks.polling(this::poll).paging(this::page);
    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final PollEngine engine = TestEngines.engine(
            server,
            TaskInTime.READY,
            WatchSettings.defaults()
                    .withPolicy(PollingPolicy.stretching(FLOOR, FLOOR, 0).tolerating(10))
                    .withListener(events::add),
            limiter,
            lifecycle,
            time);
    private final BackgroundDriver driver = new BackgroundDriver(time, Runnable::run, lifecycle);
    private RuntimeException failure = null;
    private RuntimeException failureOfPolls = null;
    private Runnable meanwhile = () -> {};
    private final List<Duration> polls = new ArrayList<>();

    private TaskStatus poll(TaskRef task) {
        polls.add(time.passed());
        if (failureOfPolls != null) {
            throw failureOfPolls;
        }
        return in("IN_PROGRESS");
    }

    private TaskPage page(ActionRef action, int offset) {
        pages.add(time.passed());
        meanwhile.run();
        if (failure != null) {
            throw failure;
        }
        return new TaskPage(
                IntStream.range(0, 200)
                        .mapToObj(i -> new ListedTask(action.task("T" + i), TaskState.IN_PROGRESS, null))
                        .toList(),
                200);
    }

    private List<Watch> watch(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> driver.watch(ACTION.task("T" + i), engine))
                .toList();
    }

    @Test
    void watchesThatTheBudgetServesArePolledEachByItself() {
        watch(8);
        time.pass(Duration.ofMinutes(10));

        assertThat(server.calls).containsOnly("poll");
    }

    @Test
    void watchesOfDifferentActionsArePolledEachByItself() {
        for (int i = 0; i < 200; i++) {
            driver.watch(ACTION.model().process("P" + i).task("T"), engine);
        }
        time.pass(Duration.ofMinutes(10));

        assertThat(server.calls).containsOnly("poll");
    }

    @Test
    void whoeverCannotBeToldArePolledEachByItself() {
        StoredWatchStep step = new StoredWatchStep(engine);
        List<WatchState> states = new ArrayList<>(IntStream.range(0, 200)
                .mapToObj(i -> step.start(ACTION.task("T" + i)))
                .toList());
        for (int second = 0; second < 600; second++) {
            states.replaceAll(state -> ((StepResult.Pending) step.poll(state)).state());
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(server.calls).containsOnly("poll");
    }

    @Test
    void aListIsToldToAllWhoWaitAndCountsAsTheirPoll() {
        watch(200);
        time.pass(Duration.ofSeconds(2));

        assertThat(pages).containsExactly(Duration.ofSeconds(2));
        assertThat(events.stream().filter(WatchEvent.Polled.class::isInstance).map(WatchEvent::task))
                .hasSize(200)
                .doesNotHaveDuplicates();
        int before = server.calls.size();
        time.pass(FLOOR.minusMillis(1).minusSeconds(2));
        assertThat(server.calls).as("while the floor blocks nearly all").hasSize(before);
    }

    @Test
    void listsThatAreRefusedRestForLongerAndLonger() {
        failure = status(403);
        watch(200);
        time.pass(Duration.ofHours(6));

        assertThat(pages).hasSize(11);
        for (int i = 1; i < pages.size(); i++) {
            assertThat(pages.get(i).minus(pages.get(i - 1)))
                    .isBetween(Duration.ofMinutes(Math.min(60, 1L << (i - 1))), Duration.ofMinutes(61));
        }
        assertThat(events).noneMatch(WatchEvent.PollFailed.class::isInstance);
    }

    @Test
    void aRejectedTokenIsToldAsThatOfAPollAndEndsNoWatch() {
        failure = new TokenRejectedException(status(401));
        List<Watch> watches = watch(200);
        time.pass(Duration.ofHours(1));

        assertThat(events).filteredOn(WatchEvent.PollFailed.class::isInstance).hasSameSizeAs(pages);
        assertThat(watches)
                .noneMatch(watch -> watch.outcome().toCompletableFuture().isDone());
    }

    @Test
    void watchesOfOneTaskThatOnlyTheFloorHoldsUpArePolledEachByItself() {
        for (int i = 0; i < 4; i++) {
            driver.watch(ACTION.task("T"), engine);
        }
        time.pass(Duration.ofMinutes(10));

        assertThat(server.calls).containsOnly("poll");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void whatIsRefusedOfATaskAddsUpThoughItsListShowsItRunning(int refused) {
        failureOfPolls = status(refused);
        List<Watch> watches = watch(200);
        time.pass(Duration.ofHours(1));

        assertThat(pages).isNotEmpty();
        assertThat(watches)
                .allMatch(watch -> watch.outcome().toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void afterAListNobodyPollsWhileTheServerWantsToBeLeftAlone() {
        failure = status(403);
        meanwhile = () -> limiter.throttled(Duration.ofMinutes(1));
        watch(200);
        time.pass(Duration.ofSeconds(50));

        assertThat(pages).hasSize(1);
        assertThat(polls).allMatch(poll -> poll.compareTo(pages.get(0)) < 0);
    }

    @Test
    void anInterruptDuringAListEndsTheWatchWhoseTurnItIs() {
        failure = sent(TransportException.Kind.INTERRUPTED);
        watch(200);
        time.pass(Duration.ofSeconds(3));

        assertThat(events)
                .filteredOn(WatchEvent.GaveUp.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((WatchEvent.GaveUp) event).reason()).isEqualTo(GiveUpReason.STOPPED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aWatchThatStopsWhileItWaitsIsForgotten(int stopped) {
        List<Watch> watches = watch(200);
        watches.subList(0, stopped).forEach(Watch::stop);
        time.pass(Duration.ofSeconds(20)); // by then all have asked again

        assertThat(events.stream()
                        .filter(WatchEvent.Polled.class::isInstance)
                        .map(WatchEvent::task)
                        .distinct())
                .hasSize(200 - Math.max(0, stopped - 1)) // the first was polled at once
                .contains(new TaskRef(ACTION, "T199"));
    }
}
