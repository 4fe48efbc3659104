package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand watches of one client over real HTTP, in real time. */
class ManyWatchesTest {
    private static final int WATCHES = 1_000;
    private static final int PER_SECOND = 300;

    /** The threads that run the polls: the client's own workers, or, where the JDK has them, virtual threads. */
    private enum Workers {
        OWN,
        VIRTUAL
    }

    static Stream<Arguments> combinations() {
        boolean virtual = Runtime.version().feature() >= 21;
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(Workers.values())
                        .filter(workers -> virtual || workers == Workers.OWN)
                        .map(workers -> Arguments.of(transport, workers)));
    }

    @AfterEach
    void leaveNoChoiceBehind() {
        System.clearProperty(HttpTransportProvider.PROPERTY);
    }

    @ParameterizedTest(name = "{0}, workers: {1}")
    @MethodSource("combinations")
    @Timeout(120)
    void stayWithinBudgetAndThreads(EachTransport transport, Workers workers) throws Exception {
        System.setProperty(HttpTransportProvider.PROPERTY, transport.name().toLowerCase(Locale.ROOT));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ExecutorService usersOwn = workers == Workers.VIRTUAL ? virtualThreads() : null;
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            AnaplanClientBuilder builder = AnaplanClient.builder()
                    .apiUrl(fake.url())
                    .credentials(Credentials.token(fake.token()))
                    .pollingFloor(Duration.ofMillis(500))
                    .requestsPerMinute(60 * PER_SECOND);
            if (usersOwn != null) {
                builder.executor(usersOwn);
            }
            threads.resetPeakThreadCount();
            try (AnaplanClient anaplan = builder.build()) {
                WatchSettings settings = WatchSettings.defaults()
                        .withPolicy(PollingPolicy.stretching(Duration.ofMillis(500), Duration.ofMillis(500), 0));
                List<CompletableFuture<TaskOutcome>> outcomes = new ArrayList<>();
                for (TaskRef task : tasks(fake)) {
                    outcomes.add(anaplan.task(task).watch(settings).outcome().toCompletableFuture());
                }
                for (CompletableFuture<TaskOutcome> outcome : outcomes) {
                    assertThat(outcome.get(100, TimeUnit.SECONDS)).isInstanceOf(TaskOutcome.Succeeded.class);
                }
            }

            assertThat(threads.getPeakThreadCount()).isLessThanOrEqualTo(80);
            assertThat(OurThreads.thatStay()).isEmpty();
            List<Instant> arrivals = fake.journal().requests().stream()
                    .map(RecordedRequest::at)
                    .sorted()
                    .toList();
            assertThat(arrivals).hasSizeGreaterThanOrEqualTo(WATCHES);
            assertThat(mostWithin(Duration.ofSeconds(1), arrivals)).isLessThanOrEqualTo(PER_SECOND);
        }
        if (usersOwn != null) {
            assertThat(usersOwn.submit(() -> "still at work").get()).isEqualTo("still at work");
            usersOwn.shutdown();
        }
    }

    private static List<TaskRef> tasks(FakeAnaplan fake) {
        Scenario scenario = Scenario.complete().lasting(Duration.ofSeconds(2));
        List<TaskRef> tasks = new ArrayList<>();
        for (int i = 0; i < WATCHES; i++) {
            tasks.add(fake.startTask(scenario));
        }
        return tasks;
    }

    static int mostWithin(Duration window, List<Instant> arrivals) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (!arrivals.get(first).plus(window).isAfter(arrivals.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    // By reflection, for the tests are compiled for 17.
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (InvocationTargetException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
