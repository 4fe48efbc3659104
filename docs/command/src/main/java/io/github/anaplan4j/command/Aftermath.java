package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Download;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.TaskOutcome;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What follows the end of a run: its dumps, its report and its verdict. */
final class Aftermath {
    @Option(
            names = "--dumps",
            paramLabel = "DIRECTORY",
            description = "Where the rejected rows are saved, a file for each import.")
    private @Nullable Path dumps;

    @Option(
            names = "--max-rejected",
            paramLabel = "N",
            converter = Tolerance.Converter.class,
            description = "How many rejected rows are a success all the same, such as 100, or 0.1%% of all rows.")
    private @Nullable Tolerance tolerance;

    /** Saves what is wanted and says how it ended. */
    ExitCode of(TaskOutcome outcome, AnaplanClient client, Display display) throws IOException {
        if (dumps != null) {
            saveDumps(dumps, outcome, client, display);
        }
        TaskReport report = client.report(outcome);
        ExitCode code = codeOf(outcome);
        display.ended(report, code.number(), verdict(outcome, code));
        return code;
    }

    private ExitCode codeOf(TaskOutcome outcome) {
        return outcome.fold(
                succeeded -> ExitCode.SUCCEEDED,
                rejected ->
                        tolerance != null && tolerance.allows(rejected) ? ExitCode.SUCCEEDED : ExitCode.REJECTED_ROWS,
                failed -> ExitCode.FAILED,
                cancelled -> ExitCode.CANCELLED);
    }

    private String verdict(TaskOutcome outcome, ExitCode code) {
        return outcome.fold(
                succeeded -> "Succeeded.",
                rejected -> code == ExitCode.SUCCEEDED
                        ? "Succeeded, with no more rejected rows than " + tolerance + "."
                        : "Went through, with rejected rows"
                                + (tolerance == null ? "." : ", more than " + tolerance + " or not counted."),
                failed -> "Failed.",
                cancelled -> "Cancelled.");
    }

    static void saveDumps(Path directory, TaskOutcome outcome, AnaplanClient client, Display display)
            throws IOException {
        if (!outcome.dumps().isEmpty()) {
            java.nio.file.Files.createDirectories(directory);
        }
        for (DumpRef dump : outcome.dumps()) {
            Path file = directory.resolve(dump.fileName());
            Download download = client.failureDump(dump).saveTo(file);
            if (download instanceof Download.Complete complete) {
                display.saved("dump", file, complete.bytes());
            } else if (download instanceof Download.Unavailable unavailable) {
                display.note("There is no dump " + dump + ": " + unavailable.why());
            }
        }
    }
}
