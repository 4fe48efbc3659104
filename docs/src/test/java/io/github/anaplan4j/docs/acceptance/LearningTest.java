package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches poll where the end is likely without being told to: by what the client, a file or Anaplan knows. */
class LearningTest {
    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final UnaryOperator<AnaplanClientBuilder> AS_IT_IS = builder -> builder;

    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final ActionRef process = fake.givenProcess(
            "118000000077",
            "Nightly load",
            Scenario.named("twenty minutes")
                    .then(Duration.ZERO, "{\"taskState\":\"IN_PROGRESS\"}")
                    .then(LENGTH, complete(""), complete(",\"duration\":\"" + LENGTH.toMillis() + "\"")));
    private HttpTransport transport;

    private static String complete(String times) {
        return "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true" + times + "}}";
    }

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        transport.close();
        fake.close();
    }

    private AnaplanClient client(EachTransport over, UnaryOperator<AnaplanClientBuilder> settings) {
        if (transport == null) {
            transport = over.create();
        }
        return settings.apply(AnaplanClient.builder()
                        .apiUrl(fake.url())
                        .credentials(Credentials.renewedBy(fake::token))
                        .transport(transport)
                        .executor(Runnable::run)
                        .time(time))
                .build();
    }

    private void hasPastTasks(int many) {
        for (int task = 0; task < many; task++) {
            fake.tasks().start(process);
            time.advance(Duration.ofMinutes(30));
        }
    }

    /** Starts a run, watches it to its end, and tells when it was polled, from its start on. */
    private List<Duration> pollsOf(AnaplanClient client, WatchSettings settings) {
        time.advance(Duration.ofMinutes(1)); // so that the budget remembers nothing
        TaskRef task = fake.tasks().start(process);
        Duration begun = time.passed();
        TaskOutcome outcome = client.task(task).await(settings.withLimit(LIMIT));
        assertThat(outcome.isSuccess()).isTrue();
        return fake.journal().requests(RequestMatchers.polls().and(RequestMatchers.of(task))).stream()
                .map(poll -> Duration.between(fake.now(), poll.at())
                        .plus(time.passed())
                        .minus(begun))
                .toList();
    }

    private List<Duration> pollsOf(AnaplanClient client) {
        return pollsOf(client, WatchSettings.defaults());
    }

    private List<RecordedRequest> requestsFor(List<TaskRef> tasks) {
        return fake.journal()
                .requests(RequestMatchers.polls()
                        .and(request -> tasks.stream()
                                .anyMatch(task -> RequestMatchers.of(task).test(request))));
    }

    private static Duration lag(List<Duration> polls) {
        return polls.get(polls.size() - 1).minus(LENGTH);
    }

    @ParameterizedTest
    @EnumSource
    void theWatchesOfAClientLearnFromEachOther(EachTransport over) {
        try (AnaplanClient client = client(over, AS_IT_IS)) {
            List<Duration> first = pollsOf(client);
            pollsOf(client, WatchSettings.defaults().withPolicy(PollingPolicy.standard()));
            for (int run = 0; run < 3; run++) {
                pollsOf(client);
            }
            List<Duration> last = pollsOf(client);

            assertThat(last.size()).isLessThan(first.size() * 2 / 3);
            assertThat(lag(last)).isLessThan(Duration.ofSeconds(15)).isLessThan(lag(first));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHistoryThatIsKeptIsThatOfTheNextClient(EachTransport over) {
        UnaryOperator<AnaplanClientBuilder> kept =
                builder -> builder.durationHistory(DurationHistory.file(directory.resolve("durations")));
        List<Duration> first;
        try (AnaplanClient client = client(over, kept)) {
            first = pollsOf(client);
            for (int run = 0; run < 4; run++) {
                pollsOf(client);
            }
        }
        try (AnaplanClient next = client(over, kept)) {
            assertThat(pollsOf(next).size()).isLessThan(first.size() * 2 / 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFirstWatchLearnsFromPastTasks(EachTransport over) {
        hasPastTasks(7);
        List<Duration> untaught;
        List<Duration> taught;
        List<WatchEvent> events = new ArrayList<>();
        try (AnaplanClient client = client(over, builder -> builder.learnFromPastTasks(false))) {
            untaught = pollsOf(client);
            assertThat(fake.journal().requests(RequestMatchers.taskLists())).isEmpty();
        }
        List<TaskRef> past = fake.tasks().all();
        int before = requestsFor(past).size();
        try (AnaplanClient client = client(over, AS_IT_IS)) {
            taught = pollsOf(client, WatchSettings.defaults().withListener(events::add));
        }

        assertThat(fake.journal().requests(RequestMatchers.taskLists())).hasSize(1);
        assertThat(requestsFor(past))
                .hasSize(before + 5)
                .allSatisfy(request -> assertThat(request.target()).endsWith("?includeProcessDetails=true"));
        assertThat(events).allSatisfy(event -> assertThat(past).doesNotContain(event.task()));
        List<Duration> unpaid = upTo(Duration.ofMinutes(2), taught);
        assertThat(unpaid).isEqualTo(upTo(Duration.ofMinutes(2), untaught)).hasSizeGreaterThan(3);
        assertThat(taught.get(unpaid.size())).isEqualTo(untaught.get(unpaid.size())); // its time was told before
        assertThat(taught.size() + 6).isLessThanOrEqualTo(untaught.size());
        assertThat(lag(taught)).isLessThan(lag(untaught));
    }

    private static List<Duration> upTo(Duration end, List<Duration> polls) {
        return polls.stream().filter(poll -> poll.compareTo(end) <= 0).toList();
    }

    @ParameterizedTest
    @EnumSource
    void anyDriverLearnsFromPastTasksOnceForEachProcess(EachTransport over) {
        hasPastTasks(5);
        try (AnaplanClient client = client(over, AS_IT_IS)) {
            Watch watch = client.task(fake.tasks().start(process)).watch();
            WatchStep step = client.watchStep(WatchSettings.defaults());
            StepResult result = step.poll(step.start(fake.tasks().start(process)));
            while (result instanceof StepResult.Pending pending) {
                time.advance(Duration.between(fake.now(), pending.state().nextPoll()));
                result = step.poll(pending.state());
            }

            time.advance(Duration.ofMinutes(2));

            assertThat(watch.outcome().toCompletableFuture()).isCompleted();
            assertThat(fake.journal().requests(RequestMatchers.taskLists())).hasSize(1);
        }
    }

    /** Which is learned from the history of the client. */
    @ParameterizedTest
    @EnumSource
    void theUsualPolicyCanHaveSettingsAroundIt(EachTransport over) {
        hasPastTasks(7);
        List<Duration> usual;
        try (AnaplanClient client = client(over, AS_IT_IS)) {
            usual = pollsOf(client);
        }
        Duration longest = Duration.ofMinutes(2);
        DurationHistory history = DurationHistory.inMemory();
        PollingPolicy same = PollingPolicy.learned(history);
        try (AnaplanClient client = client(over, builder -> builder.durationHistory(history))) {
            int lists = fake.journal().requests(RequestMatchers.taskLists()).size();
            List<Duration> decorated =
                    pollsOf(client, WatchSettings.defaults().withPolicy(same.waitingAtMost(longest)));

            assertThat(fake.journal().requests(RequestMatchers.taskLists())).hasSize(lists + 1);
            assertThat(longestWait(usual)).isGreaterThan(longest);
            assertThat(longestWait(decorated)).isLessThanOrEqualTo(longest.plusMillis(100));
            assertThat(history.durations(process)).hasSize(6);
        }
    }

    private static Duration longestWait(List<Duration> polls) {
        return IntStream.range(1, polls.size())
                .mapToObj(poll -> polls.get(poll).minus(polls.get(poll - 1)))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void whoKnowsOrWantsNothingOfItAsksForNothing(EachTransport over) {
        hasPastTasks(5);
        try (AnaplanClient forgetful = client(over, builder -> builder.durationHistory(DurationHistory.none()))) {
            assertThat(pollsOf(forgetful)).isEqualTo(pollsOf(forgetful));
        }
        try (AnaplanClient client = client(over, AS_IT_IS)) {
            List<Duration> byTime = pollsOf(client, WatchSettings.defaults().withPolicy(PollingPolicy.standard()));
            assertThat(pollsOf(client, WatchSettings.defaults().withPolicy(PollingPolicy.standard())))
                    .isEqualTo(byTime);
            pollsOf(client, WatchSettings.defaults().learningFrom(DurationHistory.inMemory()));
        }

        assertThat(fake.journal().requests(RequestMatchers.taskLists())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsIsFeltByNobodyAndNotRepeated(EachTransport over) {
        hasPastTasks(5);
        for (Fault fault : List.of(Fault.status(403), Fault.status(404), Fault.truncatedJson())) {
            assertThat(requestsAboutThePast(over, fault)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayPassIsFeltByNobodyAndTriedAgainWithinSixRequests(EachTransport over) {
        hasPastTasks(5);
        for (Fault fault : List.of(
                Fault.status(410), Fault.status(503), Fault.tooManyRequests(), Fault.reset(), Fault.tokenExpired())) {
            assertThat(requestsAboutThePast(over, fault)).isEqualTo(2 + 4);
        }
    }

    /** {@return how many requests about the past a client makes that meets that fault at its first} */
    private int requestsAboutThePast(EachTransport over, Fault fault) {
        List<TaskRef> past = fake.tasks().all();
        fake.faults().inject(RequestMatchers.taskLists(), fault);
        int lists = fake.journal().requests(RequestMatchers.taskLists()).size();
        int statuses = requestsFor(past).size();
        List<WatchEvent> events = new ArrayList<>();
        try (AnaplanClient client = client(over, AS_IT_IS)) {
            pollsOf(client, WatchSettings.defaults().withListener(events::add));
            pollsOf(client);
        }
        assertThat(events).noneMatch(event -> event instanceof WatchEvent.PollFailed);
        return fake.journal().requests(RequestMatchers.taskLists()).size()
                - lists
                + requestsFor(past).size()
                - statuses;
    }

    /** Anaplan counts requests; these are all that the past costs. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 40})
    void neverMoreThanSixRequestsAreMadeForAProcess(int pastTasks) {
        hasPastTasks(pastTasks);
        List<TaskRef> past = fake.tasks().all();
        try (AnaplanClient client = client(EachTransport.HTTPCLIENT, AS_IT_IS)) {
            pollsOf(client);
            pollsOf(client);
        }

        assertThat(fake.journal().requests(RequestMatchers.taskLists())).hasSize(1);
        assertThat(requestsFor(past)).hasSize(Math.min(5, pastTasks));
    }
}
