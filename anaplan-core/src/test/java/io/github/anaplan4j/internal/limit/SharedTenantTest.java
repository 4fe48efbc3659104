package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of one tenant that share its limits. */
class SharedTenantTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final TaskRef OTHER = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B89");
    private static final int BUDGET = 300;

    private final ManualTime time = new ManualTime();
    private final Timer timer = time.newTimer("simulation");
    private final TenantRateLimiter tenant = TenantRateLimiter.inMemory(BUDGET, time);
    private final List<Duration> sent = new ArrayList<>();
    private int[] sentBy = new int[0];

    // Of times that differ, as JVMs do, clients share no floor but that of the tenant.
    private final class OtherJvm extends ManualTime {
        @Override
        public long nanoTime() {
            return time.nanoTime();
        }
    }

    private RequestLimiter client() {
        return new RequestLimiter(
                PollingFloor.STANDARD, TestLimits.SERVER, BUDGET, 16, new Lifecycle(), new OtherJvm(), tenant);
    }

    private void watch(RequestLimiter client, int number, TaskRef task) {
        Duration wait = client.askToPoll(task, task);
        if (wait.isZero()) {
            sent.add(time.passed());
            sentBy[number]++;
            client.pollDone(task);
            wait = Duration.ofSeconds(5);
        }
        timer.schedule(wait, () -> watch(client, number, task));
    }

    private void watch(int clients, int watches) {
        sentBy = new int[clients];
        for (int number = 0; number < clients; number++) {
            RequestLimiter client = client();
            for (int i = 0; i < watches; i++) {
                watch(client, number, TaskRef.ofProcess("8a81", "75A4", "118000000002", number + "-" + i));
            }
        }
    }

    private int mostWithin(Duration window) {
        int most = 0;
        for (int first = 0, last = 0; last < sent.size(); last++) {
            while (sent.get(last).minus(sent.get(first)).compareTo(window) >= 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Test
    void clientsTogetherKeepEachSecondAndMinuteWithinTheBudgetAndUseIt() {
        watch(3, 100);

        time.pass(Duration.ofMinutes(10));

        assertThat(mostWithin(Duration.ofSeconds(1))).isLessThanOrEqualTo(BUDGET / 60);
        assertThat(mostWithin(Duration.ofMinutes(1))).isBetween(BUDGET * 8 / 10, BUDGET * 9 / 10);
        assertThat(sent).hasSizeGreaterThan(10 * BUDGET * 8 / 10);
        for (int each : sentBy) {
            assertThat(each).as("of a client").isBetween(sent.size() * 3 / 10, sent.size() * 4 / 10);
        }
    }

    @Test
    void anAnswer429ToOneStopsTheOthersWhichThenBeginSlowly() {
        RequestLimiter one = client();
        watch(2, 100);
        time.pass(Duration.ofMinutes(2));
        sent.clear();
        Duration refused = time.passed();

        one.throttled(Duration.ofSeconds(60));
        time.pass(Duration.ofMinutes(2));

        assertThat(sent.get(0).minus(refused)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(67));
        assertThat(sent).hasSizeBetween(BUDGET * 9 / 10 / 3, BUDGET * 9 / 10 * 3 / 4);
    }

    @Test
    void aTaskPolledByOneIsNotPolledByAnotherWithinTheFloor() {
        RequestLimiter one = client();
        RequestLimiter other = client();
        assertThat(one.askToPoll(TASK, TASK)).isZero();
        one.pollDone(TASK);
        time.pass(Duration.ofSeconds(2));

        assertThat(other.askToPoll(TASK, TASK)).isEqualTo(Duration.ofSeconds(3));
        time.pass(Duration.ofSeconds(1));
        assertThat(other.askToPoll(OTHER, OTHER)).isZero();
        time.pass(Duration.ofSeconds(2));

        assertThat(other.askToPoll(TASK, TASK)).isZero();
        assertThat(one.askToPoll(TASK, TASK)).isEqualTo(Duration.ofSeconds(5));
    }

    /** The first that was told to wait is the first to go. */
    @Test
    void whoIsToldToWaitKeepsItsTurn() {
        RequestLimiter client = client();
        tenant.pause(Duration.ofSeconds(10));
        Object first = new Object();
        Duration wait = client.ask(first, RequestClass.START);
        assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        for (int i = 0; i < 20; i++) {
            assertThat(client.ask(new Object(), RequestClass.START)).isPositive();
        }

        time.pass(wait);

        assertThat(client.ask(first, RequestClass.START)).isZero();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void itIsAskedUnderNoLock() {
        List<RequestLimiter> clients = new ArrayList<>();
        List<Duration> meanwhile = new ArrayList<>();
        clients.add(client(new FakeTenant() {
            @Override
            public Duration askToSend() {
                if (meanwhile.isEmpty()) {
                    meanwhile.add(Duration.ZERO);
                    meanwhile.add(CompletableFuture.supplyAsync(
                                    () -> clients.get(0).askToPoll(OTHER, OTHER),
                                    command -> new Thread(command).start())
                            .join());
                }
                return Duration.ZERO;
            }
        }));

        assertThat(clients.get(0).askToPoll(TASK, TASK)).isZero();

        assertThat(meanwhile).hasSize(2);
    }

    private RequestLimiter client(TenantRateLimiter shared) {
        return new RequestLimiter(PollingFloor.STANDARD, TestLimits.SERVER, BUDGET, 16, new Lifecycle(), time, shared);
    }

    /** Lets all through, and tells what it was asked. */
    private static class FakeTenant implements TenantRateLimiter {
        final List<String> asked = new ArrayList<>();

        @Override
        public Duration askToSend() {
            asked.add("send");
            return Duration.ZERO;
        }

        @Override
        public Duration askToPoll(TaskRef task, Duration floor) {
            asked.add("poll");
            return Duration.ZERO;
        }

        @Override
        public void pause(Duration atLeast) {
            asked.add("pause " + atLeast);
        }
    }

    @Test
    void allThatIsSentIsAskedFor() {
        FakeTenant fake = new FakeTenant();
        RequestLimiter client = client(fake);

        client.awaitTurn(RequestClass.START, Durations.ENDLESS);
        client.awaitPoll(TASK);
        assertThat(client.sendsAnother()).isTrue();
        time.pass(Duration.ofMinutes(1));
        assertThat(client.askIdly()).isZero();
        time.pass(Duration.ofMinutes(1));
        assertThat(client.askIdly(OTHER)).isZero();
        client.throttled(Duration.ofDays(1));

        assertThat(fake.asked).containsExactly("send", "send", "poll", "send", "send", "send", "poll", "pause PT10M");
    }
}
