package io.github.anaplan4j.command.setup;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as a person types them, such as {@code 90s}, {@code 2h} or {@code 1h30m}. */
public final class Durations {
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text such as {@code 2h}, {@code 1h30m}, {@code 90s} or {@code 500ms}
     * @return the duration, longer than none
     * @throws IllegalArgumentException if it is none
     */
    public static Duration parse(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        Duration duration = parts.matches()
                ? Duration.ofDays(part(parts, 1))
                        .plusHours(part(parts, 2))
                        .plusMinutes(part(parts, 3))
                        .plusSeconds(part(parts, 4))
                        .plusMillis(part(parts, 5))
                : Duration.ZERO;
        if (duration.isZero()) {
            throw new IllegalArgumentException("a duration such as 90s, 45m or 1h30m");
        }
        return duration;
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    /**
     * {@return a duration in two units at most, such as {@code 1h 30m}, {@code 4m 5s} or {@code 12s}}
     *
     * @param duration the duration
     */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 3600) {
            return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
        }
        return seconds >= 60 ? seconds / 60 + "m " + seconds % 60 + "s" : seconds + "s";
    }
}
