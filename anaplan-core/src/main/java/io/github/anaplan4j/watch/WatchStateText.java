package io.github.anaplan4j.watch;

import io.github.anaplan4j.internal.base.StoredText;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a {@link WatchState}: names and values as in a URL's query.
 *
 * <p>Later versions only ever add names and kinds of failures. So each version reads what an earlier one wrote. An
 * earlier one takes a kind that it does not know for {@link FailureKind#OTHER}, and writes names that it does not know
 * back as they are.
 */
final class WatchStateText {
    private static final String VERSION = "1";

    private static final Set<String> KNOWN = Set.of(
            "watch",
            "task",
            "polls",
            "failures",
            "failure",
            "sameFailures",
            "failingSince",
            "elapsed",
            "asOf",
            "notBefore",
            "blockedUntil",
            "changedAt",
            "runningAt",
            "taskId",
            "state",
            "step",
            "progress",
            "created",
            "cancelledBy");

    private final Map<String, String> values = new LinkedHashMap<>();

    private WatchStateText(String text) {
        for (String pair : text.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                values.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
            }
        }
    }

    static String of(WatchState state) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("watch", VERSION);
        values.put("task", state.task());
        values.put("polls", state.polls());
        values.put("failures", state.consecutiveFailures());
        values.put("failure", state.lastFailure());
        values.put("sameFailures", state.sameFailures());
        values.put("failingSince", state.failingSince());
        values.put("elapsed", state.elapsed());
        values.put("asOf", state.asOf());
        values.put("notBefore", state.nextPoll());
        values.put("blockedUntil", state.blockedUntil());
        values.put("changedAt", state.changedAt());
        values.put("runningAt", state.runningAt());
        TaskStatus last = state.lastSeen();
        if (last != null) {
            values.put("taskId", last.taskId());
            values.put("state", last.state().text());
            values.put("step", last.currentStep());
            values.put("progress", last.progress());
            values.put("created", last.creationTime());
            values.put("cancelledBy", last.cancelledBy());
        }
        values.putAll(state.unknown());
        return values.entrySet().stream()
                .filter(value -> value.getValue() != null)
                .map(value -> value.getKey() + "="
                        + URLEncoder.encode(String.valueOf(value.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static WatchState parse(String text) {
        try {
            return new WatchStateText(StoredText.line(text)).state();
        } catch (DateTimeException | IllegalArgumentException broken) {
            throw new IllegalArgumentException(
                    "Not a stored watch: \"" + text + "\" (" + broken.getMessage()
                            + "). Pass what WatchState.toText() returned, unchanged.",
                    broken);
        }
    }

    private WatchState state() {
        if (!VERSION.equals(values.get("watch"))) {
            throw new IllegalArgumentException("it does not begin with watch=" + VERSION);
        }
        Instant nextPoll = Instant.parse(required("notBefore"));
        return new WatchState(
                TaskRef.parse(required("task")),
                Integer.parseInt(required("polls")),
                Integer.parseInt(required("failures")),
                optional("failure", WatchStateText::failureKind),
                Integer.parseInt(required("sameFailures")),
                optional("failingSince", Duration::parse),
                Duration.parse(required("elapsed")),
                Instant.parse(required("asOf")),
                nextPoll,
                Objects.requireNonNullElse(optional("blockedUntil", Instant::parse), nextPoll),
                Duration.parse(required("changedAt")),
                optional("runningAt", Duration::parse),
                values.containsKey("state") ? lastSeen() : null,
                unknown());
    }

    private static FailureKind failureKind(String name) {
        try {
            return FailureKind.valueOf(name);
        } catch (IllegalArgumentException ofALaterVersion) {
            return FailureKind.OTHER;
        }
    }

    private Map<String, String> unknown() {
        Map<String, String> unknown = new LinkedHashMap<>(values);
        unknown.keySet().removeAll(KNOWN);
        return unknown;
    }

    private TaskStatus lastSeen() {
        return new TaskStatus(
                values.get("taskId"),
                TaskState.of(values.get("state")),
                values.get("step"),
                optional("progress", Double::valueOf),
                optional("created", Instant::parse),
                values.get("cancelledBy"),
                null);
    }

    private String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    private <T> @Nullable T optional(String name, Function<String, T> reader) {
        String value = values.get(name);
        return value == null ? null : reader.apply(value);
    }
}
