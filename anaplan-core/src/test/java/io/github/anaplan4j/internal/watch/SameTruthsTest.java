package io.github.anaplan4j.internal.watch;

import static io.github.anaplan4j.internal.watch.TaskInTime.complete;
import static io.github.anaplan4j.internal.watch.TaskInTime.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One script of the server's answers with single polls and with lists: more watches than the budget can serve come to
 * the same ends on the same ways, and each task is left alone for five seconds between two looks.
 */
class SameTruthsTest {
    private static final ActionRef ACTION = TaskInTime.TASK.action();
    private static final int TASKS = 100;
    private static final Duration FLOOR = Duration.ofSeconds(5);

    /** What the server answers, apart from when. */
    private static final class Script {
        private final String name;
        private final NavigableMap<Duration, TaskStatus> life = new TreeMap<>();
        private Function<Duration, Duration> listTime = now -> now;
        private Function<List<ListedTask>, List<ListedTask>> listed = rows -> rows;
        private Function<Duration, Integer> listRefusal = now -> 0;
        private Function<Duration, Integer> refusal = now -> 0;
        private PollingPolicy policy = PollingPolicy.stretching(FLOOR, FLOOR, 0).tolerating(10);
        private boolean saves = true;
        private double mostRequests = 1.1;

        private Script(String name) {
            this.name = name;
        }

        private Script from(int minute, TaskStatus status) {
            life.put(Duration.ofMinutes(minute), status);
            return this;
        }

        private Script listingAsOf(Function<Duration, Duration> moment) {
            listTime = moment;
            return this;
        }

        private Script listing(Function<List<ListedTask>, List<ListedTask>> change) {
            listed = change;
            return this;
        }

        private Script refusingLists(Function<Duration, Integer> status) {
            listRefusal = status;
            return this;
        }

        private Script refusing(Function<Duration, Integer> status) {
            refusal = status;
            return this;
        }

        private Script by(PollingPolicy other) {
            policy = other;
            return this;
        }

        /** The progress is not known from the beginning, and so that it stands still is known later. */
        private Script later() {
            mostRequests = 2;
            return this;
        }

