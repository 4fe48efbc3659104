package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.AnaplanModel;

/** Finds files of a model by their names or ids. */
final class ModelFiles {
    private ModelFiles() {}

    /** {@return a file; an id counts before a name} */
    static AnaplanFile find(AnaplanModel model, String nameOrId) {
        boolean isId = nameOrId.matches("\\d{12}")
                && model.files().stream().anyMatch(file -> file.ref().fileId().equals(nameOrId));
        return isId ? model.file(nameOrId) : model.fileNamed(nameOrId);
    }
}
