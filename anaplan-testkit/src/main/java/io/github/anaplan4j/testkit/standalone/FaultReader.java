package io.github.anaplan4j.testkit.standalone;

import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads faults: by name, as an HTTP status, or as a name with how long it takes. */
final class FaultReader {
    private static final Map<String, Predicate<RecordedRequest>> REQUESTS = requests();
    private static final Map<String, Function<Duration, Fault>> TAKING_TIME = Map.of(
            "dormant-model", Fault::dormantModel,
            "slow-drip", Fault::slowDrip,
            "too-many-requests", wait -> Fault.tooManyRequests(Long.toString(wait.toSeconds())));

    private final Problems problems;

    FaultReader(Problems problems) {
        this.problems = problems;
    }

    private static Map<String, Predicate<RecordedRequest>> requests() {
        Map<String, Predicate<RecordedRequest>> requests = new LinkedHashMap<>();
        requests.put("any", RequestMatchers.any());
        requests.put("starts", RequestMatchers.starts());
        requests.put("polls", RequestMatchers.polls());
        requests.put("cancels", RequestMatchers.cancels());
        requests.put("task-lists", RequestMatchers.taskLists());
        requests.put("definitions", RequestMatchers.definitions());
        requests.put("dumps", RequestMatchers.dumps());
        requests.put("files", RequestMatchers.files());
        requests.put("logins", RequestMatchers.logins());
        return requests;
    }

    /** Returns the fault of that field, which must be there. */
    Optional<Fault> fault(Fields fields) {
        Optional<Node> fault = fields.get("fault");
        if (fault.isEmpty()) {
            fields.missing("fault");
        }
        return fault.flatMap(this::fault);
    }

    private Optional<Fault> fault(Node node) {
        if (node instanceof MappingNode) {
            return withTime(new Fields(node, problems));
        }
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (name.matches("[45]\\d\\d")) {
            return Optional.of(Fault.status(Integer.parseInt(name)));
        }
        if (!Fault.canned().containsKey(name)) {
            problems.add(
                    node,
                    "There is no fault \"" + name + "\". Say an HTTP status from 400 to 599, or one of "
                            + String.join(", ", Fault.canned().keySet())
                            + "; or how long it takes, as in {dormant-model: 30s}, {slow-drip: 0.01s} or"
                            + " {too-many-requests: 30s}.");
        }
        return Optional.ofNullable(Fault.canned().get(name));
    }

    private Optional<Fault> withTime(Fields fields) {
        Optional<Fault> fault = Optional.empty();
        for (Map.Entry<String, Function<Duration, Fault>> entry : TAKING_TIME.entrySet()) {
            fault = fault.or(() -> fields.duration(entry.getKey()).map(entry.getValue()));
        }
        if (TAKING_TIME.keySet().stream().noneMatch(fields::has)) {
            problems.add(fields.node(), "Say what takes how long, as in {dormant-model: 30s}.");
        }
        fields.end();
        return fault;
    }

    /** Reads what shall happen to the next requests of a kind. */
    Consumer<FakeAnaplan> injected(Node node) {
        Fields fields = new Fields(node, problems);
        Predicate<RecordedRequest> which = which(fields);
        int times = times(fields);
        Optional<Fault> fault = fault(fields);
        fields.end();
        return fake -> fake.faults().inject(times, which, fault.orElseThrow());
    }

    private Predicate<RecordedRequest> which(Fields fields) {
        String name = fields.text("at").orElse("any");
        if (!REQUESTS.containsKey(name)) {
            problems.add(
                    fields.get("at").orElse(fields.node()),
                    "There are no requests called \"" + name + "\". These are: " + String.join(", ", REQUESTS.keySet())
                            + ".");
        }
        return REQUESTS.getOrDefault(name, RequestMatchers.any());
    }

    /** Returns to how many requests it happens: one, unless it is said. */
    int times(Fields fields) {
        String times = fields.text("times").orElse("1");
        if (times.matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(times);
        }
        problems.add(fields.get("times").orElse(fields.node()), "\"" + times + "\" is no number from 1 on.");
        return 1;
    }
}