        /** Lists cannot help here. */
        private Script inVain() {
            saves = false;
            return this;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static TaskStatus progress(double progress) {
        return new TaskStatus(null, TaskState.IN_PROGRESS, "Importing", progress, null, null, null);
    }

    private static Script script(String name) {
        return new Script(name);
    }

    private static Script usual(String name) {
        return script(name)
                .from(0, in("NOT_STARTED", "Pending."))
                .from(5, in("IN_PROGRESS", "Processing"))
                .from(15, complete(true));
    }

    static Stream<Script> scripts() {
        return Stream.of(
                usual("success"),
                script("failure").from(0, in("IN_PROGRESS")).from(10, complete(false)),
                script("cancelled")
                        .from(0, in("IN_PROGRESS"))
                        .from(5, in("CANCELLING"))
                        .from(10, in("CANCELLED")),
                script("completed though cancelled")
                        .from(0, in("IN_PROGRESS"))
                        .from(5, in("CANCELLING"))
                        .from(10, complete(true)),
                script("an unknown state")
                        .from(0, in("IN_PROGRESS"))
                        .from(5, in("PAUSED"))
                        .from(10, in("IN_PROGRESS"))
                        .from(15, complete(true)),
                script("no state").from(0, in("")).from(10, complete(true)),
                script("backwards")
                        .from(0, in("IN_PROGRESS"))
                        .from(5, in("NOT_STARTED"))
                        .from(10, complete(true)),
                usual("vanishing, and then 404")
                        .refusing(now -> now.toMinutes() >= 10 ? 404 : 0)
                        .listing(rows -> List.of())
                        .inVain(),
                usual("404 of the tasks alone").refusing(now -> now.toMinutes() >= 10 ? 404 : 0),
                usual("listed no more").listing(rows -> List.of()).inVain(),
                usual("half of them listed").listing(rows -> rows.subList(0, TASKS / 2)),
                usual("throttled")
                        .refusing(now -> now.toSeconds() % 300 < 2 ? 429 : 0)
                        .refusingLists(now -> now.toSeconds() % 300 < 2 ? 429 : 0),
                usual("a gateway that restarts")
                        .refusing(now -> now.toMinutes() == 7 ? 503 : 0)
                        .refusingLists(now -> now.toMinutes() == 7 ? 503 : 0),
                usual("a list that lags behind").listingAsOf(now -> now.minusMinutes(now.toMinutes() < 2 ? 0 : 2)),
                usual("a list that is ahead").listingAsOf(now -> now.plusMinutes(2)),
                usual("a list that has ends alone")
                        .listing(rows -> rows.stream()
                                .map(row -> new ListedTask(row.task(), TaskState.COMPLETE, null))
                                .toList())
                        .inVain(),
                usual("a list without states")
                        .listing(rows -> rows.stream()
                                .map(row -> new ListedTask(row.task(), TaskState.of(null), null))
                                .toList())
                        .inVain(),
                usual("ids in the other case")
                        .listing(rows -> rows.stream()
                                .map(row -> new ListedTask(
                                        ACTION.task(row.task().taskId().toLowerCase(Locale.ROOT)), row.state(), null))
                                .toList()),
                usual("tasks of others")
                        .listing(rows ->
                                Stream.concat(others(3_000), rows.stream()).toList()),
                usual("more tasks than fit into a list that is sorted otherwise")
                        .listing(rows ->
                                Stream.concat(others(7_000), rows.stream()).toList())
                        .inVain(),
                usual("a list that is refused").refusingLists(now -> 403).inVain(),
                script("stuck")
                        .from(0, progress(0.1))
                        .from(30, complete(true))
                        .by(PollingPolicy.stretching(FLOOR, FLOOR, 0).givingUpWithoutProgressFor(Duration.ofMinutes(8)))
                        .later(),
                script("slow, and not stuck")
                        .from(0, progress(0.1))
                        .from(5, progress(0.2))
                        .from(10, progress(0.3))
                        .from(15, progress(0.4))
                        .from(20, complete(true))
                        .by(PollingPolicy.stretching(FLOOR, FLOOR, 0)
                                .givingUpWithoutProgressFor(Duration.ofMinutes(8))));
    }

    private static Stream<ListedTask> others(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new ListedTask(ACTION.task("OTHER" + i), TaskState.IN_PROGRESS, null));
    }

    /** All that the watches of one run of a script came to. */
    private static final class Played {
        private final ManualTime time = new ManualTime();
        private final Script script;
        private final List<Duration> lists = new ArrayList<>();
        private final Map<TaskRef, List<Duration>> looks = new LinkedHashMap<>();
        private final Map<TaskRef, List<Duration>> polls = new LinkedHashMap<>();
        private final Map<TaskRef, Set<String>> events = new LinkedHashMap<>();
        private final Map<TaskRef, String> ends = new LinkedHashMap<>();
        private int requests;

        private Played(Script script, boolean lists) {
            this.script = script;
            Lifecycle lifecycle = new Lifecycle();
            FakeTasks server = FakeTasks.polling(this::status);
            if (lists) {
                server.listingLatest(this::list);
            }
            PollEngine engine = TestEngines.engine(
                    server,
                    TaskInTime.READY,
                    WatchSettings.defaults().withPolicy(script.policy).withListener(this::note),
                    TestLimits.limiter(300, time),
                    lifecycle,
                    time);
            BackgroundDriver driver = new BackgroundDriver(time, Runnable::run, lifecycle);
            for (int i = 0; i < TASKS; i++) {
                TaskRef task = ACTION.task("T" + i);
                driver.watch(task, engine)
                        .outcome()
                        .whenComplete((outcome, failure) -> ends.put(task, end(outcome, failure)));
            }
            while (ends.size() < TASKS) {
                time.pass(Duration.ofMinutes(1));
            }
        }

