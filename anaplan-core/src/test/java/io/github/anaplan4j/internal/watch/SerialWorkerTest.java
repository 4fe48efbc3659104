package io.github.anaplan4j.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SerialWorkerTest {
    private static final Duration ENDLESS = Duration.ofDays(1);

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void whatIsHandedOverIsDoneBeforeItsCallerGoesOn() {
        try (SerialWorker worker = new SerialWorker("store", false, ENDLESS, ENDLESS)) {
            worker.execute(() -> done.add(Thread.currentThread().getName()));

            assertThat(done).containsExactly("anaplan4j-store");
        }
    }

    @Test
    void whatHangsHoldsUpNobodyAndNotTheEndEither() {
        SerialWorker worker = new SerialWorker("store", false, Duration.ZERO, Duration.ZERO);
        worker.execute(this::hang);

        worker.execute(() -> done.add("behind it"));
        worker.close();
        worker.execute(() -> done.add("too late"));

        assertThat(done).isEmpty();
    }

    @Test
    void whatIsTooMuchIsDropped() {
        try (SerialWorker worker = new SerialWorker("store", false, Duration.ZERO, ENDLESS)) {
            worker.execute(this::hang);
            for (int i = 0; i <= SerialWorker.MOST_WAITING; i++) {
                worker.execute(() -> done.add("waited"));
            }
            release.countDown();
        }
        assertThat(done.stream().filter("waited"::equals)).hasSize(SerialWorker.MOST_WAITING);
    }

    @Test
    void anInterruptKeepsNothingFromTheStore() {
        SerialWorker worker = new SerialWorker("store", false, ENDLESS, ENDLESS);
        Thread.currentThread().interrupt();
        worker.execute(() -> done.add("told"));

        worker.close();

        assertThat(Thread.interrupted()).as("the flag").isTrue();
        assertThat(done).containsExactly("told");
    }

    @Test
    void inVirtualTimeTheCallerDoesIt() {
        try (SerialWorker worker = new SerialWorker("store", true, ENDLESS, ENDLESS)) {
            worker.execute(() -> done.add(Thread.currentThread().getName()));
        }
        assertThat(done).containsExactly(Thread.currentThread().getName());
    }

    private void hang() {
        try {
            release.await();
            done.add("hung");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
