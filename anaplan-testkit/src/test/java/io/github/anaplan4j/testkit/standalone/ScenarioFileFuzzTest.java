package io.github.anaplan4j.testkit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Whatever a scenario file says, a fake is given it, or it is refused with a few lines. */
class ScenarioFileFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Path FOLDER = Path.of("target");

    @FuzzTest(maxDuration = "20s")
    void anyTextIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(IntStream.range(0, 2).anyMatch(time -> isBounded(() -> read(text)))) // the first loads classes
                .as("less than %s bytes and %s ns", MOST_BYTES, MOST_NANOS)
                .isTrue();
    }

    private static void read(String text) {
        Consumer<FakeAnaplan> given;
        try {
            given = ScenarioFile.read("fuzzed.yaml", text, FOLDER);
        } catch (ScenarioFileException documented) {
            assertThat(documented.getMessage().lines())
                    .hasSizeBetween(1, 51)
                    .allMatch(line -> line.startsWith("fuzzed.yaml:"));
            return;
        }
        try (FakeAnaplan fake = FakeAnaplan.start(VirtualTime.create())) {
            given.accept(fake);
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
