package io.github.anaplan4j.internal.limit;

import static io.github.anaplan4j.internal.port.Failures.malformed;
import static io.github.anaplan4j.internal.port.Failures.meaning;
import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingRequestsTest {
    /** Ten seconds apart, and one more where nothing else took time. */
    private static final int FOR_TEN_MINUTES = 60;

    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final RetryingRequests requests = new RetryingRequests(limiter, lifecycle, time);
    private int sent;

    /** How often a request goes out that is always answered so; a new condition has to take its place here. */
    private static int mostAttempts(ApiCondition condition, boolean isTransfer) {
        return switch (condition) {
            case REQUEST_TIMED_OUT, MOVED, FAULT -> 4;
            case BUSY, LOCKED, OFFLINE -> isTransfer ? 21 : 4;
            case THROTTLED -> FOR_TEN_MINUTES;
            case REDIRECTED,
                    UNDOCUMENTED,
                    NOT_ACCEPTED,
                    UNAUTHORIZED,
                    DENIED,
                    NOT_FOUND,
                    NO_SUCH_OPERATION,
                    PROXY_DENIED,
                    TOO_LARGE,
                    ARCHIVED,
                    DEPLOYED_MODE -> 1;
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesIsAReasonToAskAgainAndWhatStaysIsNone(ApiCondition condition) {
        for (RequestClass kind : RequestClass.values()) {
            int attempts = mostAttempts(condition, kind == RequestClass.TRANSFER);
            assertGivesUp(requests::retrying, kind, meaning(condition), attempts);
        }
        assertGivesUp(requests::once, RequestClass.READ, meaning(condition), 1);
    }

    @ParameterizedTest
    @EnumSource
    void aWireThatBreaksIsAReasonToAskAgainAndAnInterruptIsNone(TransportException.Kind kind) {
        for (RequestClass each : RequestClass.values()) {
            assertGivesUp(requests::retrying, each, sent(kind), kind == TransportException.Kind.INTERRUPTED ? 1 : 4);
        }
        assertGivesUp(requests::once, RequestClass.READ, sent(kind), 1);
    }

    @Test
    void anAnswerThatIsNotWhatItShouldBeIsNoReasonToAskAgain() {
        for (RequestClass kind : RequestClass.values()) {
            assertGivesUp(requests::retrying, kind, malformed(), 1);
        }
    }

    private void assertGivesUp(
            RetryingRequests.Sender sender, RequestClass kind, AnaplanException failure, int attempts) {
        assertGivesUp(sender, kind, failure, failure, attempts);
    }

    private void assertGivesUp(
            RetryingRequests.Sender sender,
            RequestClass kind,
            AnaplanException failure,
            AnaplanException told,
            int attempts) {
        sent = 0;

        assertThat(catchThrowable(() -> sender.send(kind, RetryingRequests.UNLIMITED, () -> {
                    sent++;
                    throw failure;
                })))
                .isSameAs(told);

        assertThat(sent).isBetween(attempts, attempts == FOR_TEN_MINUTES ? attempts + 1 : attempts);
    }

    @Test
    void attemptsAreFiveSecondsApart() {
        assertThat(requests.retrying(
                        RequestClass.READ,
                        RetryingRequests.UNLIMITED,
                        answers(status(503), status(409), sent(TransportException.Kind.TIMEOUT))))
                .isEqualTo("answer 4");

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void theServersWaitCountsAndIsNeverNoneAtAll() {
        assertThat(requests.retrying(
                        RequestClass.READ,
                        RetryingRequests.UNLIMITED,
                        answers(status(503, Duration.ofSeconds(30)), status(429), status(429, Duration.ZERO))))
                .isEqualTo("answer 4");

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(30 + 10 + 1));
    }

    @Test
    void aServerThatAsksForADayIsToldToTheCallerInsteadOfWaitedFor() {
        assertGivesUp(requests::retrying, RequestClass.READ, status(429, Duration.ofDays(1)), 1);

        assertThat(time.passed()).isZero();
    }

    /** A list may take as long by itself. */
    @Test
    void whatTookTenMinutesIsNotBegunAnew() {
        for (RequestClass kind : RequestClass.values()) {
            sent = 0;
            AnaplanException failure = sent(TransportException.Kind.TIMEOUT);

            assertThat(catchThrowable(() -> requests.retrying(kind, RetryingRequests.UNLIMITED, () -> {
                        sent++;
                        time.pass(Duration.ofMinutes(4));
                        throw failure;
                    })))
                    .isSameAs(failure);

            assertThat(sent).isEqualTo(3);
        }
    }

    @Test
    void throttlingHoldsEverybodyBack() {
        assertGivesUp(requests::once, RequestClass.READ, status(429, Duration.ofSeconds(60)), 1);

        time.pass(Duration.ofSeconds(59));
        assertThat(limiter.ask("somebody", RequestClass.TRANSFER)).isPositive();
        time.pass(Duration.ofSeconds(1));
        assertThat(limiter.ask("somebody", RequestClass.TRANSFER)).isZero();
    }

    @Test
    void noOtherFailureHoldsAnybodyBack() {
        assertGivesUp(requests::once, RequestClass.READ, status(503, Duration.ofSeconds(60)), 1);
        time.pass(Duration.ofSeconds(1));

        assertThat(limiter.ask("somebody", RequestClass.TRANSFER)).isZero();
    }

    @Test
    void nothingIsSentOnceTheClientIsClosed() {
        lifecycle.beginClosing();

        for (RetryingRequests.Sender sender : List.<RetryingRequests.Sender>of(requests::once, requests::retrying)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> sender.send(RequestClass.READ, RetryingRequests.UNLIMITED, answers()))
                    .withMessageContaining("closed");
        }

        assertThat(sent).isZero();
    }

    @Test
    void closingDuringAPauseEndsTheAttempts() {
        time.in(Duration.ofSeconds(3), lifecycle::beginClosing);

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, answers(status(503))));

        assertThat(sent).isOne();
    }

    @Test
    void anInterruptDuringAPauseEndsTheAttempts() {
        AnaplanException failure = status(503);

        assertThat(catchThrowable(() -> requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, () -> {
                    sent++;
                    Thread.currentThread().interrupt();
                    throw failure;
                })))
                .isSameAs(failure);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).isOne();
    }

    @Test
    void aStatusWhoseTokenWasRejectedIsAskedForAgainWhenTheFloorAllowsThat() {
        List<Duration> asked = new ArrayList<>();
        Supplier<String> request = () -> {
            asked.add(time.passed());
            return answerWithTheNextToken(asked.size());
        };

        assertThat(requests.onceAsPoll(TASK, request)).isEqualTo("answer");
        assertThat(asked).containsExactly(Duration.ZERO, Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "START")
    void aRequestWhoseTokenWasRejectedIsSentAgainAndCounted(RequestClass kind) {
        for (int i = 0; i < 45; i++) {
            int before = sent;
            requests.once(kind, RetryingRequests.UNLIMITED, () -> answerWithTheNextToken(++sent - before));
        }

        assertThat(sent).isEqualTo(90);
        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(20)); // as of 90 at 300 a minute, less 1/5
    }

    private static String answerWithTheNextToken(int attempt) {
        if (attempt == 1) {
            throw new TokenRejectedException(unauthorized());
        }
        return "answer";
    }

    @Test
    void aSecondRejectionIsTold() {
        AnaplanApiException refused = unauthorized();

        assertGivesUp(requests::once, RequestClass.READ, new TokenRejectedException(refused), refused, 2);
        assertGivesUp(requests::retrying, RequestClass.CANCEL, new TokenRejectedException(refused), refused, 2);
    }

    @Test
    void aStartDecidesByItselfAboutTheNextToken() {
        assertGivesUp(requests::once, RequestClass.START, new TokenRejectedException(unauthorized()), 1);
    }

    private static AnaplanApiException unauthorized() {
        return meaning(ApiCondition.UNAUTHORIZED);
    }

    @Test
    void aFewThatSomebodyWaitsForGoAtOnceAndAreCounted() {
        for (int i = 0; i < 2; i++) {
            requests.once(RequestClass.START, RetryingRequests.UNLIMITED, answers());
            requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, answers());
        }

        assertThat(time.passed()).isZero();
        assertThat(limiter.ask("somebody", RequestClass.TRANSFER)).isPositive();
    }

    @Test
    void manyKeepThePaceWhateverTheyAre() {
        for (RequestClass kind : RequestClass.values()) {
            Duration start = time.passed();
            for (int i = 0; i < 45; i++) {
                requests.once(kind, RetryingRequests.UNLIMITED, answers());
            }

            // 300 a minute, less a fifth; five of the urgent ones may go at once.
            assertThat(time.passed().minus(start)).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        }
    }

    @Test
    void whoHasWaitedForItsTurnForTooLongIsToldSoAndDoesNotLineUpAgain() {
        for (int minute = 0; minute < 40; minute++) {
            time.in(Duration.ofMinutes(minute), () -> limiter.throttled(Duration.ofMinutes(9)));
        }
        time.pass(Duration.ofMillis(1));

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> requests.retrying(RequestClass.READ, RetryingRequests.UNLIMITED, answers()))
                .withMessageContaining("not sent")
                .withMessageContaining("429")
                .satisfies(failure -> assertThat(failure.mayHaveBeenSent()).isFalse());

        assertThat(time.passed()).isLessThan(Duration.ofMinutes(21));
        assertThat(sent).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptEndsTheWaitForATurn(boolean mustWait) {
        if (mustWait) {
            requests.retrying(RequestClass.TRANSFER, RetryingRequests.UNLIMITED, answers());
        }
        sent = 0;
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> requests.retrying(RequestClass.TRANSFER, RetryingRequests.UNLIMITED, answers()))
                .satisfies(interrupted -> {
                    assertThat(interrupted.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
                    assertThat(interrupted.mayHaveBeenSent()).isFalse();
                });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).isZero();
    }

    @Test
    void whoeverIsInterruptedGivesUpItsPlaceInTheLine() {
        requests.retrying(RequestClass.TRANSFER, RetryingRequests.UNLIMITED, answers());
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> requests.retrying(RequestClass.TRANSFER, RetryingRequests.UNLIMITED, answers()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(limiter.ask("the next one", RequestClass.TRANSFER))
                .as("one gap, not two")
                .isEqualTo(Duration.ofMillis(250));
    }

    /** A request that fails so, one failure after the other, and then is answered with the number of its attempt. */
    private Supplier<String> answers(AnaplanException... failures) {
        Deque<AnaplanException> left = new ArrayDeque<>(List.of(failures));
        return () -> {
            sent++;
            if (!left.isEmpty()) {
                throw left.poll();
            }
            return "answer " + sent;
        };
    }
}
