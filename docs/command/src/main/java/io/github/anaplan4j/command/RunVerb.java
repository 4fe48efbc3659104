package io.github.anaplan4j.command;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.command.setup.SetupException;
import io.github.anaplan4j.command.setup.StateDirectory;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Uploads, runs, watches, and fetches what came of it. */
@Command(
        name = "run",
        header = "Runs an action and watches it to its end.",
        description = {
            "%nUploads what it reads, starts it once, watches it, and saves what it wrote and rejected.",
            "%nSafe in cron: killed at any moment and called again, it goes on with the run that is under way, and ends"
                    + " with its exit code. Ctrl-C leaves the run alone.%n"
        },
        footer = {
            "",
            "Example:",
            "  anaplan run \"Nightly load\" -p prod --upload sales.csv=/data/sales.csv \\",
            "      --export Report=/data/report.csv --dumps /data/rejected --limit 2h --max-rejected 0.1%%"
        })
final class RunVerb extends Verb {
    private static final Pattern MAPPING = Pattern.compile("(?:(\\d+)/)?([^:]+):(.+)");

    @Mixin
    private ActionArgument action = new ActionArgument();

    @Mixin
    private Watching watching = new Watching();

    @Mixin
    private Files files = new Files();

    @Mixin
    private Aftermath aftermath = new Aftermath();

    @Option(names = "--retry-when-busy", description = "Starts it up to five times while the model is busy or locked.")
    private boolean retriesWhenBusy;

    @Option(
            names = "--map",
            paramLabel = "[IMPORT/]DIMENSION:VALUE",
            description = "What an import that asks at its run is answered: the dimension and its item; in a process,"
                    + " for one import by its id. May be repeated.")
    private List<String> mappings = new ArrayList<>();

    @Option(names = "--locale", paramLabel = "NAME", description = "The language of Anaplan's messages; en_US.")
    private @Nullable String locale;

    @Option(names = "--one-at-a-time", description = "Waits until no other run with this option is in the model.")
    private boolean isOneAtATime;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait for another program on this machine that runs it; not at all if it is not"
                    + " said.")
    private Duration wait = Duration.ZERO;

    @Option(
            names = "--settle",
            description = "Forgets what an earlier start or run has left, because somebody has looked what became of"
                    + " it, and starts anew.")
    private boolean settles;

    private final List<RunFile> held = new ArrayList<>();

    RunVerb() {}

    // The client takes a moment to close. Whoever is killed meanwhile has told nobody the exit code yet.
    @Override
    ExitCode execute(Settings settings, Display display) throws IOException {
        try {
            ExitCode code = super.execute(settings, display);
            for (RunFile file : held) {
                file.clear();
            }
            return code;
        } finally {
            for (RunFile file : held) {
                file.close();
            }
        }
    }

    @Override
    ExitCode execute(Session session, Display display) throws IOException {
        AnaplanModel model = session.model();
        AnaplanAction run = action.in(model);
        files.check(run.ref().kind());
        aftermath.check();
        options();
        StateDirectory state = session.settings().state();
        TimeSource time = surroundings().time();
        RunFile own = held(RunFile.open(state.run(run.ref()), action.toString(), wait, time));
        try (Interruption interruption = watching.interruption(display)) {
            if (settles) {
                run.settleStart();
                own.clear();
            }
            if (isOneAtATime) {
                RunFile shared = held(RunFile.open(state.model(model.ref()), "model " + model.ref(), limit(), time));
                awaitTheOther(session, display, shared, own);
            }
            return execute(session, display, run, own, interruption);
        }
    }

    private RunFile held(RunFile file) {
        held.add(file);
        return file;
    }

    private Duration limit() {
        return wait.isZero() ? watching.limit() : wait;
    }

    // Whoever had the model was killed, and its run may go on.
    private void awaitTheOther(Session session, Display display, RunFile shared, RunFile own) throws IOException {
        Optional<TaskRef> other = shared.task();
        if (other.isPresent() && !other.equals(own.task())) {
            display.note("waiting for the run that has the model: " + other.get());
            session.client().task(other.get()).await(watching.limit());
        }
    }

    private ExitCode execute(
            Session session, Display display, AnaplanAction run, RunFile own, Interruption interruption)
            throws IOException {
        Optional<TaskRef> left = own.task();
        AnaplanTask task = left.isPresent() ? session.client().task(left.get()) : start(run, session.model(), display);
        interruption.started(task);
        try {
            for (RunFile file : held) {
                file.write(task.ref());
            }
            display.started(task.ref(), left.isPresent());
            TaskOutcome outcome = task.await(watching.settings(session.settings(), aftermath.course(), display));
            TaskReport report = aftermath.pages(
                    outcome, session.client(), surroundings().time().now(), display);
            files.saveExports(outcome, run, session.model(), display);
            return aftermath.end(report, session.client(), display);
        } catch (WatchGivenUpException gaveUp) {
            if (gaveUp.reason() == GiveUpReason.PERMANENT_ERROR) {
                display.note("If Anaplan does not know the run any more, look what became of it; with --settle it is"
                        + " forgotten, and started anew.");
            }
            throw gaveUp;
        } catch (IOException | AnaplanException after) {
            throw new UnfinishedException(after);
        }
    }

    private AnaplanTask start(AnaplanAction run, AnaplanModel model, Display display) throws IOException {
        Optional<AnaplanTask> left = run.recoverStart();
        if (left.isPresent()) { // an upload now would spoil what it reads
            return left.get();
        }
        files.upload(run, model, display);
        return run.start(options());
    }

    private StartOptions options() {
        StartOptions options = StartOptions.defaults().withRetryWhenBusy(retriesWhenBusy);
        for (String mapping : mappings) {
            Matcher parts = MAPPING.matcher(mapping);
            if (!parts.matches()) {
                throw new SetupException("\"" + mapping + "\" of --map is not [IMPORT/]DIMENSION:VALUE.");
            }
            options = parts.group(1) == null
                    ? options.withMapping(parts.group(2), parts.group(3))
                    : options.withMapping(parts.group(1), parts.group(2), parts.group(3));
        }
        return locale == null ? options : options.withLocaleName(locale);
    }
}
