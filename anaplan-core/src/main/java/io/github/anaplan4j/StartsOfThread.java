package io.github.anaplan4j;

/** Counts the tasks that were started on this thread, so that a queue can tell a failure after a start. */
final class StartsOfThread {
    private static final ThreadLocal<Long> COUNT = new ThreadLocal<>();

    private StartsOfThread() {}

    static void count() {
        COUNT.set(counted() + 1);
    }

    static long counted() {
        Long count = COUNT.get();
        return count == null ? 0 : count;
    }
}
