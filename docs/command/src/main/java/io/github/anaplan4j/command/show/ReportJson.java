package io.github.anaplan4j.command.show;

import io.github.anaplan4j.report.ReportedStep;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes a report as JSON, whose members the page of the command lists. */
final class ReportJson {
    private ReportJson() {}

    static void write(JsonGenerator json, TaskReport report) {
        json.writeStringProperty("kind", report.outcome().kind().name());
        json.writeStringProperty("task", report.outcome().task().toString());
        json.writeStringProperty("name", report.name());
        json.writeArrayPropertyStart("steps");
        report.steps().forEach(step -> write(json, step));
        json.writeEndArray();
        json.writeArrayPropertyStart("messages");
        report.outcome().result().stream()
                .flatMap(result -> messages(result.details()))
                .forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("dumps");
        report.outcome().dumps().forEach(dump -> json.writeString(dump.toString()));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, ReportedStep step) {
        json.writeStartObject();
        json.writeStringProperty("place", step.place());
        text(json, "name", step.name().orElse(null));
        text(json, "id", step.id().orElse(null));
        text(json, "type", step.type().orElse(null));
        json.writeBooleanProperty("reported", step.isReported());
        json.writeBooleanProperty("failed", step.hasFailed());
        TaskResult result = step.result();
        json.writeBooleanProperty("rejectedRows", result != null && result.hasRejectedRows());
        millis(json, "offsetMillis", step.offset());
        millis(json, "durationMillis", step.duration().orElse(null));
        json.writeArrayPropertyStart("rows");
        step.rowCounts().forEach(counts -> {
            json.writeStartObject();
            text(json, "list", counts.hierarchyName().orElse(null));
            counts.total().ifPresent(count -> json.writeNumberProperty("total", count));
            counts.succeeded().ifPresent(count -> json.writeNumberProperty("succeeded", count));
            counts.withWarnings().ifPresent(count -> json.writeNumberProperty("withWarnings", count));
            counts.failed().ifPresent(count -> json.writeNumberProperty("failed", count));
            counts.ignored().ifPresent(count -> json.writeNumberProperty("ignored", count));
            counts.invalid().ifPresent(count -> json.writeNumberProperty("invalid", count));
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeArrayPropertyStart("messages");
        messages(result == null ? List.of() : result.details()).forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Stream<String> messages(List<ResultDetail> details) {
        return details.stream()
                .filter(detail -> detail.localMessageText() != null)
                .map(ResultDetail::localMessageText);
    }

    private static void text(JsonGenerator json, String name, @Nullable String text) {
        if (text != null) {
            json.writeStringProperty(name, text);
        }
    }

    private static void millis(JsonGenerator json, String name, @Nullable Duration duration) {
        if (duration != null) {
            json.writeNumberProperty(name, duration.toMillis());
        }
    }
}
