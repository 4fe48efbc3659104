package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The testkit's fake, with all the faults that it has. */
final class TestkitServer implements Server {
    private static final Map<String, Fault> FAULTS = TestkitFaults.all();
    private static Set<String> stalling; // found once

    private final FakeAnaplan fake;
    private final Instant start;

    TestkitServer(TimeSource time) {
        fake = FakeAnaplan.start(time);
        start = fake.now();
        FAULTS.forEach((name, fault) -> fake.faults()
                .inject(
                        Integer.MAX_VALUE,
                        request -> request.header(FAULT).filter(name::equals).isPresent(),
                        fault));
    }

    private static synchronized Set<String> foundStalling() {
        if (stalling == null) {
            stalling = findStalling();
        }
        return stalling;
    }

    // Which they are, the server tells: it keeps the connection open, and says no more, for as long as one listens.
    private static Set<String> findStalling() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (TestkitServer server = new TestkitServer(TimeSource.system())) {
            URI uri = URI.create(server.url());
            Map<String, CompletableFuture<Boolean>> probes = new TreeMap<>();
            FAULTS.keySet()
                    .forEach(name -> probes.put(name, CompletableFuture.supplyAsync(() -> stalls(uri, name), threads)));
            probes.values().removeIf(probe -> !probe.join());
            return Set.copyOf(probes.keySet());
        } finally {
            threads.shutdown();
        }
    }

    private static boolean stalls(URI server, String fault) {
        try (Exchange exchange = new Exchange(server)) {
            exchange.limit(Duration.ofSeconds(1));
            exchange.send("GET", "/2/0/models", Map.of(FAULT, fault), new byte[0], false);
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    @Override
    public String url() {
        return fake.url();
    }

    @Override
    public String token() {
        return fake.token();
    }

    @Override
    public void give(ActionRef action, Script script) {
        Step load = Step.importing("Load").rejecting(script.rejected(), script.rows());
        Scenario scenario = script.end() == Script.End.FAILED
                ? Scenario.process(load, Step.deleting("Clear").failing("It failed for " + script.number()))
                : Scenario.process(load);
        scenario = scenario.lasting(script.length());
        if (script.end() == Script.End.CANCELLED_BY_ANOTHER) {
            scenario = scenario.cancelledAfter(script.length().dividedBy(2), "Ada Example");
        }
        fake.models().givenAction(action, "Load", "", scenario);
    }

    @Override
    public List<TaskRef> runsOf(ActionRef action) {
        return fake.tasks().all().stream()
                .filter(task -> task.action().equals(action))
                .toList();
    }

    @Override
    public Map<TaskRef, Ending> endings() {
        Map<TaskRef, Ending> endings = new LinkedHashMap<>();
        Map<String, String> headers = Map.of("Authorization", "AnaplanAuthToken " + token(), PROGRAM, "judge");
        try (Exchange exchange = new Exchange(URI.create(url()))) {
            for (TaskRef task : fake.tasks().all()) {
                Exchange.Result result = exchange.send("GET", "/2/0/" + task, headers, new byte[0], false);
                endings.put(task, endingOf(result.body()));
            }
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        return endings;
    }

    private static Ending endingOf(byte[] body) {
        JsonNode task = JsonMapper.shared().readTree(body).path("task");
        return Ending.of(
                task.path("taskState").asString(),
                task.path("result").path("successful").asBoolean(false),
                task.findValues("failureDumpAvailable").stream().anyMatch(JsonNode::asBoolean),
                task.findValuesAsString("localMessageText"));
    }

    @Override
    public List<Entry> journal() {
        List<Entry> journal = new ArrayList<>();
        fake.journal().requests().forEach(request -> journal.add(entry(request, false)));
        fake.journal().atOtherHost().forEach(request -> journal.add(entry(request, true)));
        journal.removeIf(entry -> entry.program().equals("judge"));
        return journal;
    }

    private Entry entry(RecordedRequest request, boolean isElsewhere) {
        Map<String, List<String>> rest = new HashMap<>(request.headers());
        rest.keySet().removeIf("Authorization"::equalsIgnoreCase);
        String token = request.header("Authorization").orElse("");
        return new Entry(
                Duration.between(start, request.at()),
                request.header(PROGRAM).orElse("unknown"),
                request.method(),
                request.path(),
                token.substring(token.indexOf(' ') + 1),
                request.target() + rest + new String(request.body(), StandardCharsets.UTF_8),
                request.header(FAULT).orElse(""),
                isElsewhere);
    }

    @Override
    public List<String> faults(String method, String path) {
        return FAULTS.keySet().stream().sorted().collect(Collectors.toList());
    }

    @Override
    public Set<String> stalling() {
        return foundStalling();
    }

    @Override
    public void close() {
        fake.close();
    }
}
