package io.github.anaplan4j.testkit.standalone;

import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads how the runs of an action go. */
final class ScenarioReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_REJECTED = 100_000;
    private static final Pattern ROWS =
            Pattern.compile("(\\d{1,9}|\\d{1,3}(?:,\\d{3}){1,2}) of (\\d{1,9}|\\d{1,3}(?:,\\d{3}){1,2})");

    /** What a step can be, by the field that has its name. */
    private static final Map<String, Function<String, Step>> STEPS =
            Map.of("import", Step::importing, "export", Step::exporting, "delete", Step::deleting);

    private final Problems problems;
    private final FaultReader faults;

    ScenarioReader(Problems problems) {
        this.problems = problems;
        this.faults = new FaultReader(problems);
    }

    /** Returns how the runs of an action go, if its fields tell that. */
    Optional<Scenario> scenario(Fields action) {
        long ways =
                Stream.of("steps", "scenario", "answers").filter(action::has).count();
        if (ways > 1) {
            problems.add(action.node(), "An action has either steps, or a scenario, or answers: one of them.");
        }
        if (action.has("steps") && !action.has("process")) {
            problems.add(action.node(), "Only a process has steps; this action is one by itself.");
        }
        Optional<Scenario> base = base(action);
        UnaryOperator<Scenario> events = events(action);
        return base.flatMap(scenario -> problems.at(action.node(), () -> events.apply(scenario)));
    }

    private Optional<Scenario> base(Fields action) {
        if (action.has("scenario")) {
            return canned(action);
        }
        if (action.has("answers")) {
            return Optional.of(answers(action));
        }
        if (!action.has("process")) {
            return step(action).map(Scenario::action);
        }
        List<Step> steps = new ArrayList<>();
        for (Node node : action.list("steps")) {
            Fields fields = new Fields(node, problems);
            Optional<String> id = fields.text("id");
            step(fields).ifPresent(step -> steps.add(id.map(step::withId).orElse(step)));
            fields.end();
        }
        if (action.list("steps").isEmpty()) {
            problems.add(
                    action.node(),
                    "This process does not say how it goes. Give it steps, or a scenario: "
                            + String.join(", ", Scenario.canned().keySet()) + ".");
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(Scenario.process(steps.toArray(Step[]::new)));
    }

    private Optional<Scenario> canned(Fields action) {
        Optional<String> name = action.text("scenario");
        if (name.isPresent() && !Scenario.canned().containsKey(name.get())) {
            problems.add(
                    action.get("scenario").orElse(action.node()),
                    "There is no scenario \"" + name.get() + "\". There are "
                            + String.join(", ", Scenario.canned().keySet()) + ".");
        }
        return name.map(Scenario.canned()::get);
    }

    private Scenario answers(Fields action) {
        Scenario scenario = Scenario.named("by hand");
        boolean isFirst = true;
        List<Node> answers = action.list("answers");
        if (answers.isEmpty()) {
            problems.add(action.node(), "\"answers\" are a list, with one after 0s at least.");
        }
        for (Node node : answers) {
            Fields answer = new Fields(node, problems);
            Duration after = answer.requiredDuration("after");
            if (isFirst && !after.isZero()) {
                problems.add(node, "The first answer comes after 0s: it is what the first request gets.");
            }
            isFirst = false;
            String task = answer.requiredText("task");
            if (!task.isEmpty() && !isJsonObject(task)) {
                problems.add(
                        answer.get("task").orElse(node),
                        "The task is not one object of JSON, as the status of a task has it. For answers that are"
                                + " broken there are faults.");
            }
            answer.end();
            Scenario before = scenario;
            scenario = problems.at(node, () -> before.then(after, task)).orElse(before);
        }
        return scenario;
    }

    private static boolean isJsonObject(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return isObject && parser.nextToken() == null;
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private Optional<Step> step(Fields fields) {
        List<String> kinds =
                STEPS.keySet().stream().filter(fields::has).sorted().toList();
        if (kinds.size() != 1) {
            problems.add(
                    fields.node(),
                    "A step is an import, an export or a delete: one of these fields, with its name in it.");
        }
        return kinds.stream()
                .findFirst()
                .map(kind -> STEPS.get(kind).apply(fields.requiredText(kind)))
                .flatMap(step -> ending(step, fields));
    }

    private Optional<Step> ending(Step step, Fields fields) {
        Optional<String> rejecting = fields.text("rejecting");
        Optional<String> failing = fields.text("failing");
        Step ended = failing.map(step::failing).orElse(step);
        if (rejecting.isEmpty()) {
            return Optional.of(ended);
        }
        Matcher rows = ROWS.matcher(rejecting.get());
        Node where = fields.get("rejecting").orElse(fields.node());
        if (!rows.matches()) {
            problems.add(where, "\"" + rejecting.get() + "\" does not say how many rows. Say it like 40 of 2,000.");
            return Optional.empty();
        }
        int rejected = number(rows.group(1));
        if (rejected > MOST_REJECTED) {
            problems.add(where, "The fake makes a dump of 100,000 rejected rows at most, and not of " + rejected + ".");
        }
        return problems.at(where, () -> ended.rejecting(rejected, number(rows.group(2))));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits.replace(",", ""));
    }

    // Read even if there is no scenario that they could belong to, for what is wrong with them.
    private UnaryOperator<Scenario> events(Fields action) {
        List<UnaryOperator<Scenario>> events = new ArrayList<>();
        action.duration("lasting").ifPresent(length -> events.add(scenario -> scenario.lasting(length)));
        action.duration("token-expires-after")
                .ifPresent(after -> events.add(scenario -> scenario.tokenExpiringAfter(after)));
        action.list("troubles").forEach(node -> trouble(node).ifPresent(events::add));
        action.get("cancelled").map(this::cancelled).ifPresent(events::add);
        return scenario -> {
            Scenario told = scenario;
            for (UnaryOperator<Scenario> event : events) {
                told = event.apply(told);
            }
            return told;
        };
    }

    private Optional<UnaryOperator<Scenario>> trouble(Node node) {
        Fields trouble = new Fields(node, problems);
        Duration after = trouble.requiredDuration("after");
        Duration length = trouble.requiredDuration("for");
        Optional<Fault> fault = faults.fault(trouble);
        trouble.end();
        return fault.map(what -> scenario -> scenario.troubledAfter(after, length, what));
    }

    private UnaryOperator<Scenario> cancelled(Node node) {
        Fields cancelled = new Fields(node, problems);
        Duration after = cancelled.requiredDuration("after");
        String by = cancelled.requiredText("by");
        cancelled.end();
        return scenario -> scenario.cancelledAfter(after, by);
    }
}
