package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Download;
import io.github.anaplan4j.command.page.Course;
import io.github.anaplan4j.command.page.RejectedRows;
import io.github.anaplan4j.command.page.ReportPage;
import io.github.anaplan4j.command.page.Timeline;
import io.github.anaplan4j.command.setup.SetupException;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.TaskOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
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

    @Option(
            names = "--timeline",
            paramLabel = "FILE.svg",
            description = "Where an image of what took how long is written.")
    private @Nullable Path timeline;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Where a page on the run is written: outcome, steps, counts, first rejected rows.")
    private @Nullable Path page;

    private final Course course = new Course();

    /** Finds out before anything is started whether what follows it can be written. */
    void check() {
        if (timeline != null) {
            checkFolder("--timeline", timeline);
        }
        if (page != null) {
            checkFolder("--report", page);
        }
    }

    static void checkFolder(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !java.nio.file.Files.isDirectory(folder)) {
            throw new SetupException("The folder of " + option + " " + file + " is not there. Make it first.");
        }
    }

    /** {@return what hears of the run on its way} */
    Course course() {
        return course;
    }

    /** Saves what is wanted and says how it ended. */
    ExitCode of(TaskOutcome outcome, AnaplanClient client, Instant now, Display display) throws IOException {
        return end(pages(outcome, client, now, display), client, display);
    }

    /** Writes the pages, before anything else may fail. */
    TaskReport pages(TaskOutcome outcome, AnaplanClient client, Instant now, Display display) {
        TaskReport report = client.report(outcome);
        if (timeline != null) {
            write("timeline", timeline, new Timeline(report, course).image(), display);
        }
        if (page != null) {
            List<RejectedRows> rejected = RejectedRows.of(report, client);
            String verdict = verdict(outcome, codeOf(outcome));
            write("report", page, ReportPage.of(report, course, rejected, verdict, now), display);
        }
        return report;
    }

    /** Saves the dumps and says how it ended. */
    ExitCode end(TaskReport report, AnaplanClient client, Display display) throws IOException {
        TaskOutcome outcome = report.outcome();
        if (dumps != null) {
            saveDumps(dumps, outcome, client, display);
        }
        ExitCode code = codeOf(outcome);
        display.ended(report, code.number(), verdict(outcome, code));
        return code;
    }

    // Whole or not at all. That it could not be written does not hide how the run ended.
    private static void write(String what, Path file, String text, Display display) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            java.nio.file.Files.write(part, bytes);
            java.nio.file.Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            display.saved(what, file, bytes.length);
        } catch (IOException failed) {
            display.note("The " + what + " could not be written: " + failed);
            remove(part);
        }
    }

    private static void remove(Path part) {
        try {
            java.nio.file.Files.deleteIfExists(part);
        } catch (IOException left) {
            // it is beside what could not be written either
        }
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
