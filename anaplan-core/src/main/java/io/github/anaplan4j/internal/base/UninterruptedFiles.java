package io.github.anaplan4j.internal.base;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** Works with files in a thread that is interrupted, or is so meanwhile, which closes the channel that it uses. */
public final class UninterruptedFiles {
    private UninterruptedFiles() {}

    /**
     * Does something with a file.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @return what comes of it
         * @throws IOException if it cannot be done
         */
        T run() throws IOException;
    }

    /**
     * Does something with a file to its end, and leaves the thread interrupted if it was.
     *
     * @param work what to do, from its beginning again where an interrupt stopped it
     * @param <T> what comes of it
     * @return what came of it
     * @throws IOException if it cannot be done
     */
    public static <T> T run(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
