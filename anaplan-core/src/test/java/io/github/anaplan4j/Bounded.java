package io.github.anaplan4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Holds what reads foreign input to a bound in memory and in time of the processor, whatever the machine does. */
public final class Bounded {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Fuzzed input has some kilobytes at most.
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();

    private Bounded() {}

    public static void run(Runnable reading) {
        if (!isBounded(reading)) { // the first time loads classes, which the fuzzer instruments on this thread
            assertThat(isBounded(reading))
                    .as("less than %s bytes and %s ns", MOST_BYTES, MOST_NANOS)
                    .isTrue();
        }
    }

    private static boolean isBounded(Runnable reading) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - bytes < MOST_BYTES
                && THREADS.getCurrentThreadCpuTime() - nanos < MOST_NANOS;
    }
}
