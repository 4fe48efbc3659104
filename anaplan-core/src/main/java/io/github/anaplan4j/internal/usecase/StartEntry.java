package io.github.anaplan4j.internal.usecase;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.port.TaskIds;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one action: whether a start of it is unsettled, and which tasks were given to whom.
 *
 * <p>It prints to one line and is read back. Later versions only ever add names, and an earlier one writes back what it
 * does not know. Immutable.
 *
 * @param sentAt when the unsettled start was sent or about to be; null if all is settled
 * @param ahead how far the clock there was ahead of ours then; null if nobody knows
 * @param before the latest tasks that were there before it, and the very latest however old; null if nobody knows
 * @param taskId its task; null if that is not known
 * @param claimed the tasks that were given to a caller, latest first
 * @param doubtedAt when there was a start last whose task cannot be told from others'; null if there was none
 * @param unknown what a later version added, as it was written
 */
record StartEntry(
        @Nullable Instant sentAt,
        @Nullable Duration ahead,
        @Nullable Set<String> before,
        @Nullable String taskId,
        List<String> claimed,
        @Nullable Instant doubtedAt,
        Map<String, String> unknown) {
    // By which the clocks here and there differ at most, unless an answer said more.
    private static final Duration SKEW = Duration.ofMinutes(5);
    // By which the clock of the server that answers may differ from that of the one that makes tasks.
    private static final Duration CLOCKS_OF_SERVERS = Duration.ofSeconds(10);

    // What no clock shows would only overflow in sums.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final String VERSION = "1";
    private static final Set<String> KNOWN =
            Set.of("start", "sentAt", "ahead", "before", "task", "claimed", "doubtedAt");
    // A task that is listed later than a hundred others was given away is nobody's.
    private static final int MOST_CLAIMED = 100;
    private static final int MOST_BEFORE = 200;
    // A request that takes longer is one of no sane timeout.
    private static final Duration LONGEST_START = Duration.ofMinutes(30);
    // For so long the task of a start that nobody knows the end of may still appear.
    private static final Duration DOUBT = Duration.ofHours(1);

    static StartEntry none() {
        return new StartEntry(null, null, null, null, List.of(), null, Map.of());
    }

    /** {@return this with a start that is about to be sent} */
    StartEntry intended(Instant at, @Nullable Duration clockAhead, @Nullable List<ListedTask> tasksBefore) {
        StartEntry sent = new StartEntry(at, clockAhead, null, null, claimed, doubtedAt, unknown);
        return tasksBefore == null ? sent : sent.after(tasksBefore);
    }

    // Older ones cannot be taken for the started one; of those the latest shows later that nothing came after it.
    private StartEntry after(List<ListedTask> tasks) {
        Set<String> ids = Stream.concat(tasks.stream().limit(1), tasks.stream().filter(task -> !isOlder(task)))
                .map(task -> task.task().taskId())
                .collect(Collectors.toUnmodifiableSet());
        return new StartEntry(sentAt, ahead, ids.size() > MOST_BEFORE ? null : ids, null, claimed, doubtedAt, unknown);
    }

    private boolean isOlder(ListedTask task) {
        return sentAt != null
                && task.creationTime() != null
                && task.creationTime()
                        .isBefore(sentAt.plus(Durations.shorter(knownAhead(), Duration.ZERO))
                                .minus(SKEW.multipliedBy(2)));
    }

    /** {@return whether a task was not there before the unsettled start, as far as is known} */
    boolean mayBeNew(ListedTask task) {
        return sentAt != null
                && !isOlder(task)
                && (before == null || !TaskIds.contains(before, task.task().taskId()));
    }

    /**
     * Tells whether a task is too late to be that of the unsettled start.
     *
     * <p>Whoever looks the day after must not take what somebody else started meanwhile.
     */
    boolean isMuchLater(ListedTask task) {
        return sentAt != null
                && task.creationTime() != null
                && task.creationTime()
                        .isAfter(sentAt.plus(Durations.longer(knownAhead(), Duration.ZERO))
                                .plus(LONGEST_START));
    }

    private Duration knownAhead() {
        return ahead == null ? Duration.ZERO : ahead;
    }

    /**
     * Tells whether a task is no older than the unsettled start, by the clock there.
     *
     * <p>A list before that lacks a task without saying so makes it look new.
     */
    boolean isNoOlder(ListedTask task) {
        if (sentAt == null || task.creationTime() == null) {
            return false;
        }
        Duration behind = ahead == null ? SKEW : Durations.shorter(CLOCKS_OF_SERVERS.minus(ahead), SKEW);
        return !task.creationTime().isBefore(sentAt.minus(behind));
    }

    /**
     * Tells whether a list proves that the unsettled start did not take place.
     *
     * <p>That it shows no task of it is no proof: a start may be late, a task may be too old to be listed any more,
     * and whoever may not see the action gets an empty list. So it takes an hour, and the task that was the latest
     * before the start is the latest still. The hour is over when it is so by the clock there and by ours: one of them
     * may have been set meanwhile, and any answer may have a wrong date.
     *
     * @param listed the tasks that there are now, latest first, none of which may be that of the start
     * @param now the present time
     * @param aheadNow how far the clock there is ahead of ours now; null if nobody knows
     * @return whether it was not started
     */
    boolean isRuledOutBy(List<ListedTask> listed, Instant now, @Nullable Duration aheadNow) {
        return sentAt != null
                && ahead != null
                && aheadNow != null
                && before != null
                && !now.isBefore(sentAt.plus(DOUBT))
                && !now.plus(aheadNow).isBefore(sentAt.plus(ahead).plus(DOUBT))
                && !isDoubtful(sentAt)
                && listed.stream()
                        .limit(1)
                        .anyMatch(
                                latest -> TaskIds.contains(before, latest.task().taskId()));
    }

    /** {@return this with the start that became a task, whose end is not known} */
    StartEntry started(TaskRef task) {
        return new StartEntry(sentAt, null, null, task.taskId(), claimed, doubtedAt, unknown);
    }

    /** {@return what a seat says of the start that became a task} */
    StartEntry handedOut(TaskRef task) {
        return new StartEntry(sentAt, null, null, task.taskId(), List.of(), null, Map.of());
    }

    /** {@return whether what a seat says is of the unsettled start; of any, if all is settled} */
    boolean isOf(StartEntry seated) {
        return sentAt == null || sentAt.equals(seated.sentAt());
    }

    /** {@return this with a start that surely did not take place} */
    StartEntry notStarted() {
        return new StartEntry(null, null, null, null, claimed, doubtedAt, unknown);
    }

    /** {@return this with a start that stays unsettled until somebody settles it by hand} */
    StartEntry doubted(Instant now) {
        return new StartEntry(sentAt, ahead, before, null, claimed, now, unknown);
    }

    /** {@return this with a task that is its caller's from now on} */
    StartEntry settled(TaskRef task) {
        List<String> ids = Stream.concat(Stream.of(task.taskId()), claimed.stream())
                .distinct()
                .limit(MOST_CLAIMED)
                .toList();
        return new StartEntry(null, null, null, null, ids, doubtedAt, unknown);
    }

    /** {@return this without the unsettled start, on somebody's word} */
    StartEntry settledByHand(ActionRef action, Instant now) {
        if (taskId != null) {
            return settled(action.task(taskId));
        }
        return new StartEntry(null, null, null, null, claimed, sentAt == null ? doubtedAt : now, unknown);
    }

    boolean isClaimed(TaskRef task) {
        return TaskIds.contains(claimed, task.taskId());
    }

    /** {@return whether a task that shows up for a start of that moment may be that of an earlier one} */
    boolean isDoubtful(Instant at) {
        return doubtedAt != null && at.isBefore(doubtedAt.plus(DOUBT));
    }

    String toText() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("start", VERSION);
        values.put("sentAt", sentAt);
        values.put("ahead", ahead);
        values.put("before", before == null ? null : join(before));
        values.put("task", taskId == null ? null : join(List.of(taskId)));
        values.put("claimed", join(claimed));
        values.put("doubtedAt", doubtedAt);
        values.putAll(unknown);
        return values.entrySet().stream()
                .filter(value -> value.getValue() != null)
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String join(Collection<String> ids) {
        return ids.stream()
                .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
    }

    private static List<String> split(String text) {
        return Stream.of(text.split(","))
                .filter(id -> !id.isEmpty())
                .map(id -> URLDecoder.decode(id, StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * Reads what is in a slot, and names that if it cannot.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    static Optional<StartEntry> in(StartLedger.Slot slot) throws IOException {
        Optional<String> text = slot.read();
        try {
            return text.map(StartEntry::parse);
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(slot, unreadable);
        }
    }

    static IllegalArgumentException unreadable(StartLedger.Slot slot, IllegalArgumentException why) {
        return new IllegalArgumentException(slot + ": " + why.getMessage(), why);
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @param text one line
     * @return what it says
     * @throws IllegalArgumentException if it is no such line
     */
    static StartEntry parse(String text) {
        Map<String, String> values = Stream.of(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> pair[1], (first, second) -> first, LinkedHashMap::new));
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        if (!VERSION.equals(values.get("start"))) {
            throw new IllegalArgumentException("it does not begin with start=" + VERSION);
        }
        Map<String, String> unknown = new LinkedHashMap<>(values);
        unknown.keySet().removeAll(KNOWN);
        try {
            return new StartEntry(
                    instant(values.get("sentAt")),
                    ahead(values.get("ahead")),
                    values.containsKey("before") ? Set.copyOf(split(values.get("before"))) : null,
                    values.containsKey("task") ? split(values.get("task")).get(0) : null,
                    split(values.getOrDefault("claimed", "")),
                    instant(values.get("doubtedAt")),
                    unknown);
        } catch (DateTimeException | IndexOutOfBoundsException broken) {
            throw new IllegalArgumentException(broken.getMessage(), broken);
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        Instant instant = text == null ? null : Instant.parse(text);
        if (instant != null && (instant.isBefore(EARLIEST) || instant.isAfter(LATEST))) {
            throw new IllegalArgumentException("no clock shows " + text);
        }
        return instant;
    }

    private static @Nullable Duration ahead(@Nullable String text) {
        Duration ahead = text == null ? null : Duration.parse(text);
        Duration most = Duration.between(EARLIEST, LATEST);
        if (ahead != null && (ahead.compareTo(most) > 0 || ahead.compareTo(most.negated()) < 0)) {
            throw new IllegalArgumentException("no clock is ahead by " + text);
        }
        return ahead;
    }
}
