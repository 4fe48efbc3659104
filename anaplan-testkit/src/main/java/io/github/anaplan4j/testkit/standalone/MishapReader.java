package io.github.anaplan4j.testkit.standalone;

import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Mishap;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Requests;
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

/** Reads mishaps: by name, as an HTTP status, or as a name with how long it takes. */
final class MishapReader {
    private static final Map<String, Predicate<RecordedRequest>> REQUESTS = requests();
    private static final Map<String, Function<Duration, Mishap>> TAKING_TIME = Map.of(
            "dormant-model", Mishap::dormantModel,
            "slow-drip", Mishap::slowDrip,
            "too-many-requests", wait -> Mishap.tooManyRequests(Long.toString(wait.toSeconds())));

    private final Problems problems;

    MishapReader(Problems problems) {
        this.problems = problems;
    }

    private static Map<String, Predicate<RecordedRequest>> requests() {
        Map<String, Predicate<RecordedRequest>> requests = new LinkedHashMap<>();
        requests.put("any", Requests.any());
        requests.put("starts", Requests.starts());
        requests.put("polls", Requests.polls());
        requests.put("cancels", Requests.cancels());
        requests.put("task-lists", Requests.taskLists());
        requests.put("definitions", Requests.definitions());
        requests.put("dumps", Requests.dumps());
        requests.put("files", Requests.files());
        requests.put("logins", Requests.logins());
        return requests;
    }

    /** @return the mishap of that field, which must be there */
    Optional<Mishap> mishap(Fields fields) {
        Optional<Node> mishap = fields.get("mishap");
        if (mishap.isEmpty()) {
            fields.missing("mishap");
        }
        return mishap.flatMap(this::mishap);
    }

    private Optional<Mishap> mishap(Node node) {
        if (node instanceof MappingNode) {
            return withTime(new Fields(node, problems));
        }
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (name.matches("[45]\\d\\d")) {
            return Optional.of(Mishap.status(Integer.parseInt(name)));
        }
        if (!Mishap.canned().containsKey(name)) {
            problems.add(
                    node,
                    "There is no mishap \"" + name + "\". Say an HTTP status from 400 to 599, or one of "
                            + String.join(", ", Mishap.canned().keySet())
                            + "; or how long it takes, as in {dormant-model: 30s}, {slow-drip: 0.01s} or"
                            + " {too-many-requests: 30s}.");
        }
        return Optional.ofNullable(Mishap.canned().get(name));
    }

    private Optional<Mishap> withTime(Fields fields) {
        Optional<Mishap> mishap = Optional.empty();
        for (Map.Entry<String, Function<Duration, Mishap>> entry : TAKING_TIME.entrySet()) {
            mishap = mishap.or(() -> fields.duration(entry.getKey()).map(entry.getValue()));
        }
        if (TAKING_TIME.keySet().stream().noneMatch(fields::has)) {
            problems.add(fields.node(), "Say what takes how long, as in {dormant-model: 30s}.");
        }
        fields.end();
        return mishap;
    }

    /** Reads what shall happen to the next requests of a kind. */
    Consumer<FakeAnaplan> next(Node node) {
        Fields fields = new Fields(node, problems);
        Predicate<RecordedRequest> which = which(fields);
        int times = times(fields);
        Optional<Mishap> mishap = mishap(fields);
        fields.end();
        return fake -> fake.next(times, which, mishap.orElseThrow());
    }

    private Predicate<RecordedRequest> which(Fields fields) {
        String name = fields.text("at").orElse("any");
        if (!REQUESTS.containsKey(name)) {
            problems.add(
                    fields.get("at").orElse(fields.node()),
                    "There are no requests called \"" + name + "\". These are: " + String.join(", ", REQUESTS.keySet())
                            + ".");
        }
        return REQUESTS.getOrDefault(name, Requests.any());
    }

    private int times(Fields fields) {
        String times = fields.text("times").orElse("1");
        if (times.matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(times);
        }
        problems.add(fields.get("times").orElse(fields.node()), "\"" + times + "\" is no number from 1 on.");
        return 1;
    }
}
