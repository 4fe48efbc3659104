package io.github.anaplan4j.machines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Several machines share a tenant, each is killed once and started again, and nothing is lost or done twice.
 *
 * <p>The fake in this JVM is the witness. By default there are two machines and H2; {@code on-postgres} runs it larger.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MachinesTest {
    private static final int BUDGET = 600;
    // What a single client may send in a second, too.
    private static final int BUDGET_OF_A_SECOND = 20;
    private static final Duration FLOOR = Duration.ofSeconds(5);

    private final int number = Integer.getInteger("machines", 2);
    private final int actions = Integer.getInteger("machines.actions", 6);
    private final int runs = Integer.getInteger("machines.runs", 2);
    private final String url = System.getProperty("machines.url", "");
    private final FakeAnaplan fake = FakeAnaplan.start();
    private final List<Machine> machines = new ArrayList<>();
    // The processes, and how each run of them ends.
    private final Map<String, String> processes = new TreeMap<>();

    private Server h2;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        String jdbc = url;
        if (jdbc.isEmpty()) {
            h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
            jdbc = "jdbc:h2:tcp://localhost:" + h2.getPort() + "/mem:machines;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }
        database = new Database(jdbc);
        database.create();
        for (int i = 0; i < actions; i++) {
            String process = "1180000000" + (10 + i);
            Scenario scenario = List.of(Scenario.complete(), Scenario.completeWithRejectedRows(), Scenario.failed())
                    .get(i % 3);
            fake.givenProcess(process, "Load " + i, scenario.lasting(Duration.ofSeconds(3)));
            processes.put(
                    process, List.of("succeeded", "rejected rows", "failed").get(i % 3));
            StoredJobs.add(database, process, runs);
        }
        for (int i = 0; i < number; i++) {
            machines.add(new Machine(
                    "machine " + i,
                    jdbc,
                    fake.url(),
                    fake.token(),
                    fake.model().workspaceId(),
                    fake.model().modelId(),
                    String.valueOf(BUDGET)));
        }
    }

    @AfterEach
    void close() {
        machines.forEach(Machine::close);
        database.close();
        if (h2 != null) {
            h2.stop();
        }
        fake.close();
    }

    @Test
    void nothingIsLostOrDoneTwiceThoughEachMachineIsKilled() throws Exception {
        Instant begun = Instant.now();
        for (Machine machine : machines) {
            machine.start();
        }
        for (int i = 0; i < number; i++) {
            int part = actions * runs * i / (number + 1);
            await("SELECT count(*) FROM outbox", count -> count >= part);
            Machine machine = machines.get(i);
            if (i % 2 == 0) {
                killWhileHeld(machine, RequestMatchers.starts(), machine::isStarting);
            } else {
                killWhileHeld(machine, RequestMatchers.polls(), machine::isPolling);
            }
            machine.start();
        }
        await("SELECT count(*) FROM job", count -> count == 0);
        Duration took = Duration.between(begun, Instant.now());

        List<TaskRef> tasks = fake.tasks().all();
        List<Instant> requests =
                fake.journal().requests().stream().map(RecordedRequest::at).toList();
        List<Duration> gaps = tasks.stream()
                .flatMap(task -> fake.journal().gaps(task).stream())
                .sorted()
                .toList();
        System.out.printf(
                "%d machines, %d tasks of %d actions, %d s; %d requests, at most %d in a second and %d in a minute;"
                        + " shortest gap %d ms%n",
                number,
                tasks.size(),
                actions,
                took.toSeconds(),
                requests.size(),
                mostWithin(Duration.ofSeconds(1), requests),
                mostWithin(Duration.ofMinutes(1), requests),
                gaps.get(0).toMillis());

        assertThat(published()).containsExactlyElementsOf(expected());
        assertThat(tasksPublished()).containsExactlyInAnyOrderElementsOf(tasks);
        assertThat(fake.journal().requests(RequestMatchers.starts()))
                .as("starts")
                .hasSize(actions * runs);
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(FLOOR));
        assertThat(mostWithin(Duration.ofSeconds(1), requests)).isLessThanOrEqualTo(BUDGET_OF_A_SECOND);
        assertThat(mostWithin(Duration.ofMinutes(1), requests)).isLessThanOrEqualTo(BUDGET);
    }

    /** Kills a machine between a request, which is processed, and its answer. */
    private void killWhileHeld(Machine machine, Predicate<RecordedRequest> which, Predicate<String> isItsOwn)
            throws Exception {
        CompletableFuture<String> held = new CompletableFuture<>();
        fake.faults()
                .inject(
                        request -> {
                            String process = request.path().replaceAll(".*/processes/([0-9]+)/.*", "$1");
                            return which.test(request) && isItsOwn.test(process) && held.complete(process);
                        },
                        Fault.stallAfterwards());
        machine.kill(held.get(1, TimeUnit.MINUTES));
    }

    private void await(String sql, Predicate<Integer> condition) throws SQLException, InterruptedException {
        while (!database.query(row -> row.getInt(1), sql).stream().allMatch(condition)) {
            TimeUnit.MILLISECONDS.sleep(100); // other JVMs tell nobody
        }
    }

    private List<String> expected() {
        List<String> ends = new ArrayList<>();
        processes.forEach((process, outcome) -> {
            for (int run = 1; run <= runs; run++) {
                ends.add(process + " run " + run + ": " + outcome);
            }
        });
        return ends;
    }

    private List<String> published() throws SQLException {
        return database.query(
                row -> row.getString(1) + " run " + row.getInt(2) + ": " + row.getString(3),
                "SELECT process, run, outcome FROM outbox ORDER BY process, run");
    }

    private List<TaskRef> tasksPublished() throws SQLException {
        return database.query(row -> TaskRef.parse(row.getString(1)), "SELECT task FROM outbox");
    }

    private static int mostWithin(Duration window, List<Instant> moments) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < moments.size(); last++) {
            while (!moments.get(last).isBefore(moments.get(first).plus(window))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
