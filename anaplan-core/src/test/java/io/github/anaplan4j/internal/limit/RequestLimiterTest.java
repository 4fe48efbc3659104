package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimiterTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final TaskRef OTHER = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B89");

    private final ManualTime time = new ManualTime();
    private final RequestLimiter limiter = TestLimits.limiter(6_000, time);
    private final RequestLimiter otherClient = TestLimits.limiter(6_000, time);

    @Test
    void twoPollsOfOneTaskAreAFloorApartWhoeverAsks() {
        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
        limiter.pollDone(TASK);
        time.pass(Duration.ofSeconds(2));
        assertThat(limiter.askToPoll(TASK, TASK)).isEqualTo(Duration.ofSeconds(3));
        time.pass(Duration.ofSeconds(3));
        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
        limiter.pollDone(TASK);
        assertThat(limiter.askToPoll(TASK, TASK)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void twoPollsOfOneTaskNeverOverlapHoweverLongTheAnswerTakes() {
        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
        time.pass(Duration.ofSeconds(25));
        assertThat(limiter.askToPoll(TASK, TASK)).isPositive();
        limiter.pollDone(TASK);

        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
    }

    @Test
    void tasksDoNotWaitForEachOthersFloor() {
        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
        time.pass(Duration.ofMillis(100));

        assertThat(limiter.askToPoll(OTHER, OTHER)).isZero();
    }

    /** As other clients of one tenant may see to. */
    @Test
    void nobodyWaitsForEverForAServerThatRefusesOthersAgainAndAgain() {
        for (Runnable wait : List.<Runnable>of(
                () -> limiter.awaitTurn(RequestClass.TRANSFER, Durations.ENDLESS),
                () -> limiter.awaitTurn(RequestClass.START, Durations.ENDLESS),
                () -> limiter.awaitPoll(TASK))) {
            limiter.throttled(Duration.ofMinutes(10));
            for (int i = 1; i < 10; i++) {
                time.in(Duration.ofMinutes(9L * i), () -> limiter.throttled(Duration.ofMinutes(10)));
            }
            Duration begun = time.passed();

            TransportException tooLong = catchThrowableOfType(TransportException.class, wait::run);

            assertThat(tooLong).hasMessageContaining("refused others with 429").hasMessageContaining("Try again later");
            assertThat(tooLong.mayHaveBeenSent()).isFalse();
            assertThat(time.passed().minus(begun)).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(20));
            time.pass(Duration.ofHours(2));
        }
    }

    @Test
    void aPollOfOthersThatNeverEndsIsNotWaitedForForEver() {
        assertThat(otherClient.askToPoll(TASK, TASK)).isZero();

        TransportException tooLong = catchThrowableOfType(TransportException.class, () -> limiter.awaitPoll(TASK));

        assertThat(tooLong).hasMessageContaining("other requests came first").hasMessageNotContaining("429");
        otherClient.pollDone(TASK);
    }

    /** A line moves, so that each turn comes; that is no reason to fail. */
    @Test
    void aTransferWaitsInALongLineForItsTurn() {
        RequestLimiter slow = TestLimits.limiter(1, time);
        List<String> others = new ArrayList<>(
                IntStream.range(0, 40).mapToObj(i -> "other " + i).toList());
        others.forEach(other -> slow.ask(other, RequestClass.TRANSFER));
        for (int second = 1; second < 7_200; second++) {
            time.in(Duration.ofSeconds(second), () -> others.removeIf(other -> isSent(slow, other)));
        }

        slow.awaitTurn(RequestClass.TRANSFER, Durations.ENDLESS);

        assertThat(time.passed()).isGreaterThan(Duration.ofMinutes(20));
    }

    private static boolean isSent(RequestLimiter limiter, String who) {
        boolean isSent = limiter.ask(who, RequestClass.TRANSFER).isZero();
        if (isSent) {
            limiter.done(RequestClass.TRANSFER);
        }
        return isSent;
    }

    @Test
    void whoWaitsForTheAnswerIsToldWhenTheLineIsTooLong() {
        RequestLimiter slow = TestLimits.limiter(1, time);
        for (int other = 0; other < 40; other++) {
            slow.ask("other " + other, RequestClass.START);
        }

        TransportException tooLong = catchThrowableOfType(
                TransportException.class, () -> slow.awaitTurn(RequestClass.START, Durations.ENDLESS));

        assertThat(tooLong)
                .hasMessageContaining("was not sent")
                .hasMessageContaining("other requests came first for PT20M")
                .hasMessageContaining("no more than 1 requests a minute");
        assertThat(tooLong.mayHaveBeenSent()).isFalse();
    }

    @Test
    void aPollThatTheBudgetHoldsBackIsNoPoll() {
        limiter.askToPoll(OTHER, OTHER);
        assertThat(limiter.askToPoll(TASK, TASK)).isPositive();
        time.pass(Duration.ofMillis(100));

        assertThat(limiter.askToPoll(TASK, TASK)).isZero();
    }
}
