package io.github.anaplan4j.watch;

import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;

/**
 * Makes numbers that look like chance and are not.
 *
 * <p>The same task and poll give the same number, on every machine.
 */
final class Jitter {
    private Jitter() {}

    /** {@return a number from 0, inclusive, to 1, exclusive} */
    static double of(TaskRef task, int poll) {
        // The finalizer of SplitMix64 spreads similar seeds all over the range.
        long mixed = ((long) task.toString().hashCode() << 32 | poll) + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /** {@return that part of a duration; of very long ones, less} */
    static Duration part(Duration whole, double part) {
        return Duration.ofMillis((long) (Math.min(whole.toSeconds(), Integer.MAX_VALUE) * 1000.0 * part));
    }
}
