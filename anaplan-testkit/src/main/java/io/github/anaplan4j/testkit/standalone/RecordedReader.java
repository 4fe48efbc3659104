package io.github.anaplan4j.testkit.standalone;

import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads answers that were recorded, which are given again as they were: each request gets its own in their order.
 *
 * <p>The last answer to a GET is given from then on. Whatever else was not recorded is answered by the fake itself.
 */
final class RecordedReader {
    private static final int FOREVER = 1_000_000_000;

    private final Problems problems;
    private final FaultReader faults;

    RecordedReader(Problems problems, FaultReader faults) {
        this.problems = problems;
        this.faults = faults;
    }

    private record Recorded(String method, String target, int times, Fault answer) {
        String request() {
            return method + " " + target;
        }

        void give(FakeAnaplan fake, boolean isLast) {
            int how = isLast && method.equals("GET") ? FOREVER : times;
            fake.faults()
                    .inject(
                            how,
                            request -> request.method().equals(method)
                                    && request.target().equals(target),
                            answer);
        }
    }

    Consumer<FakeAnaplan> read(List<Node> nodes) {
        List<Recorded> all = new ArrayList<>();
        nodes.forEach(node -> recorded(node).ifPresent(all::add));
        Map<String, Recorded> last = new HashMap<>();
        all.forEach(one -> last.put(one.request(), one));
        return fake -> all.forEach(one -> one.give(fake, last.get(one.request()) == one));
    }

    private Optional<Recorded> recorded(Node node) {
        Fields fields = new Fields(node, problems);
        String request = fields.requiredText("request");
        int times = faults.times(fields);
        Optional<Fault> answer = fields.has("fault") ? faults.fault(fields) : answer(fields);
        fields.end();
        String[] words = request.split(" ");
        if (!request.isEmpty() && (words.length != 2 || !words[1].startsWith("/"))) {
            problems.add(
                    fields.get("request").orElse(node),
                    "\"" + request + "\" is no request. Say it like GET /2/0/workspaces.");
            return Optional.empty();
        }
        return answer.filter(any -> words.length == 2).map(told -> new Recorded(words[0], words[1], times, told));
    }

    private Optional<Fault> answer(Fields fields) {
        String status = fields.requiredText("status");
        byte[] body = body(fields);
        Map<String, String> headers = headers(fields);
        if (!status.matches("[1-5]\\d\\d")) {
            fields.get("status").ifPresent(node -> problems.add(node, "\"" + status + "\" is no HTTP status."));
            return Optional.empty();
        }
        return Optional.of(Fault.answer(Integer.parseInt(status), headers, body));
    }

    private byte[] body(Fields fields) {
        if (!fields.has("base64")) {
            return fields.anyText("body").orElse("").getBytes(StandardCharsets.UTF_8);
        }
        if (fields.has("body")) {
            problems.add(fields.node(), "An answer has either a body or base64: one of them.");
        }
        try {
            return Base64.getDecoder().decode(fields.text("base64").orElse(""));
        } catch (IllegalArgumentException none) {
            fields.get("base64").ifPresent(node -> problems.add(node, "This is not Base64."));
            return new byte[0];
        }
    }

    private Map<String, String> headers(Fields fields) {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<Node> node = fields.get("headers");
        if (node.isPresent() && node.get() instanceof MappingNode mapping) {
            for (NodeTuple header : mapping.getValue()) {
                if (header.getKeyNode() instanceof ScalarNode name
                        && header.getValueNode() instanceof ScalarNode value
                        && name.getValue().matches("[A-Za-z0-9-]+")
                        && !value.getValue().matches("(?s).*\\p{Cntrl}.*")) {
                    headers.put(name.getValue(), value.getValue());
                } else {
                    problems.add(header.getKeyNode(), "A header is a name and its value, as in Retry-After: 30.");
                }
            }
        } else if (node.isPresent()) {
            problems.add(node.get(), "\"headers\" are fields, each a name and its value.");
        }
        return headers;
    }
}
