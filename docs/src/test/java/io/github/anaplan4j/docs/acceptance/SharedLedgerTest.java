package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two programs start one action from many threads through one ledger of files, and answers are lost. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedLedgerTest {
    private static final int PROGRAMS = 2;
    private static final int THREADS = 10;
    private static final int STARTS = 100;

    // Of programs all of whose threads want to start.
    private final CountDownLatch contending = new CountDownLatch(PROGRAMS);
    private final AtomicBoolean didContend = new AtomicBoolean();
    private final AtomicInteger posts = new AtomicInteger();

    @Test
    void twoHundredStartsFromTwentyThreadsInTwoProgramsWithHalfOfTheAnswersLost(@TempDir Path directory)
            throws Exception {
        List<List<String>> said;
        List<TaskRef> processed;
        int requests;
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            ActionRef nightly = fake.givenProcess(
                    "118000000007", "Nightly load", Scenario.complete().lasting(Duration.ofMillis(15)));
            // Every second answer is lost. Later, every other one of those was not processed either.
            fake.faults().inject(10_000, RequestMatchers.starts().and(any -> isLostOnTheWay()), Fault.noAnswer());
            fake.faults()
                    .inject(
                            10_000,
                            RequestMatchers.starts().and(any -> posts.get() % 2 == 0),
                            Fault.afterProcessing(Fault.noAnswer()));
            said = outputOfTwo(
                    fake.url(),
                    fake.token(),
                    nightly.task("any").toString(),
                    directory.toString(),
                    EachTransport.HTTPCLIENT.name(),
                    "MANY",
                    String.valueOf(THREADS),
                    String.valueOf(STARTS));
            processed = fake.tasks().all();
            requests = fake.journal().requests(RequestMatchers.starts()).size();
        }

        List<String> lines = said.stream().flatMap(List::stream).toList();
        List<TaskRef> started = tasksIn(lines, "started ");
        List<TaskRef> inDoubt = tasksIn(lines, "uncertain ");
        long uncertain =
                lines.stream().filter(line -> line.startsWith("uncertain")).count();
        System.out.printf(
                "%d starts: %d POSTs, %d processed, %d started, %d uncertain, which list %d%n",
                PROGRAMS * STARTS, requests, processed.size(), started.size(), uncertain, inDoubt.size());
        assertThat(didContend)
                .as("the first POST waited for all threads of both programs")
                .isTrue();
        assertThat(said)
                .allSatisfy(program -> assertThat(tasksIn(program, "started "))
                        .as("each of the programs had its turn")
                        .isNotEmpty());
        assertThat(started.size() + uncertain).isEqualTo(PROGRAMS * STARTS);
        assertThat(started).as("claimed by one").doesNotHaveDuplicates();
        assertThat(inDoubt).as("listed for somebody to look at").doesNotContainAnyElementsOf(started);
        assertThat(Stream.concat(started.stream(), inDoubt.stream()).distinct().toList())
                .as("claimed or listed")
                .containsExactlyInAnyOrderElementsOf(processed);
        assertThat(requests).isBetween(90, PROGRAMS * STARTS);
    }

    // The first start holds its turn, and so the turn of all others, until they stand in line.
    private boolean isLostOnTheWay() {
        int number = posts.getAndIncrement();
        if (number == 0) {
            try {
                didContend.set(contending.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
        }
        return number >= 90 && number % 4 == 3;
    }

    private List<List<String>> outputOfTwo(String... arguments) throws Exception {
        Callable<List<String>> program = () -> {
            List<String> lines = Collections.synchronizedList(new ArrayList<>());
            ForkedJava.heard(
                    line -> {
                        lines.add(line);
                        if (line.equals(StartingProgram.ALL_AT_ONCE) && Collections.frequency(lines, line) == 1) {
                            contending.countDown();
                        }
                    },
                    StartingProgram.class,
                    arguments);
            return lines;
        };
        FutureTask<List<String>> other = new FutureTask<>(program);
        new Thread(other, "the other program").start();
        return List.of(program.call(), other.get());
    }

    private static List<TaskRef> tasksIn(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .flatMap(line -> Stream.of(line.substring(prefix.length()).split(" ")))
                .filter(task -> !task.isEmpty())
                .map(TaskRef::parse)
                .toList();
    }
}
