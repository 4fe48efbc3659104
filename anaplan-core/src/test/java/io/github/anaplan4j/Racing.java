package io.github.anaplan4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has threads do the same at the same moment. */
public final class Racing {
    private Racing() {}

    /** {@return what each of the threads got} */
    public static <T> List<T> at(int threads, Callable<T> step) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> racing = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                racing.add(pool.submit(() -> {
                    start.await();
                    return step.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : racing) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
