package io.github.anaplan4j.command.show;

import io.github.anaplan4j.task.TaskStatus;
import tools.jackson.core.JsonGenerator;

/** Writes where a task is as JSON. */
public final class StatusJson {
    private StatusJson() {}

    /**
     * {@return where a task is, for a person}
     *
     * @param status the status
     */
    public static String inWords(TaskStatus status) {
        return EventWords.of(status);
    }

    /**
     * Writes the members of a status.
     *
     * @param json where they go
     * @param status the status
     */
    public static void write(JsonGenerator json, TaskStatus status) {
        json.writeStringProperty("state", status.state().toString());
        status.completion().ifPresent(part -> json.writeNumberProperty("completion", part));
        if (status.currentStep() != null) {
            json.writeStringProperty("step", status.currentStep());
        }
        if (status.creationTime() != null) {
            json.writeStringProperty("created", status.creationTime().toString());
        }
    }
}
