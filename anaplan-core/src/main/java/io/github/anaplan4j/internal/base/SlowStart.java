package io.github.anaplan4j.internal.base;

import java.time.Duration;

/**
 * What answers 429 mean: a pause for everybody, and then half the pace, which recovers over five minutes.
 *
 * <p>A pause is a little longer than asked for, so that many who pause do not wake together. Moments are in
 * nanoseconds since an origin of the caller's. Not thread-safe.
 */
public final class SlowStart {
    /** The longest time for which a server can stop anybody: an odd header must not silence a client for a day. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final double LOWEST_SHARE = 1.0 / 16;
    private static final long RECOVERY = Duration.ofMinutes(5).toNanos();
    // Answers 429 to requests that were under way together count as one.
    private static final long SAME_THROTTLING = Duration.ofSeconds(5).toNanos();
    // The share of a pause by which it is lengthened at most.
    private static final double JITTER = 0.1;

    private final double jitter;
    private long pausedUntil;
    private double shareAfterPause = 1;
    private long lastThrottled = -Duration.ofMinutes(1).toNanos();

    /**
     * Begins without a pause, at the full pace.
     *
     * @param salt anything that differs from one to the other
     */
    public SlowStart(long salt) {
        this.jitter = JITTER * chance(salt);
    }

    /**
     * Takes in an answer 429.
     *
     * @param atLeast how long to pause at least; no more than {@link #LONGEST_PAUSE} is heeded
     * @param now the moment
     */
    public void throttled(Duration atLeast, long now) {
        if (now - lastThrottled > SAME_THROTTLING) {
            shareAfterPause = Math.max(LOWEST_SHARE, share(now) / 2);
        }
        lastThrottled = now;
        long pause = Durations.shorter(atLeast, LONGEST_PAUSE).toNanos();
        pausedUntil = Math.max(pausedUntil, now + pause + (long) (pause * jitter));
    }

    /** {@return when the pause is over, or was; zero if there was none} */
    public long pausedUntil() {
        return pausedUntil;
    }

    /**
     * Tells which share of the pace is allowed.
     *
     * @param now the moment
     * @return a number above 0, and 1 at most
     */
    public double share(long now) {
        return Math.min(1, shareAfterPause + (double) Math.max(0, now - pausedUntil) / RECOVERY);
    }

    /** {@return a number from 0, inclusive, to 1, exclusive, that looks like chance and differs between salts} */
    private static double chance(long seed) {
        long mixed = (seed ^ seed >>> 33) * 0xFF51AFD7ED558CCDL; // the finalizer of MurmurHash3
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        mixed ^= mixed >>> 33;
        return (mixed >>> 11) * 0x1.0p-53;
    }
}
