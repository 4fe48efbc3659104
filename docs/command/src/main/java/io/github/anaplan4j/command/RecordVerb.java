package io.github.anaplan4j.command;

import io.github.anaplan4j.command.record.Recorder;
import io.github.anaplan4j.command.record.Recording;
import io.github.anaplan4j.command.setup.Network;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.spi.HttpTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records what passes between any client and Anaplan. */
@Command(
        name = "record",
        header = "Records what passes between any client and Anaplan, as a scenario for the fake.",
        description = {
            "%nListens on this machine until Ctrl-C, and passes each request on to the region or the URLs that are set."
                    + " Ids, names, data and secrets are replaced before anything is written; so a run that went wrong"
                    + " becomes a test. Play it with: anaplan fake FILE%n"
        })
final class RecordVerb extends Verb {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.yaml",
            required = true,
            description = "The scenario file, which is written after each answer.")
    private Path file = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where to listen; a free port if it is not said.")
    private int port;

    RecordVerb() {}

    @Override
    ExitCode execute(Settings settings, Display display) throws IOException {
        Recording recording = new Recording(file);
        Recorder.Upstream upstream = new Recorder.Upstream(settings.apiUrl(), settings.authUrl(), settings.oauthUrl());
        recording.write();
        try (HttpTransport transport = new Network(settings).transport();
                Recorder recorder = new Recorder(port, transport, upstream, recording, display::note)) {
            surroundings()
                    .out()
                    .println("Base URL of the API:          " + recorder.url()
                            + settings.apiUrl().getRawPath());
            surroundings().out().println("Base URL of logins and OAuth: " + recorder.url());
            surroundings().out().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.SUCCEEDED;
    }
}
