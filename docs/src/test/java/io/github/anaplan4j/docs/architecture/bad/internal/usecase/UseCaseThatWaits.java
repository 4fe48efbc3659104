package io.github.anaplan4j.docs.architecture.bad.internal.usecase;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

public class UseCaseThatWaits {
    void sleeps() throws InterruptedException {
        Thread.sleep(1);
    }

    void sleepsByUnit() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }

    void parks() {
        LockSupport.parkNanos(1);
    }

    void parksUntil() {
        LockSupport.parkUntil(1);
    }

    Object delays() {
        return CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    }

    Object timesOut(CompletableFuture<String> future) {
        return future.orTimeout(1, TimeUnit.SECONDS);
    }

    Object completesLater(CompletableFuture<String> future) {
        return future.completeOnTimeout("", 1, TimeUnit.SECONDS);
    }
}
