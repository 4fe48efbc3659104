package io.github.anaplan4j.command.show;

import io.github.anaplan4j.report.TaskReport;
import tools.jackson.core.JsonGenerator;

/** Writes a report as JSON. */
final class ReportJson {
    private ReportJson() {}

    static void write(JsonGenerator json, TaskReport report) {
        json.writeStringProperty("task", report.outcome().task().toString());
    }
}
