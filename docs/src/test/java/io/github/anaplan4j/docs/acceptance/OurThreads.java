package io.github.anaplan4j.docs.acceptance;

import java.util.ArrayList;
import java.util.List;

/** The threads of this library, which a client that was closed leaves none of. */
public final class OurThreads {
    private OurThreads() {}

    /** {@return the names of those that do not end soon} */
    public static List<String> thatStay() throws InterruptedException {
        return thatStay("anaplan4j");
    }

    /** {@return the names of those that begin like that and do not end soon} */
    static List<String> thatStay(String prefix) throws InterruptedException {
        List<String> stay = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) {
                thread.join(5_000); // a pool counts as terminated a moment before its last thread has ended
                if (thread.isAlive()) {
                    stay.add(thread.getName());
                }
            }
        }
        return stay;
    }
}
