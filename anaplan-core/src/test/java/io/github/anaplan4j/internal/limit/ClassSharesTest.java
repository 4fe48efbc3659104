package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets how much of the budget when many want it, told by counting. */
class ClassSharesTest {
    // 300 a minute, less the fifth that is kept back.
    private static final Duration GAP = Duration.ofMillis(250);
    private static final int WATCHES = 500;
    private static final int CHUNKS = 100;

    private final ManualTime time = new ManualTime();
    private final Timer timer = time.newTimer("simulation");
    private final RequestBudget budget = new RequestBudget(RequestLimiter.DEFAULT_REQUESTS_PER_MINUTE, 16, time);
    private final Map<RequestClass, Integer> sent = new EnumMap<>(RequestClass.class);
    private Duration lastChunk = Duration.ZERO;

    /** Sends again and again, so many in all, the next one so much later. */
    private void send(Object who, RequestClass kind, int left, Duration pause) {
        Duration wait = budget.ask(who, kind);
        if (wait.isZero()) {
            budget.done(kind);
            sent.merge(kind, 1, Integer::sum);
            if (kind == RequestClass.TRANSFER) {
                lastChunk = time.passed();
            }
            if (left > 1) {
                timer.schedule(pause, () -> send(who, kind, left - 1, pause));
            }
        } else {
            timer.schedule(wait, () -> send(who, kind, left, pause));
        }
    }

    private void watch(int watches) {
        for (int i = 0; i < watches; i++) {
            send("watch " + i, RequestClass.POLL, Integer.MAX_VALUE, Duration.ofSeconds(5));
        }
        time.pass(Duration.ofMinutes(5));
        sent.clear();
    }

    private Duration download(int atOnce) {
        Duration start = time.passed();
        for (int i = 0; i < atOnce; i++) {
            send("chunk " + i, RequestClass.TRANSFER, CHUNKS / atOnce, Duration.ZERO);
        }
        while (sent.getOrDefault(RequestClass.TRANSFER, 0) < CHUNKS) {
            time.pass(GAP);
        }
        return lastChunk.minus(start);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10})
    void besideWatchesADownloadHasAThirdOfThePaceAndTheyHaveTwo(int atOnce) {
        watch(WATCHES);

        Duration took = download(atOnce);

        assertThat(took).isEqualTo(GAP.multipliedBy(3 * CHUNKS - 1));
        assertThat(sent).containsEntry(RequestClass.POLL, 2 * CHUNKS - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10})
    void whatNobodyWantsIsForTheOthers(int atOnce) {
        assertThat(download(atOnce)).isEqualTo(GAP.multipliedBy(CHUNKS - 1));
    }

    @ParameterizedTest
    @EnumSource
    void noClassGetsAroundThePace(RequestClass kind) {
        watch(WATCHES);

        int atOnce = 0;
        for (int i = 0; i < CHUNKS; i++) {
            Object who = new Object();
            if (budget.ask(who, kind).isZero()) {
                atOnce++;
                budget.done(kind);
            }
            budget.leave(who);
        }

        assertThat(atOnce).isEqualTo(kind.isUrgent() ? 1 : 0);
    }

    @Test
    void whenAllWaitEachClassHasItsWeight() {
        for (RequestClass kind : RequestClass.values()) {
            for (int i = 0; i < 50; i++) {
                send(kind + " " + i, kind, Integer.MAX_VALUE, Duration.ofSeconds(1));
            }
        }
        time.pass(Duration.ofMinutes(5));
        sent.clear();
        time.pass(GAP.multipliedBy(9 * 50));

        assertThat(sent)
                .containsEntry(RequestClass.TRANSFER, 50)
                .allSatisfy((kind, count) -> assertThat(count).isEqualTo(50 * kind.weight()));
    }
}
