package io.github.anaplan4j.testkit.standalone;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The fields of a YAML mapping. What is missing or wrong is a problem, and read as nothing. */
final class Fields {
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Node node;
    private final Problems problems;
    private final Map<String, NodeTuple> fields = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    Fields(Node node, Problems problems) {
        this.node = node;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "Here should be fields, each with a name, a colon and its value.");
            return;
        }
        for (NodeTuple field : mapping.getValue()) {
            String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            if (fields.put(name, field) != null) {
                problems.add(field.getKeyNode(), "\"" + name + "\" is here twice; one of them must go.");
            }
        }
    }

    Node node() {
        return node;
    }

    Optional<Node> get(String name) {
        known.add(name);
        return Optional.ofNullable(fields.get(name)).map(NodeTuple::getValueNode);
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    Optional<String> text(String name) {
        return get(name).flatMap(this::text);
    }

    /** Returns the text, which may have nothing in it. */
    Optional<String> anyText(String name) {
        return get(name)
                .flatMap(value -> value instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : text(value));
    }

    Optional<String> text(Node value) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return Optional.of(scalar.getValue());
        }
        problems.add(value, "Here should be a text or a number.");
        return Optional.empty();
    }

    /** Returns the text; empty if it is missing, which is a problem. */
    String requiredText(String name) {
        if (!has(name)) {
            missing(name);
        }
        return text(name).orElse("");
    }

    void missing(String name) {
        if (node instanceof MappingNode) {
            problems.add(node, "\"" + name + "\" is missing here.");
        }
    }

    Optional<Duration> duration(String name) {
        return get(name).flatMap(this::duration);
    }

    /** Returns the duration; zero if it is missing, which is a problem. */
    Duration requiredDuration(String name) {
        if (!has(name)) {
            missing(name);
        }
        return duration(name).orElse(Duration.ZERO);
    }

    Optional<Duration> duration(Node value) {
        return text(value).flatMap(text -> {
            try {
                Duration duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
                if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                    return Optional.of(duration);
                }
            } catch (DateTimeParseException none) {
                // told below
            }
            problems.add(
                    value, "\"" + text + "\" is no duration of up to a year. Say it like 30s, 11m, 2h, 1h30m or 0.5s.");
            return Optional.empty();
        });
    }

    List<Node> list(String name) {
        Optional<Node> value = get(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(value.get(), "\"" + name + "\" is a list: put each entry on a line that begins with a dash.");
        return List.of();
    }

    /** To be called when everything was read: what nobody has asked for is a problem. */
    void end() {
        fields.forEach((name, field) -> {
            if (!known.contains(name)) {
                problems.add(
                        field.getKeyNode(),
                        "\"" + name + "\" means nothing here. These do: " + String.join(", ", known) + ".");
            }
        });
    }
}
