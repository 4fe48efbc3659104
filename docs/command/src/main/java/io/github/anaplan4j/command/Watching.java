package io.github.anaplan4j.command;

import io.github.anaplan4j.command.page.Course;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long to watch, and what counts as a success. */
final class Watching {
    /** Whose flags count. */
    enum Success {
        /** Those of the task and of each action in it. */
        STRICT(SuccessCriterion.strict()),
        /** Those of the actions alone. */
        STEPS(SuccessCriterion.nestedFlags()),
        /** That of the task alone. */
        TASK(SuccessCriterion.topLevelFlag());

        private final SuccessCriterion criterion;

        Success(SuccessCriterion criterion) {
            this.criterion = criterion;
        }
    }

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "TIME",
            defaultValue = "1d",
            converter = DurationConverter.class,
            description = "How long to watch at most, such as 90s or 2h; ${DEFAULT-VALUE} if it is not said.")
    private Duration limit = Duration.ofDays(1);

    @Option(
            names = "--success",
            paramLabel = "WHOSE",
            defaultValue = "strict",
            description = "Whose flags count: strict (all of them), steps or task; ${DEFAULT-VALUE} if it is not said.")
    private Success success = Success.STRICT;

    @Option(names = "--cancel-on-interrupt", description = "Ctrl-C cancels the run. Otherwise it goes on.")
    private boolean cancelsOnInterrupt;

    WatchSettings settings(Settings settings, Course course, Display display) {
        WatchSettings made = WatchSettings.defaults()
                .withCriterion(success.criterion)
                .withLimit(limit)
                .withListener(course.andThen(display));
        return settings.pollingFloor()
                .map(floor -> made.withPolicy(
                        PollingPolicy.stretching(floor, floor, 0).tolerating(10)))
                .orElse(made);
    }

    Interruption interruption(Display display) {
        return Interruption.watched(display, cancelsOnInterrupt);
    }

    Duration limit() {
        return limit;
    }
}
