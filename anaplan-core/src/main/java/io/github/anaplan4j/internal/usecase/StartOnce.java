package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.limit.Attempts;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an action once.
 *
 * <p>Anaplan has no idempotency key, so a start is sent again only if the one before was surely not processed. If that
 * is in doubt, the list of tasks before and after tells, or the doubt is reported. Thread-safe.
 */
public final class StartOnce {
    private static final Logger LOG = LoggerFactory.getLogger(StartOnce.class);

    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);
    private static final Duration WHEN_BUSY = Duration.ofSeconds(30);
    // A task is listed at once as far as is known; a gateway may be slower than the server behind it.
    private static final List<Duration> LOOKS = List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10));

    // By which the clocks here and there may differ.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Tasks once;
    private final Tasks retrying;
    private final TimeSource time;

    /**
     * Makes the use case.
     *
     * @param once sends each request once
     * @param retrying lists again after trouble on the way
     * @param time the clock, and the waits between attempts
     */
    public StartOnce(Tasks once, Tasks retrying, TimeSource time) {
        this.once = once;
        this.retrying = retrying;
        this.time = time;
    }

    /**
     * Starts an action.
     *
     * @param action the action
     * @param options what to tell Anaplan
     * @return the new task
     * @throws StartUncertainException if it is not known whether the action was started; any other exception means that
     *     it was not
     */
    public TaskRef start(ActionRef action, StartOptions options) {
        Attempts attempts = new Attempts(ATTEMPTS, time);
        while (true) {
            // Anew each time: what others start during a pause must not be taken for ours.
            Optional<Set<TaskRef>> before = baseline(action);
            Instant sentAt = time.now();
            try {
                return once.start(action, options);
            } catch (AnaplanException failure) {
                if (isAmbiguous(failure)) {
                    return find(action, sentAt, before, failure);
                }
                attempts.pauseAfter(failure, usualPause(failure, options).orElseThrow(() -> failure));
                LOG.info("{} was not started ({}); trying again", action, failure.getMessage());
            }
        }
    }

    // Without it an ambiguous start stays uncertain, which is no reason not to start.
    private Optional<Set<TaskRef>> baseline(ActionRef action) {
        try {
            return Optional.of(once.list(action).stream().map(ListedTask::task).collect(Collectors.toSet()));
        } catch (AnaplanException unreadable) {
            LOG.debug("The tasks of {} cannot be listed", action, unreadable);
            return Optional.empty();
        }
    }

    private static boolean isAmbiguous(AnaplanException failure) {
        if (failure instanceof TransportException transport) {
            return transport.mayHaveBeenSent();
        }
        return failure instanceof MalformedResponseException
                || failure instanceof AnaplanApiException answer
                        && !answer.condition().provesNotProcessed();
    }

    /** Tells how long to wait before a start that was surely not processed is sent again; empty if it is not to be. */
    private static Optional<Duration> usualPause(AnaplanException failure, StartOptions options) {
        if (failure instanceof TransportException transport) {
            return transport.kind() == TransportException.Kind.CONNECT
                    ? Optional.of(BETWEEN_ATTEMPTS)
                    : Optional.empty();
        }
        if (!(failure instanceof AnaplanApiException answer)) {
            return Optional.empty();
        }
        ApiCondition condition = answer.condition();
        if (condition == ApiCondition.THROTTLED) {
            return Optional.of(BETWEEN_ATTEMPTS);
        }
        return options.retryWhenBusy() && condition.isModelBusy() ? Optional.of(WHEN_BUSY) : Optional.empty();
    }

    /** Looks for the task that a start without an answer may have made. */
    private TaskRef find(ActionRef action, Instant sentAt, Optional<Set<TaskRef>> before, AnaplanException failure) {
        Optional<List<ListedTask>> seen = Optional.empty();
        // To the last look even if there is a new task: another may be ours.
        for (Duration pause : LOOKS) {
            if (!time.pause(pause)) {
                break;
            }
            try {
                seen = Optional.of(retrying.list(action).stream()
                        .filter(task -> isNew(task, before, sentAt))
                        .toList());
            } catch (AnaplanException unreadable) {
                LOG.debug("The tasks of {} cannot be listed", action, unreadable);
            }
        }
        List<ListedTask> candidates = seen.orElse(List.of());
        if (before.isPresent() && candidates.size() == 1 && wasCreatedAfter(sentAt, candidates.get(0))) {
            TaskRef found = candidates.get(0).task();
            LOG.warn("The answer to the start of {} was lost; its task is {}", action, found);
            return found;
        }
        if (before.isPresent() && seen.isPresent() && candidates.isEmpty() && wasRefused(failure)) {
            throw failure;
        }
        throw new StartUncertainException(action, sentAt, candidates, seen.isPresent(), failure);
    }

    // An empty list before proves nothing, so with a list the time of creation counts as well, and without one alone.
    private static boolean isNew(ListedTask task, Optional<Set<TaskRef>> before, Instant sentAt) {
        return before.map(known -> !known.contains(task.task())).orElseGet(() -> wasCreatedAfter(sentAt, task));
    }

    private static boolean wasCreatedAfter(Instant sentAt, ListedTask task) {
        return task.creationTime() != null && !task.creationTime().isBefore(sentAt.minus(SKEW));
    }

    // In Anaplan's own words, after which nothing was listed. Behind a gateway the start may still be under way.
    private static boolean wasRefused(AnaplanException failure) {
        return failure instanceof AnaplanApiException answer
                && (answer.status() == 500 || answer.status() == 503)
                && answer.serverMessage().isPresent();
    }
}
