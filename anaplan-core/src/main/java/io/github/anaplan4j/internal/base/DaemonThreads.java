package io.github.anaplan4j.internal.base;

import java.util.concurrent.ThreadFactory;

/** Makes the threads of this library: named, and no reason for a JVM to stay. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /**
     * Makes a factory of such threads.
     *
     * @param name what they are called
     * @return the factory
     */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
