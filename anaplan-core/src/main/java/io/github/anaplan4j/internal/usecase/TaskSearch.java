package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again for the tasks that a start without an answer may have made. */
final class TaskSearch {
    private static final Logger LOG = LoggerFactory.getLogger(TaskSearch.class);
    // A task is listed at once as far as is known; a gateway may be slower than the server behind it.
    private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final Duration LATER = Duration.ofSeconds(15);

    /** How long it is looked for after a start that was quick. */
    static final Duration SHORTEST = Duration.ofSeconds(15);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Tasks tasks;
    private final Pauses pauses;
    private final TimeSource time;

    TaskSearch(Tasks tasks, Pauses pauses, TimeSource time) {
        this.tasks = tasks;
        this.pauses = pauses;
        this.time = time;
    }

    /**
     * Looks to the end of the time even if there is a task, for another may be listed later.
     *
     * <p>An interrupt or a client that closes ends it.
     *
     * @param action the action
     * @param window for how long to look; no longer than two minutes
     * @return the last list that could be read, latest first; empty if none could
     */
    Optional<List<ListedTask>> look(ActionRef action, Duration window) {
        Optional<List<ListedTask>> seen = Optional.empty();
        Duration whole = Durations.shorter(window, LONGEST);
        long begun = time.nanoTime();
        Duration planned = Duration.ZERO;
        for (int look = 0; ; look++) {
            Duration pause = look < PAUSES.size() ? PAUSES.get(look) : LATER;
            planned = planned.plus(pause);
            Duration left = LONGEST.minusNanos(time.nanoTime() - begun).minus(pause);
            if (planned.compareTo(whole) > 0 || Durations.isOver(left) || !pauses.pause(pause)) {
                return seen;
            }
            try {
                seen = Optional.of(tasks.list(action, left));
            } catch (Throwable unreadable) { // whatever it is, the start may have taken place
                LOG.debug("The tasks of {} cannot be listed", action, unreadable);
            }
        }
    }
}
