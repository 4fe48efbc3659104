package io.github.anaplan4j.task;

import java.io.Serializable;
import java.util.Objects;

/**
 * Names a file of a model: the source of an import, or the output of an export.
 *
 * @param model the model
 * @param fileId the file's id; that of an export's output is the export's own
 */
public record FileRef(ModelRef model, String fileId) implements Serializable {
    /**
     * Checks the id.
     *
     * @param model the model
     * @param fileId the file's id
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public FileRef {
        Objects.requireNonNull(model, "model");
        Ids.check("file id", fileId);
    }

    /** {@return {@code workspaces/W/models/M/files/F}} */
    @Override
    public String toString() {
        return model + "/files/" + fileId;
    }
}
