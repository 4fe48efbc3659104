package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.docs.acceptance.StartingProgram.Job;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.AnaplanAssertions;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With a ledger of files a program may be killed at any moment: never two runs, never a lost one. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledStartTest {
    private static final int AT_ONCE = 2;
    // So that each program makes as many polls as the others.
    private static final Scenario OVER_AT_ONCE = Scenario.named("over at once")
            .then(Duration.ZERO, "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true}}");
    private static final List<String> REQUESTS = List.of("before list", "before POST", "before poll");
    // What no other program sees, nor one that comes after.
    private static final List<String> UNSEEN =
            List.of("file readAttributes", "file checkAccess", "file toRealPath", "file read ", "file force");

    private final ExecutorService killers = Executors.newFixedThreadPool(AT_ONCE);

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        killers.shutdownNow();
    }

    static Stream<Arguments> programs() {
        return Stream.of(Job.values())
                .flatMap(job -> Stream.of(EachTransport.values()).map(transport -> Arguments.of(job, transport)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("programs")
    void aProgramThatIsKilledAtAnyStepIsStartedAgain(Job job, EachTransport transport) throws Exception {
        List<String> steps;
        try (Server unharmed = new Server()) {
            steps = unharmed.stepsOf(job, transport, "none");
            assertThat(unharmed.runs()).hasSize(1);
        }
        assertThat(steps).contains("before POST", "after POST", "before intended");
        assertThat(steps)
                .filteredOn(step -> step.startsWith("file write of the other half"))
                .hasSizeGreaterThan(2);

        List<Future<?>> kills = new ArrayList<>();
        for (int number = 1; number <= steps.size(); number++) {
            if (isWorthAKill(job, transport, steps, number)) {
                List<String> until = steps.subList(0, number);
                kills.add(killers.submit(() -> {
                    killedAndStartedAgain(job, transport, until);
                    return null;
                }));
            }
        }
        for (Future<?> kill : kills) {
            kill.get();
        }
        System.out.printf("%s over %s: killed at %d of %d steps%n", job, transport, kills.size(), steps.size());
    }

    // Killed between two changes a program leaves the same wherever that is, and so once is enough. The files are the
    // same over each transport, and the same for a start whose end nobody waits for, up to its return.
    private static boolean isWorthAKill(Job job, EachTransport transport, List<String> steps, int number) {
        String step = steps.get(number - 1);
        String before = number == 1 ? "" : steps.get(number - 2);
        boolean isOfFile = before.startsWith("file ") && UNSEEN.stream().noneMatch(before::startsWith);
        boolean isOwn = job != Job.START || steps.indexOf("returned") < number;
        return REQUESTS.contains(step)
                || REQUESTS.contains(before)
                || isOfFile && isOwn && transport == EachTransport.HTTPCLIENT;
    }

    private void killedAndStartedAgain(Job job, EachTransport transport, List<String> until) throws Exception {
        String place = job + ", killed over " + transport + " at step " + until.size() + ": " + until;
        try (Server server = new Server()) {
            assertThat(server.stepsOf(job, transport, String.valueOf(until.size())))
                    .as(place)
                    .isEqualTo(until);
            List<TaskRef> runsOfTheDead = server.runs();
            // What it was about to write at last was moved to its place by then, or not.
            boolean isIntended = isWritten("intended", until);
            boolean isOver = isWritten(job == Job.RUN ? "settled" : "emptied", until);

            TaskRef held;
            try (AnaplanClient anaplan = server.client()) {
                AnaplanAction action = StartingProgram.action(anaplan, server.nightly);
                if (isIntended && runsOfTheDead.isEmpty()) {
                    // It might have left. Whoever looks at the server sees that it did not.
                    assertThatExceptionOfType(StartUncertainException.class)
                            .as(place)
                            .isThrownBy(() -> job.does(action, any -> {}))
                            .satisfies(doubt -> assertThat(doubt.candidates()).isEmpty());
                    assertThat(server.runs()).as(place).isEmpty();
                    action.settleStart();
                }
                held = job.does(action, any -> {});
            }

            if (isOver) { // this is the next one
                assertThat(runsOfTheDead).as(place).hasSize(1).doesNotContain(held);
                assertThat(server.runs())
                        .as(place)
                        .hasSize(2)
                        .containsAll(runsOfTheDead)
                        .contains(held);
            } else {
                assertThat(server.runs()).as(place).containsExactly(held);
                AnaplanAssertions.assertThat(server.fake.journal()).startedOnce();
            }
        }
    }

    private static boolean isWritten(String what, List<String> until) {
        int from = until.indexOf("before " + what);
        return from >= 0
                && until.subList(from, until.size() - 1).stream().anyMatch(step -> step.startsWith("file move"));
    }

    @Test
    void whoeverSeesTheEndOfATaskThatADeadProgramStartedSettlesIt() throws Exception {
        try (Server server = new Server()) {
            server.stepsOf(Job.START, EachTransport.HTTPCLIENT, "returned");
            TaskRef ofTheDead = server.runs().get(0);

            try (AnaplanClient anaplan = server.client()) {
                anaplan.task(ofTheDead).await(Duration.ofMinutes(1)); // as its reference was stored
                TaskRef next =
                        StartingProgram.action(anaplan, server.nightly).start().ref();

                assertThat(server.runs()).containsExactlyInAnyOrder(ofTheDead, next);
                assertThat(next).isNotEqualTo(ofTheDead);
            }
        }
    }

    @Test
    void whatALivingProgramWasGivenIsNotGivenToAnother() throws Exception {
        try (Server server = new Server();
                AnaplanClient anaplan = server.client()) {
            TaskRef ours =
                    StartingProgram.action(anaplan, server.nightly).start().ref();

            server.stepsOf(Job.START, EachTransport.HTTPCLIENT, "returned");

            assertThat(server.runs()).hasSize(2).contains(ours);
        }
    }

    /** A server with one process, and a directory for the ledger of the programs that start it. */
    private final class Server implements AutoCloseable {
        private final FakeAnaplan fake = FakeAnaplan.start();
        private final ActionRef nightly = fake.givenProcess("118000000007", "Nightly load", OVER_AT_ONCE);
        private final Path ledger;

        Server() throws IOException {
            ledger = Files.createDirectory(
                    Files.createTempDirectory(directory, "server").resolve("ledger"));
        }

        List<TaskRef> runs() {
            return fake.tasks().all();
        }

        AnaplanClient client() {
            return StartingProgram.client(fake.url(), fake.token(), ledger, EachTransport.HTTPCLIENT, any -> {});
        }

        /** Runs a program, and kills it where it stops; returns the steps that it came to. */
        List<String> stepsOf(Job job, EachTransport transport, String last) throws Exception {
            List<String> steps = new ArrayList<>();
            ForkedJava.killed(
                    line -> {
                        String step = StartingProgram.stepOf(line);
                        if (step == null) {
                            return false;
                        }
                        steps.add(step);
                        return step.equals(last) || last.equals(String.valueOf(steps.size()));
                    },
                    StartingProgram.class,
                    fake.url(),
                    fake.token(),
                    nightly.task("any").toString(),
                    ledger.toString(),
                    transport.name(),
                    job.name(),
                    last);
            return steps;
        }

        @Override
        public void close() {
            fake.close();
        }
    }
}
