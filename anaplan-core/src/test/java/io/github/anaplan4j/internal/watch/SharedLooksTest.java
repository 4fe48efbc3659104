package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
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
import io.github.anaplan4j.watch.WatchListener;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedLooksTest {
    private static final ActionRef ACTION = TaskInTime.TASK.action();
    private static final Duration FLOOR = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<WatchEvent> events = new ArrayList<>();
    private final List<Duration> lists = new ArrayList<>();
    private final FakeTasks server = FakeTasks.polling(this::poll).listingLatest(this::list);
    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final SharedLooks looks = new SharedLooks(server, limiter, time);
    private final PollEngine engine = engine(events::add);
    private final BackgroundDriver driver = new BackgroundDriver(time, Runnable::run, lifecycle);
    private RuntimeException failure = null;
    private RuntimeException failureOfPolls = null;
    private int listed = 200;
    private TaskState inList = TaskState.IN_PROGRESS;
    private Runnable meanwhile = () -> {};
    private final List<Duration> polls = new ArrayList<>();
    private final Set<TaskRef> polled = new HashSet<>();

    private PollEngine engine(WatchListener listener) {
        WatchSettings settings = WatchSettings.defaults()
                .withPolicy(PollingPolicy.stretching(FLOOR, FLOOR, 0).tolerating(10))
                .withListener(listener);
        return new PollEngine(looks, TaskInTime.READY, settings, limiter, lifecycle, time);
    }

    private TaskStatus poll(TaskRef task) {
        polls.add(time.passed());
        polled.add(task);
        if (failureOfPolls != null) {
            throw failureOfPolls;
        }
        return in("IN_PROGRESS");
    }

    private List<ListedTask> list(ActionRef action) {
        lists.add(time.passed());
        meanwhile.run();
        if (failure != null) {
            throw failure;
        }
        return IntStream.range(0, listed)
                .mapToObj(i -> new ListedTask(action.task("T" + i), inList, null))
                .toList();
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

        assertThat(lists).containsExactly(Duration.ofSeconds(2));
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

        restForLongerAndLonger();
        assertThat(events).noneMatch(WatchEvent.PollFailed.class::isInstance);
    }

    private void restForLongerAndLonger() {
        assertThat(lists).hasSize(11);
        for (int i = 1; i < lists.size(); i++) {
            assertThat(lists.get(i).minus(lists.get(i - 1)))
                    .isBetween(Duration.ofMinutes(Math.min(60, 1L << (i - 1))), Duration.ofMinutes(61));
        }
    }

    @Test
    void aRejectedTokenIsToldAsThatOfAPollAndEndsNoWatch() {
        failure = new TokenRejectedException(status(401));
        List<Watch> watches = watch(200);
        time.pass(Duration.ofHours(1));

        assertThat(events).filteredOn(WatchEvent.PollFailed.class::isInstance).hasSameSizeAs(lists);
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

        assertThat(lists).isNotEmpty();
        assertThat(watches)
                .allMatch(watch -> watch.outcome().toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void afterAListNobodyPollsWhileTheServerWantsToBeLeftAlone() {
        failure = status(403);
        meanwhile = () -> limiter.throttled(Duration.ofMinutes(1));
        watch(200);
        time.pass(Duration.ofSeconds(50));

        assertThat(lists).hasSize(1);
        assertThat(polls).allMatch(poll -> poll.compareTo(lists.get(0)) < 0);
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

    @Test
    void allWatchesOfOneTaskAreToldByOneList() {
        for (int i = 0; i < 200; i++) {
            driver.watch(ACTION.task("T" + i / 2), engine);
        }
        time.pass(Duration.ofSeconds(4));

        assertThat(lists).hasSize(1);
        assertThat(events.stream()
                        .filter(WatchEvent.Polled.class::isInstance)
                        .collect(groupingBy(WatchEvent::task, counting())))
                .hasSize(100)
                .allSatisfy((task, looks) -> assertThat(looks).isEqualTo(polled.contains(task) ? 1 : 2));
    }

    @Test
    void watchesOfOneTaskComeToTheirTurnsAlike() {
        failure = status(403);
        List<List<WatchEvent>> told = List.of(new ArrayList<>(), new ArrayList<>());
        watch(100);
        for (List<WatchEvent> own : told) {
            driver.watch(ACTION.task("TWICE"), engine(own::add));
        }
        time.pass(Duration.ofHours(1));

        assertThat(told.get(0)).hasSizeGreaterThan(50);
        assertThat(told.get(1).size())
                .isBetween(told.get(0).size() * 9 / 10, told.get(0).size() * 11 / 10);
    }

    @ParameterizedTest
    @EnumSource
    void listsThatShowNothingNewRestForLongerAndLonger(Useless kind) {
        if (kind == Useless.OF_OTHERS) {
            listed = 0;
        } else {
            inList = TaskState.of(kind == Useless.WITHOUT_STATES ? null : "COMPLETE");
        }
        watch(200);
        time.pass(Duration.ofHours(6));

        restForLongerAndLonger();
    }

    enum Useless {
        OF_OTHERS,
        WITHOUT_STATES,
        WITH_ENDS_ALONE
    }

    @Test
    void aListThatWasUselessIsRememberedWhileNobodyWaits() {
        failure = status(403);
        for (int hour = 0; hour < 6; hour++) {
            List<Watch> watches = watch(200);
            time.pass(Duration.ofMinutes(10));
            watches.forEach(Watch::stop);
            time.pass(Duration.ofMinutes(50));
        }

        assertThat(lists).hasSizeLessThan(12);
    }

    @Test
    void aWatchWhosePollsFailLooksAtNoList() {
        failureOfPolls = status(503);
        watch(200);
        time.pass(Duration.ofSeconds(30));
        int before = lists.size();
        inList = TaskState.COMPLETE; // so that all are polled by themselves, and fail
        time.pass(Duration.ofMinutes(20));

        assertThat(events).anyMatch(WatchEvent.PollFailed.class::isInstance);
        assertThat(lists.size() - before).isLessThan(3);
    }

    @Test
    void onlyFloorAndServerBlockAWatchAndNotTheLine() {
        watch(50);
        StoredWatchStep step = new StoredWatchStep(engine);
        WatchState state = ((StepResult.Pending) step.poll(step.start(ACTION.task("STORED")))).state();

        assertThat(state.nextPoll()).isAfter(time.now().plusSeconds(5));
        assertThat(state.blockedUntil()).isEqualTo(time.now());
        limiter.throttled(Duration.ofMinutes(1));
        time.pass(Duration.between(time.now(), state.nextPoll()));
        state = ((StepResult.Pending) step.poll(state)).state();
        assertThat(state.blockedUntil()).isAfter(time.now().plusSeconds(10));
    }
}
