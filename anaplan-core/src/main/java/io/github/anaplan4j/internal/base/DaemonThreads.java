package io.github.anaplan4j.internal.base;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
     * Makes an executor that does one thing after the other on one thread, which ends when there is nothing to do.
     *
     * @param name what the thread is called
     * @return the executor, which need not be shut down
     */
    public static ThreadPoolExecutor one(String name) {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        one.allowCoreThreadTimeOut(true);
        return one;
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
