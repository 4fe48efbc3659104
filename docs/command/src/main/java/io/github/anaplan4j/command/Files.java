package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.command.setup.SetupException;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.TaskOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is uploaded before a run, and saved after it. */
final class Files {
    @Option(
            names = "--upload",
            paramLabel = "[FILE=]PATH",
            description = "What it reads: the name or id of a file of the model, and the file here. Of an import the"
                    + " path is enough. May be repeated.")
    private List<String> uploads = new ArrayList<>();

    @Option(names = "--compressed", description = "Uploads compressed, as gzip.")
    private boolean isCompressed;

    @Option(
            names = "--export",
            paramLabel = "[EXPORT=]PATH",
            description = "What it writes: the name or id of an export, and where to save it, once the run has"
                    + " succeeded. Of an export the path is enough. May be repeated.")
    private List<String> exports = new ArrayList<>();

    private record Pair(String name, Path path) {
        static Pair of(String text) {
            int sign = text.indexOf('=');
            return sign < 0
                    ? new Pair("", Path.of(text))
                    : new Pair(text.substring(0, sign), Path.of(text.substring(sign + 1)));
        }
    }

    /** Finds out before anything is started whether it can be done. */
    void check(ActionKind kind) {
        if (kind != ActionKind.IMPORT
                && uploads.stream().anyMatch(upload -> Pair.of(upload).name.isEmpty())) {
            throw new SetupException("Which file of the model --upload is for is not said. Write --upload FILE=PATH,"
                    + " with the name or id of a file of the model.");
        }
        if (kind != ActionKind.EXPORT
                && exports.stream().anyMatch(export -> Pair.of(export).name.isEmpty())) {
            throw new SetupException("Which export --export is for is not said. Write --export EXPORT=PATH, with the"
                    + " name or id of an export of the model.");
        }
        exports.forEach(export -> Aftermath.checkFolder("--export", Pair.of(export).path));
        for (String upload : uploads) {
            Path path = Pair.of(upload).path;
            if (!java.nio.file.Files.isReadable(path)) {
                throw new SetupException("The file to upload cannot be read: " + path.toAbsolutePath());
            }
        }
    }

    void upload(AnaplanAction action, AnaplanModel model, Display display) throws IOException {
        for (String upload : uploads) {
            Pair pair = Pair.of(upload);
            AnaplanFile file = pair.name.isEmpty() ? source(action) : ModelFiles.find(model, pair.name);
            (isCompressed ? file.compressed() : file).upload(pair.path);
            display.uploaded(pair.path, file.ref().toString());
        }
    }

    private static AnaplanFile source(AnaplanAction action) {
        return action.sourceFile()
                .orElseThrow(() -> new SetupException("There is no file to upload to for " + action.ref()
                        + ": its source is another model, or this user does not see its file."));
    }

    void saveExports(TaskOutcome outcome, AnaplanAction action, AnaplanModel model, Display display)
            throws IOException {
        if (!exports.isEmpty() && !outcome.isSuccess()) {
            display.note("No export was saved, for the run did not succeed.");
            return;
        }
        for (String export : exports) {
            Pair pair = Pair.of(export);
            AnaplanAction from = pair.name.isEmpty() ? action : ActionArgument.in(model, ActionKind.EXPORT, pair.name);
            display.saved("export", pair.path, from.outputFile().saveTo(pair.path));
        }
    }
}
