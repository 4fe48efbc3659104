package io.github.anaplan4j.command.page;

import java.time.Duration;
import java.util.Locale;

/** How long something took, in few characters. */
final class Times {
    private static final long[] TICKS = {
        1,
        10,
        50,
        100,
        250,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        14_400_000,
        21_600_000,
        43_200_000,
        86_400_000
    };

    private Times() {}

    /** {@return such as {@code 240 ms}, {@code 4.2 s}, {@code 3m 08s} or {@code 1h 05m}} */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        long seconds = duration.toSeconds();
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh %02dm", seconds / 3_600, seconds % 3_600 / 60);
    }

    /** {@return how far apart marks stand on an axis, so that there are not many} */
    static Duration tick(Duration whole, int most) {
        for (long tick : TICKS) {
            if (whole.toMillis() / tick < most) {
                return Duration.ofMillis(tick);
            }
        }
        return Duration.ofDays(1 + whole.toDays() / most);
    }
}
