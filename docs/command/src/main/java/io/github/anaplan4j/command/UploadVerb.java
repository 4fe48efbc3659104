package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a file to the model. */
@Command(name = "upload", header = "Uploads a file to one of the model, and starts nothing.")
final class UploadVerb extends Verb {
    @Parameters(index = "0", paramLabel = "PATH", description = "The file here; - for standard input.")
    private String path = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The name or id of the file of the model.")
    private String file = "";

    @Option(names = "--compressed", description = "Uploads it compressed, as gzip.")
    private boolean isCompressed;

    UploadVerb() {}

    @Override
    ExitCode execute(Session session, Display display) throws IOException {
        AnaplanFile to = ModelFiles.find(session.model(), file);
        AnaplanFile target = isCompressed ? to.compressed() : to;
        if (path.equals("-")) {
            target.upload(surroundings().in());
        } else {
            target.upload(Path.of(path));
        }
        display.uploaded(Path.of(path), to.ref().toString());
        return ExitCode.SUCCEEDED;
    }
}
