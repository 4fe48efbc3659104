package io.github.anaplan4j.internal.base;

import java.util.concurrent.Executor;
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

    /**
     * Makes an executor that has a new thread for each piece of work, so that what hangs costs a thread alone.
     *
     * @param name what the threads are called
     * @return the executor
     */
    public static Executor oneForEach(String name) {
        ThreadFactory threads = named(name);
        return work -> threads.newThread(work).start();
    }
}
