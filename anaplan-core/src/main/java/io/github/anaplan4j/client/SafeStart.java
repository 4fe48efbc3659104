package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an action once. Anaplan has no idempotency key, so a start is sent again only if the one before was surely not
 * processed; if that is in doubt, the list of tasks before and after tells, or the doubt is reported.
 */
final class SafeStart {
    private static final Logger LOG = LoggerFactory.getLogger(SafeStart.class);

    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);
    private static final Duration WHEN_THROTTLED = Duration.ofSeconds(10);
    private static final Duration WHEN_BUSY = Duration.ofSeconds(30);
    // A task is listed at once as far as is known; a gateway may be slower than the server behind it.
    private static final List<Duration> LOOKS = List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10));

    private final TaskApi tasks;
    private final TimeSource time;
    private final Duration startTimeout;
    private final Duration readTimeout;

    SafeStart(TaskApi tasks, TimeSource time, Duration startTimeout, Duration readTimeout) {
        this.tasks = tasks;
        this.time = time;
        this.startTimeout = startTimeout;
        this.readTimeout = readTimeout;
    }

    TaskRef start(ActionRef action, StartOptions options) {
        for (int attempt = 1; ; attempt++) {
            // Anew each time: what others start during a pause must not be taken for ours.
            Optional<Set<TaskRef>> before = baseline(action);
            Instant sentAt = time.now();
            try {
                return tasks.start(action, options, startTimeout);
            } catch (AnaplanException failure) {
                if (isAmbiguous(failure)) {
                    return find(action, sentAt, before, failure);
                }
                Optional<Duration> pause = pauseAfter(failure, options);
                if (attempt == ATTEMPTS || pause.isEmpty() || !time.pause(pause.get())) {
                    throw failure;
                }
                LOG.info("{} was not started ({}); trying again", action, failure.getMessage());
            }
        }
    }

    // Without it an ambiguous start stays uncertain, which is no reason not to start.
    private Optional<Set<TaskRef>> baseline(ActionRef action) {
        try {
            return Optional.of(tasks.list(action, readTimeout).stream()
                    .map(ListedTask::task)
                    .collect(Collectors.toSet()));
        } catch (RuntimeException unreadable) {
            LOG.debug("The tasks of {} cannot be listed", action, unreadable);
            return Optional.empty();
        }
    }

    private static boolean isAmbiguous(AnaplanException failure) {
        if (failure instanceof TransportException transport) {
            return transport.mayHaveBeenSent();
        }
        return failure instanceof MalformedResponseException
                || failure instanceof AnaplanApiException answer && answer.status() >= 500;
    }

    /** How long to wait before a start that was surely not processed is sent again; empty if it is not to be. */
    private static Optional<Duration> pauseAfter(AnaplanException failure, StartOptions options) {
        if (failure instanceof TransportException transport) {
            return transport.kind() == TransportException.Kind.CONNECT
                    ? Optional.of(BETWEEN_ATTEMPTS)
                    : Optional.empty();
        }
        if (!(failure instanceof AnaplanApiException answer)) {
            return Optional.empty();
        }
        return switch (answer.status()) {
            case 429 -> Optional.of(answer.retryAfter().orElse(WHEN_THROTTLED));
            case 409, 423, 424 ->
                options.retryWhenBusy() ? Optional.of(answer.retryAfter().orElse(WHEN_BUSY)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private TaskRef find(ActionRef action, Instant sentAt, Optional<Set<TaskRef>> before, AnaplanException failure) {
        List<ListedTask> candidates = List.of();
        boolean listed = false;
        for (Duration pause : LOOKS) {
            if (before.isEmpty() || !time.pause(pause)) {
                break;
            }
            try {
                candidates = tasks.list(action, readTimeout).stream()
                        .filter(task -> !before.get().contains(task.task()))
                        .toList();
                listed = true;
            } catch (RuntimeException unreadable) {
                LOG.debug("The tasks of {} cannot be listed", action, unreadable);
                continue;
            }
            if (candidates.size() == 1) {
                TaskRef found = candidates.get(0).task();
                LOG.warn("The answer to the start of {} was lost; its task is {}", action, found);
                return found;
            }
            if (candidates.size() > 1) {
                break;
            }
        }
        if (listed && candidates.isEmpty() && wasRefused(failure)) {
            throw failure;
        }
        throw new StartUncertainException(action, sentAt, candidates, failure);
    }

    // These the server itself has answered, after which nothing was listed; behind a gateway's 502 or 504, or a lost
    // connection, the start may still be under way.
    private static boolean wasRefused(AnaplanException failure) {
        return failure instanceof AnaplanApiException answer && (answer.status() == 500 || answer.status() == 503);
    }
}
