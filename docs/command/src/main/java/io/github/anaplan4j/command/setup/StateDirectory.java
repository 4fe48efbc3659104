package io.github.anaplan4j.command.setup;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;

/**
 * The directory in which this machine keeps what outlives a program.
 *
 * <p>It is for this user alone, and on a disk of this machine, because files are locked in it.
 *
 * @param path the directory
 */
public record StateDirectory(Path path) {
    static StateDirectory of(Optional<Path> wanted, Surroundings surroundings) {
        return new StateDirectory(wanted.orElseGet(() -> usual(surroundings)));
    }

    private static Path usual(Surroundings surroundings) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String local = surroundings.environment().get("LOCALAPPDATA");
        if (system.startsWith("windows") && local != null) {
            return Path.of(local, "anaplan4j");
        }
        if (system.startsWith("mac")) {
            return surroundings.home().resolve("Library/Application Support/anaplan4j");
        }
        String state = surroundings.environment().get("XDG_STATE_HOME");
        return (state == null || state.isEmpty() ? surroundings.home().resolve(".local/state") : Path.of(state))
                .resolve("anaplan4j");
    }

    /** {@return the directory of the ledger of starts, which is there} */
    public Path ledger() {
        return directory("ledger");
    }

    /** {@return the file of how long runs took, in a directory that is there} */
    public Path durations() {
        return directory("").resolve("durations.txt");
    }

    /** {@return the file of a refresh token, in a directory that is there} */
    Path refreshToken(String clientId) {
        return directory("tokens").resolve(clientId.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    /**
     * {@return the file of the run of an action, in a directory that is there}
     *
     * @param action the action
     */
    public Path run(ActionRef action) {
        return directory("runs").resolve(action.model().modelId() + "-" + action.kind() + "-" + action.actionId());
    }

    /**
     * {@return the file of the run that has a model to itself, in a directory that is there}
     *
     * @param model the model
     */
    public Path model(ModelRef model) {
        return directory("models").resolve(model.modelId());
    }

    private Path directory(String name) {
        Path directory = path.resolve(name);
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(path);
                if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                }
                Files.createDirectories(directory);
            }
        } catch (IOException failed) {
            throw new SetupException(
                    "The directory " + directory + ", in which this machine keeps what is under way,"
                            + " cannot be made: " + failed + ". Set another with " + Setting.STATE_DIRECTORY.variable()
                            + ".",
                    failed);
        }
        return directory;
    }
}
