package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.show.Display;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves a file of the model here. */
@Command(
        name = "download",
        header = "Saves a file of a model here.",
        description = "%nThe file is whole or not there: it is written under another name until its end has come.%n")
final class DownloadVerb extends Verb {
    @Parameters(index = "0", paramLabel = "FILE", description = "Its name or id.")
    private String file = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            required = true,
            description = "Where it is saved; - for standard output.")
    private String target = "";

    DownloadVerb() {}

    @Override
    ExitCode execute(Session session, Display display) throws IOException {
        AnaplanFile from = ModelFiles.find(session.model(), file);
        if (target.equals("-")) {
            from.writeTo(surroundings().out());
            surroundings().out().flush();
        } else {
            display.saved("file", Path.of(target), from.saveTo(Path.of(target)));
        }
        return ExitCode.SUCCEEDED;
    }
}
