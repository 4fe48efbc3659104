package io.github.anaplan4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps the two ends of a connection on a core each.
 *
 * <p>Where the system puts them otherwise is luck: the same call takes three times as long when the other end has to be
 * woken on another core, and threads keep their cores for a whole run.
 */
final class Cores {
    private Cores() {}

    /** Keeps the thread that calls this on the first core, and those that it starts. */
    static void first() throws IOException, InterruptedException {
        pin("-pc", 0, Path.of("/proc/thread-self").toRealPath().getFileName().toString());
    }

    /** Keeps a process on the second core. */
    static void second(long process) throws IOException, InterruptedException {
        pin("-apc", 1, Long.toString(process));
    }

    private static void pin(String option, int core, String id) throws IOException, InterruptedException {
        int status = new ProcessBuilder("taskset", option, Integer.toString(core), id)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("taskset ended with status " + status);
        }
    }
}
