package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.command.setup.SetupException;
import io.github.anaplan4j.task.FileDefinition;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds files of a model by their names or ids. */
final class ModelFiles {
    private ModelFiles() {}

    static AnaplanFile find(AnaplanModel model, String nameOrId) {
        List<FileDefinition> all = model.files();
        List<FileDefinition> found = matching(
                all, file -> file.ref().fileId().equals(nameOrId) || file.name().equals(nameOrId));
        if (found.isEmpty()) {
            found = matching(all, file -> file.name().equalsIgnoreCase(nameOrId));
        }
        if (found.size() != 1) {
            throw new SetupException("There " + (found.isEmpty() ? "is no file" : "are " + found.size() + " files")
                    + " \"" + nameOrId + "\" in " + model.ref() + ". Its files: "
                    + all.stream()
                            .limit(20)
                            .map(file -> file.name() + " (" + file.ref().fileId() + ")")
                            .collect(Collectors.joining(", ")));
        }
        return model.file(found.get(0).ref().fileId());
    }

    private static List<FileDefinition> matching(List<FileDefinition> all, Predicate<FileDefinition> predicate) {
        return all.stream().filter(predicate).toList();
    }
}
