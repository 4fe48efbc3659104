package io.github.anaplan4j.docs.chaos;

import java.util.ArrayList;
import java.util.List;

/** What is left behind by clients that were closed. */
final class Left {
    private static final long SOON = 5_000; // a pool counts as terminated a moment before its last thread has ended

    private Left() {}

    /** {@return the threads that begin like that and do not end soon} */
    static List<String> threads(String prefix) throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) {
                thread.join(SOON);
                if (thread.isAlive()) {
                    left.add("thread " + thread.getName());
                }
            }
        }
        return left;
    }
}
