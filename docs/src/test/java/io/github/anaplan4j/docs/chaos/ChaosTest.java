package io.github.anaplan4j.docs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks by the thousand, of programs that die, of a server that does whatever it can do wrong.
 *
 * <p>What breaks a promise is told by the line that replays it, of a seed and, in virtual time, a case. Over HTTP the
 * faults come from the seed, and what happens at once does not. {@code -Dchaos.tasks} says how many tasks there are in
 * virtual time, and {@code -Dchaos.minutes} for how long new cases of them begin.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChaosTest {
    private static final long SEED = Long.getLong("chaos.seed", 20_260_101);
    private static final int TASKS = Integer.getInteger("chaos.tasks", 500);
    private static final int ONE_CASE = Integer.getInteger("chaos.case", -1);
    private static final Duration MOST = Duration.ofMinutes(Integer.getInteger("chaos.minutes", 12));
    private static final int IN_A_CASE = 100;
    private static final Duration LONGEST = Duration.ofDays(3);
    private static final int OVER_HTTP = 300;
    private static final Duration LONGEST_OVER_HTTP = Duration.ofMinutes(12);

    @Test
    void everyPromiseHoldsInVirtualTime() throws InterruptedException {
        long begun = System.nanoTime();
        List<String> violations = new ArrayList<>();
        int first = Math.max(ONE_CASE, 0);
        int last = ONE_CASE < 0 ? (TASKS - 1) / IN_A_CASE : ONE_CASE;
        for (int number = first; number <= last && System.nanoTime() - begun < MOST.toNanos(); number++) {
            violations.addAll(violations(play(number), "everyPromiseHoldsInVirtualTime", "-Dchaos.case=" + number));
        }
        assertThat(violations).isEmpty();
    }

    private static List<String> violations(Evidence seen, String test, String which) {
        List<String> violations = Stream.of(Invariant.values())
                .flatMap(each -> each.violations(seen).stream())
                .toList();
        System.out.printf(
                "chaos %s: %d requests, %d runs, %d told, %d dumps, %d programs%n",
                which,
                seen.journal.size(),
                seen.endings.size(),
                seen.told.size(),
                seen.dumped.size(),
                seen.journal.stream().map(Entry::program).distinct().count());
        if (!violations.isEmpty()) {
            System.out.printf(
                    "mvn -q -pl docs -am test -Dtest=ChaosTest#%s -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dchaos.seed=%d %s: %s%n",
                    test, SEED, which, violations);
        }
        return violations;
    }

    private static Evidence play(int number) throws InterruptedException {
        try (VirtualWorld world = new VirtualWorld(SEED + 1_000_003L * number, IN_A_CASE)) {
            return world.play(LONGEST);
        }
    }

    static Stream<Arguments> wires() {
        return Stream.of(
                Arguments.of("FEIGN", (Transports) FeignTransport::create, "testkit", (Servers) TestkitServer::new),
                Arguments.of("HTTPCLIENT", (Transports) ApacheHttpTransport::create, "testkit", (Servers)
                        TestkitServer::new),
                Arguments.of("FEIGN", (Transports) FeignTransport::create, "plain", (Servers) PlainServer::new),
                Arguments.of(
                        "HTTPCLIENT", (Transports) ApacheHttpTransport::create, "plain", (Servers) PlainServer::new));
    }

    private interface Transports extends Function<TransportSettings, HttpTransport> {}

    private interface Servers extends Function<TimeSource, Server> {}

    @ParameterizedTest(name = "{0}, {2} server")
    @MethodSource("wires")
    void everyPromiseHoldsOverHttp(String transport, Transports transports, String kind, Servers servers)
            throws InterruptedException {
        try (RealWorld world = new RealWorld(SEED, OVER_HTTP / 4, transports, servers)) {
            assertThat(violations(world.play(LONGEST_OVER_HTTP), "everyPromiseHoldsOverHttp", transport + " " + kind))
                    .isEmpty();
        }
    }

    @Test
    void theSameSeedHasTheSameJournal() throws InterruptedException {
        Evidence once = play(0);
        Evidence again = play(0);

        assertThat(again.journal.stream().map(Entry::withoutToken))
                .containsExactlyElementsOf(
                        once.journal.stream().map(Entry::withoutToken).toList());
    }
}
