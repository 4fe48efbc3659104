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
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With a ledger of files a program may be killed at any moment, and several may start at once: never two runs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledStartTest {
    private final FakeAnaplan fake = FakeAnaplan.start();

    @TempDir
    Path directory;

    private ActionRef nightly;

    @BeforeEach
    void giveAProcess() {
        nightly = fake.givenProcess(
                "118000000007", "Nightly load", Scenario.complete().lasting(Duration.ofMillis(15)));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    /** Every step there is, for it is at one of them that a program dies. */
    static Stream<Arguments> steps() {
        List<String> before = List.of(
                "before open", "after open", "after read", "before seat", "after look", "before list", "after list");
        List<String> inDoubt = List.of("before intended", "after intended", "before POST", "after POST");
        List<String> started = List.of("before started", "after started");
        List<String> handedOut = List.of(
                "before seated",
                "after seated",
                "before settled",
                "after settled",
                "before close",
                "after close",
                "returned");
        List<String> settled = List.of("before settled", "after settled");
        List<String> emptied = List.of("before emptied", "after emptied");
        List<String> watched = List.of("before poll", "after poll");
        return Stream.of(Job.values())
                .flatMap(job -> Stream.of(
                                before,
                                inDoubt,
                                job == Job.RUN ? started : handedOut,
                                job == Job.START ? List.<String>of() : watched,
                                job == Job.RUN ? settled : emptied,
                                job == Job.RUN ? List.of("before close", "after close") : List.<String>of())
                        .flatMap(List::stream)
                        .map(step -> Arguments.of(job, step)));
    }

    // Nothing is left to do then: the end was seen, or the client that had handed the task out was closed.
    private static boolean isOver(Job job, String step) {
        return job == Job.RUN ? step.equals("after settled") || step.endsWith(" close") : step.equals("after emptied");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aProgramThatIsKilledIsStartedAgain(Job job, String step) throws Exception {
        killAt(job, step);
        List<TaskRef> runsOfTheDead = fake.tasks().all();

        TaskRef held;
        try (AnaplanClient anaplan = StartingProgram.client(fake.url(), fake.token(), directory, any -> {})) {
            AnaplanAction action = StartingProgram.action(anaplan, nightly);
            if (step.equals("after intended") || step.equals("before POST")) {
                // It might have left. Whoever looks at the server sees that it did not.
                assertThatExceptionOfType(StartUncertainException.class)
                        .isThrownBy(() -> job.does(action, any -> {}))
                        .satisfies(doubt -> assertThat(doubt.candidates()).isEmpty());
                assertThat(fake.tasks().all()).isEmpty();
                action.settleStart();
            }
            held = job.does(action, any -> {});
        }

        if (isOver(job, step)) { // this is the next one
            assertThat(fake.tasks().all()).hasSize(2).containsAll(runsOfTheDead).contains(held);
            assertThat(runsOfTheDead).hasSize(1).doesNotContain(held);
        } else {
            assertThat(fake.tasks().all()).containsExactly(held);
            AnaplanAssertions.assertThat(fake.journal()).startedOnce();
        }
    }

    @Test
    void whoeverSeesTheEndOfATaskThatADeadProgramStartedSettlesIt() throws Exception {
        killAt(Job.START, "returned");
        TaskRef ofTheDead = fake.tasks().all().get(0);

        try (AnaplanClient anaplan = StartingProgram.client(fake.url(), fake.token(), directory, any -> {})) {
            anaplan.task(ofTheDead).await(Duration.ofMinutes(1)); // as its reference was stored
            TaskRef next = StartingProgram.action(anaplan, nightly).start().ref();

            assertThat(fake.tasks().all()).containsExactlyInAnyOrder(ofTheDead, next);
            assertThat(next).isNotEqualTo(ofTheDead);
        }
    }

    @Test
    void whatALivingProgramWasGivenIsNotGivenToAnother() throws Exception {
        try (AnaplanClient anaplan = StartingProgram.client(fake.url(), fake.token(), directory, any -> {})) {
            TaskRef ours = StartingProgram.action(anaplan, nightly).start().ref();

            killAt(Job.START, "returned");

            assertThat(fake.tasks().all()).hasSize(2).contains(ours);
        }
    }

    private void killAt(Job job, String step) throws Exception {
        List<String> seen = new ArrayList<>();
        ForkedJava.killed(
                line -> {
                    seen.add(line);
                    return line.equals(step);
                },
                StartingProgram.class,
                arguments(job.name(), step));
        assertThat(seen).endsWith(step);
    }

    private String[] arguments(String... more) {
        List<String> all = new ArrayList<>(
                List.of(fake.url(), fake.token(), nightly.task("any").toString(), directory.toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void twoHundredStartsFromTwentyThreadsInTwoProgramsWithHalfOfTheAnswersLost() throws Exception {
        AtomicInteger posts = new AtomicInteger();
        // Every second answer is lost. Later, every other one of those was not processed either.
        fake.faults()
                .inject(
                        1_000,
                        RequestMatchers.starts().and(any -> {
                            int number = posts.getAndIncrement();
                            return number >= 90 && number % 4 == 3;
                        }),
                        Fault.noAnswer());
        fake.faults()
                .inject(
                        1_000,
                        RequestMatchers.starts().and(any -> posts.get() % 2 == 0),
                        Fault.afterProcessing(Fault.noAnswer()));

        List<String> lines = outputOfTwo(arguments("MANY", "10", "100"));

        List<TaskRef> started = tasksIn(lines, "started ");
        List<TaskRef> inDoubt = tasksIn(lines, "uncertain ");
        List<TaskRef> processed = fake.tasks().all();
        long uncertain =
                lines.stream().filter(line -> line.startsWith("uncertain")).count();
        System.out.printf(
                "%d starts: %d POSTs, %d processed, %d started, %d uncertain%n",
                200, posts.get(), processed.size(), started.size(), uncertain);
        assertThat(lines.stream().filter(line -> line.startsWith("started")).count() + uncertain)
                .isEqualTo(200);
        assertThat(started).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(90);
        assertThat(processed).containsAll(started);
        assertThat(Stream.concat(started.stream(), inDoubt.stream()).toList()).containsAll(processed);
        assertThat(fake.journal().requests(RequestMatchers.starts()))
                .hasSizeGreaterThan(90)
                .hasSizeLessThanOrEqualTo(200);
    }

    private static List<String> outputOfTwo(String... arguments) throws Exception {
        Callable<String> program = () -> ForkedJava.run(List.of(), StartingProgram.class, arguments);
        FutureTask<String> other = new FutureTask<>(program);
        new Thread(other, "the other program").start();
        return Stream.of(program.call(), other.get()).flatMap(String::lines).toList();
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
