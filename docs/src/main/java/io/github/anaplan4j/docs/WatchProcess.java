package io.github.anaplan4j.docs;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Watches one task of a process to its end, with live progress.
 *
 * <p>Then it tells how the task ended and what each step did. The task is the one that the environment names, or, if it
 * names none, one of a fake Anaplan that this program starts itself.
 */
public final class WatchProcess {
    private final Map<String, String> environment;
    private final TimeSource time;
    private final PrintStream out;
    private final PrintStream err;

    WatchProcess(Map<String, String> environment, TimeSource time, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.time = time;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param args the command line; see {@link Options}
     */
    public static void main(String[] args) {
        ExitCode code =
                new WatchProcess(System.getenv(), TimeSource.system(), System.out, System.err).run(List.of(args));
        if (code != ExitCode.SUCCEEDED) {
            System.exit(code.number());
        }
    }

    ExitCode run(List<String> args) {
        Options options;
        Target target;
        try {
            options = Options.parse(args);
            target = Target.from(environment, options, time);
        } catch (IllegalArgumentException misuse) {
            err.println(misuse.getMessage());
            return ExitCode.USAGE;
        }
        try (target) {
            return watch(target, options);
        } catch (AnaplanException failure) {
            err.println(failure.getMessage());
            return ExitCode.GAVE_UP;
        }
    }

    private ExitCode watch(Target target, Options options) {
        out.println("Watching " + target.task() + " at " + target.apiUrl() + " over " + options.transport());
        TaskReport report = await(target, options);
        out.print(report);
        return ExitCode.of(report.outcome());
    }

    private TaskReport await(Target target, Options options) {
        try (HttpTransport transport = options.transport().create();
                AnaplanClient anaplan =
                        target.client().transport(transport).time(time).build();
                ProgressDisplay progress = new ProgressDisplay(err)) {
            WatchSettings settings =
                    WatchSettings.defaults().withPolicy(target.policy()).withListener(progress);
            return anaplan.report(anaplan.task(target.task()).await(settings.withLimit(Duration.ofHours(2))));
        }
    }
}
