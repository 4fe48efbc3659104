package io.github.anaplan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Many fakes in one JVM, one after the other and side by side. */
@Timeout(120)
class ManyFakesTest {
    private static final int FAKES = 200;
    private static final int ROUNDS = 10;

    @Test
    void twoHundredStartedAndStoppedTenTimesLeaveNothingBehind() throws Exception {
        Set<Thread> before = threads();
        List<WeakReference<FakeAnaplan>> used = new ArrayList<>();
        Set<Integer> lastPorts = Set.of();

        for (int round = 0; round < ROUNDS; round++) {
            lastPorts = useMany(used);
        }

        for (int port : lastPorts) {
            assertThatCode(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
                    .as("port %d", port)
                    .doesNotThrowAnyException();
        }
        for (Thread left : threads()) {
            if (!before.contains(left) && left.getName().startsWith("fake-anaplan")) {
                left.join(10_000); // it was told to end, and may be a moment from it
                assertThat(left.isAlive()).as(left.getName()).isFalse();
            }
        }
        assertThat(used).hasSize(ROUNDS * FAKES);
        while (!used.stream().allMatch(fake -> fake.refersTo(null))) { // ends by the test's time-out
            System.gc();
        }
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static Set<Integer> useMany(List<WeakReference<FakeAnaplan>> used) throws Exception {
        Set<Integer> ports = new HashSet<>();
        List<FakeAnaplan> fakes = new ArrayList<>();
        for (int i = 0; i < FAKES; i++) {
            FakeAnaplan fake = FakeAnaplan.start();
            fakes.add(fake);
            used.add(new WeakReference<>(fake));
            ports.add(URI.create(fake.url()).getPort());
        }
        ask(fakes.get(FAKES / 2)); // one of them has been at work
        fakes.forEach(FakeAnaplan::close);
        assertThat(ports).hasSize(FAKES);
        return ports;
    }

    private static void ask(FakeAnaplan fake) throws Exception {
        URI url = URI.create(fake.url());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(("GET /2/0/users/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization:"
                            + " AnaplanAuthToken " + fake.token() + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void testClassesThatRunAtTheSameTimeDoNotMeet() {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "3")
                .selectors(selectClass(OneForEach.class), selectClass(OneForAll.class))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(3).succeeded(3));
    }

    private static final CyclicBarrier TOGETHER = new CyclicBarrier(3);

    @WithFakeAnaplan
    static class OneForEach {
        @Test
        void one(FakeAnaplan fake, VirtualTime time) throws Exception {
            useBesidesOthers(fake, time, 1);
        }

        @Test
        void other(FakeAnaplan fake, VirtualTime time) throws Exception {
            useBesidesOthers(fake, time, 2);
        }
    }

    @WithFakeAnaplan(perClass = true)
    static class OneForAll {
        @Test
        void alone(FakeAnaplan fake, VirtualTime time) throws Exception {
            useBesidesOthers(fake, time, 3);
        }
    }

    private static void useBesidesOthers(FakeAnaplan fake, VirtualTime time, int times) throws Exception {
        TaskRef task = fake.startTask(Scenario.complete());
        TOGETHER.await(20, TimeUnit.SECONDS);
        for (int i = 0; i < times; i++) {
            ask(fake);
            time.advance(Duration.ofSeconds(times));
        }
        TOGETHER.await(20, TimeUnit.SECONDS);
        assertThat(fake.journal().requests()).hasSize(times);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds((long) times * times));
        assertThat(fake.describe()).contains(task.taskId());
    }
}
