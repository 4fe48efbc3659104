package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.spi.DurationHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs share a file of durations: none loses what another has added, and a killed one breaks nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedHistoryTest {
    private static final int RUNS = 60;
    private static final int KILLED_AFTER = 20;

    private final ExecutorService programs = Executors.newFixedThreadPool(3);

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        programs.shutdownNow();
    }

    @Test
    void whatWasAddedIsThereWhoeverIsKilled() throws Exception {
        Path file = directory.resolve("durations");
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        Future<?> one = programs.submit(() -> {
            ForkedJava.heard(line -> first.incrementAndGet(), AddingProgram.class, file.toString(), "one", "" + RUNS);
            return null;
        });
        Future<?> killed = programs.submit(() -> {
            ForkedJava.killed(
                    line -> second.incrementAndGet() == KILLED_AFTER,
                    AddingProgram.class,
                    file.toString(),
                    "killed",
                    "1000000");
            return null;
        });
        killed.get();
        one.get();

        assertThat(first).hasValue(RUNS);
        assertHas(file, "one", RUNS);
        assertHas(file, "killed", KILLED_AFTER);
        DurationHistory history = DurationHistory.file(file);
        history.add(AddingProgram.action("after", 0).task("T0"), Duration.ofMillis(1));
        assertThat(history.durations(AddingProgram.action("after", 0))).hasSize(1);
    }

    private static void assertHas(Path file, String name, int many) {
        DurationHistory history = DurationHistory.file(file);
        for (int number = 0; number < many; number++) {
            assertThat(history.durations(AddingProgram.action(name, number))).contains(Duration.ofMillis(number));
        }
    }
}