        private static String end(TaskOutcome outcome, Throwable failure) {
            if (outcome != null) {
                return outcome.getClass().getSimpleName() + " " + outcome.status();
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return ((WatchGivenUpException) cause).reason() + " after " + cause.getCause();
        }

        private TaskStatus status(TaskRef task) {
            requests++;
            polls.computeIfAbsent(task, each -> new ArrayList<>()).add(time.passed());
            fail(script.refusal);
            return script.life.floorEntry(time.passed()).getValue();
        }

        private List<ListedTask> list(ActionRef action) {
            requests++;
            lists.add(time.passed());
            fail(script.listRefusal);
            TaskState state = script.life
                    .floorEntry(script.listTime.apply(time.passed()))
                    .getValue()
                    .state();
            List<ListedTask> rows = script.listed.apply(IntStream.range(0, TASKS)
                    .mapToObj(i -> new ListedTask(action.task("T" + i), state, null))
                    .toList());
            return rows.subList(0, Math.min(rows.size(), 5_000));
        }

        private void fail(Function<Duration, Integer> refused) {
            int status = refused.apply(time.passed());
            if (status != 0) {
                throw Failures.status(status);
            }
        }

        private int looks() {
            return looks.values().stream().mapToInt(List::size).sum();
        }

        private void note(WatchEvent event) {
            String kind = event.getClass().getSimpleName();
            if (event instanceof WatchEvent.Polled
                    || event instanceof WatchEvent.PollFailed
                    || event instanceof WatchEvent.Throttled) {
                looks.computeIfAbsent(event.task(), each -> new ArrayList<>()).add(event.elapsed());
            }
            if (event instanceof WatchEvent.Throttled || event instanceof WatchEvent.StepChanged) {
                return; // the one is told to whoever's turn it is, of the other a list tells nothing
            }
            if (event instanceof WatchEvent.PollFailed failed) {
                kind += failed.kind() == io.github.anaplan4j.watch.FailureKind.SERVER ? "" : " " + failed.kind();
            }
            if (event instanceof WatchEvent.StateChanged changed) {
                kind += " " + changed.from() + ">" + changed.to();
            }
            if (event instanceof WatchEvent.IrregularTransition odd) {
                kind += " " + odd.from() + ">" + odd.to();
            }
            events.computeIfAbsent(event.task(), each -> new LinkedHashSet<>()).add(kind);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theEndsAndTheWaysToThemAreTheSame(Script script) {
        Played single = new Played(script, false);
        Played shared = new Played(script, true);

        assertThat(single.ends).hasSize(TASKS);
        single.ends.forEach(
                (task, end) -> assertThat(shared.ends).as("the ends").containsEntry(task, end));
        single.events.forEach((task, events) ->
                assertThat(shared.events.get(task)).as("the events of %s", task).isEqualTo(events));
        assertThat(shared.looks.values()).allSatisfy(SameTruthsTest::keepTheFloor);
        assertThat(shared.polls.values()).allSatisfy(SameTruthsTest::keepTheFloor);
        keepTheFloor(shared.lists);
        assertThat(shared.looks())
                .as("looks, %s with single polls; %s and %s requests", single.looks(), single.requests, shared.requests)
                .isGreaterThan(single.looks() * (script.saves ? 15 : 8) / 10);
        assertThat(shared.requests).isLessThan((int) (single.requests * script.mostRequests));
    }

    private static void keepTheFloor(List<Duration> moments) {
        for (int i = 1; i < moments.size(); i++) {
            assertThat(moments.get(i).minus(moments.get(i - 1)))
                    .as("between %s and %s", moments.get(i - 1), moments.get(i))
                    .isGreaterThanOrEqualTo(FLOOR);
        }
    }
}
