package io.github.anaplan4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Holds what reads foreign input to a bound in memory and in time of the processor, whatever the machine does. */
public final class Bounded {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Fuzzed input has some kilobytes; the instrumented first call loads classes.
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();

    private Bounded() {}

    public static void run(Runnable reading) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        reading.run();
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes).isLessThan(MOST_BYTES);
        assertThat(THREADS.getCurrentThreadCpuTime() - nanos).isLessThan(MOST_NANOS);
    }
}
