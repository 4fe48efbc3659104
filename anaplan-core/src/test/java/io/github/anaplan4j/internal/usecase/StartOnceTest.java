package io.github.anaplan4j.internal.usecase;

import static io.github.anaplan4j.internal.port.Failures.failing;
import static io.github.anaplan4j.internal.port.Failures.inAnaplansWords;
import static io.github.anaplan4j.internal.port.Failures.malformed;
import static io.github.anaplan4j.internal.port.Failures.meaning;
import static io.github.anaplan4j.internal.port.Failures.notSent;
import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.LimitedTasks;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start runs the action once, whatever becomes of the answer, and says truthfully what is known. */
class StartOnceTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000007");
    private static final TaskRef OURS = ACTION.task("OURS");
    private static final StartOptions WHEN_BUSY = StartOptions.defaults().withRetryWhenBusy(true);
    private static final Instant LAST_NIGHT = Instant.EPOCH.minus(Duration.ofHours(5));

    private final ManualTime time = new ManualTime();
    private final FakeTasks tasks = new FakeTasks();
    private final Lifecycle lifecycle = new Lifecycle();
    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final RetryingRequests requests = new RetryingRequests(limiter, lifecycle, time);
    private final StartOnce starts = new StartOnce(
            LimitedTasks.once(tasks, requests),
            LimitedTasks.retrying(tasks, requests),
            new HandedOut(StartLedger.inMemory(), Runnable::run),
            lifecycle,
            time);

    @Test
    void aPlainStartIsOneRequestAfterALookAtWhatIsThere() {
        tasks.listing(of("EARLIER", LAST_NIGHT)).starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start");
        assertThat(time.passed()).isZero();
    }

    @Test
    void withoutALookAtWhatIsThereItIsStartedAllTheSame() {
        tasks.listing(failing(status(503))).starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start");
    }

    /** What leaves open whether the start was processed. */
    static Stream<AnaplanException> lostAnswers() {
        return Stream.of(
                sent(TransportException.Kind.CONNECT),
                sent(TransportException.Kind.TIMEOUT),
                sent(TransportException.Kind.CONNECTION_LOST),
                sent(TransportException.Kind.INTERRUPTED),
                malformed(),
                status(302),
                status(303),
                status(500),
                status(502),
                status(503),
                status(504),
                status(408),
                status(418),
                status(600),
                inAnaplansWords(500),
                inAnaplansWords(503),
                inAnaplansWords(502),
                inAnaplansWords(504),
                inAnaplansWords(408));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aStartWhoseAnswerIsLostIsFoundAndNotRepeated(AnaplanException lost) {
        ListedTask earlier = of("EARLIER", Instant.EPOCH);
        tasks.listing(earlier).starting(failing(lost)).listing(of("OURS", Instant.EPOCH), earlier);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "list", "list");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aStartThatGotLostOnTheWayIsNeverCalledStarted(AnaplanException lost) {
        time.pass(Duration.ofMinutes(1));
        tasks.listing().starting(failing(lost));

        AnaplanException failure = catchThrowableOfType(AnaplanException.class, this::start);

        assertThat(failure)
                .isInstanceOfSatisfying(StartUncertainException.class, uncertain -> {
                    assertThat(uncertain.action()).isEqualTo(ACTION);
                    assertThat(uncertain.sentAt()).isEqualTo(Instant.EPOCH.plusSeconds(60));
                    assertThat(uncertain.candidates()).isEmpty();
                })
                .hasCause(lost)
                .hasMessageContaining("No new task was seen")
                .hasMessageContaining("may run it twice");
        assertThat(tasks.calls).containsExactly("list", "start", "list", "list", "list");
    }

    @Test
    void aFaultInAnaplansWordsProvesNothingIfTheListsWereNotRead() {
        tasks.listing(failing(status(503)))
                .starting(failing(inAnaplansWords(500)))
                .listing();
        assertThat(candidates()).isEmpty();
    }

    @Test
    void aFaultInAnaplansWordsProvesNothingIfThereIsSomethingNew() {
        tasks.listing().starting(failing(inAnaplansWords(500))).listing(of("OURS", Instant.EPOCH));

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void anOldTaskThatTheListBeforeDidNotShowIsNotTakenForOurs() {
        tasks.listing().starting(failing(status(502))).listing(of("OLD", LAST_NIGHT));

        assertThat(candidates()).containsExactly("OLD");
    }

    @Test
    void withoutAListBeforeTheTasksSinceThenAreCandidatesAndNoneIsTakenForOurs() {
        tasks.listing(failing(status(503)))
                .starting(failing(sent(TransportException.Kind.CONNECTION_LOST)))
                .listing(of("NEW", Instant.EPOCH), of("OLD", LAST_NIGHT), of("UNKNOWN", null));

        assertThat(candidates()).containsExactly("NEW");
        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @Test
    void aTaskThatAppearsLateIsFound() {
        tasks.listing()
                .starting(failing(status(504)))
                .listing()
                .listing()
                .listing(of("OURS", Instant.EPOCH.plusSeconds(12)));

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void aTaskThatAppearsLateIsACandidateBesideThatOfSomebodyElse() {
        ListedTask theirs = of("THEIRS", Instant.EPOCH.plusSeconds(1));
        tasks.listing()
                .starting(failing(status(504)))
                .listing()
                .listing(theirs)
                .listing(of("OURS", Instant.EPOCH.plusSeconds(12)), theirs);

        assertThat(candidates()).containsExactly("OURS", "THEIRS");
    }

    @Test
    void severalNewTasksAreCandidates() {
        tasks.listing(of("EARLIER", Instant.EPOCH))
                .starting(failing(sent(TransportException.Kind.CONNECTION_LOST)))
                .listing(of("OURS", Instant.EPOCH), of("THEIRS", Instant.EPOCH), of("EARLIER", Instant.EPOCH));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain.action()).isEqualTo(ACTION);
        assertThat(uncertain.candidates()).containsExactly(of("OURS", Instant.EPOCH), of("THEIRS", Instant.EPOCH));
        assertThat(uncertain).hasMessageContaining("somebody else's");
        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, -240, 0, 3_600})
    void theServersClockMayBeWrongByFiveMinutesOrAhead(int seconds) {
        tasks.listing().starting(failing(status(502))).listing(of("OURS", Instant.EPOCH.plusSeconds(seconds)));

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void aTaskFromBeforeThatIsACandidateAlone() {
        tasks.listing().starting(failing(status(502))).listing(of("OURS", Instant.EPOCH.minusSeconds(301)));

        assertThat(candidates()).containsExactly("OURS");
    }

    /** Where the server tells its time, what was there before the start is not taken for it. */
    @ParameterizedTest
    @CsvSource({"0, -10", "0, 3600", "3600, 3590", "-120, -130", "-290, -300", "-3600, -300"})
    void aTaskThatIsNoOlderThanTheStartByTheServersClockIsOurs(int ahead, int created) {
        tasks.ahead(Duration.ofSeconds(ahead)).listing().starting(failing(status(502)));
        tasks.listing(of("OURS", Instant.EPOCH.plusSeconds(created)));

        assertThat(start()).isEqualTo(OURS);
    }

    @ParameterizedTest
    @CsvSource({"0, -11", "0, -120", "3600, 3589", "3600, 0", "-120, -131", "-290, -301", "-3600, -301"})
    void aTaskThatIsOlderByTheServersClockIsACandidateAlone(int ahead, int created) {
        tasks.ahead(Duration.ofSeconds(ahead)).listing().starting(failing(status(502)));
        tasks.listing(of("THEIRS", Instant.EPOCH.plusSeconds(created)));

        assertThat(candidates()).containsExactly("THEIRS");
    }

    @Test
    void aNewTaskWithoutATimeOfCreationIsACandidateAlone() {
        tasks.listing().starting(failing(status(502))).listing(of("OURS", null));

        assertThat(candidates()).containsExactly("OURS");
    }

    @Test
    void aListAfterwardsIsReadAgainAfterTroubleOnTheWay() {
        tasks.listing()
                .starting(failing(status(502)))
                .listing(failing(status(503)))
                .listing(failing(sent(TransportException.Kind.TIMEOUT)))
                .listing(of("OURS", Instant.EPOCH));

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void whatWasSeenOnceIsKeptWhenTheLaterListsCannotBeRead() {
        tasks.listing()
                .starting(failing(status(502)))
                .listing(of("OURS", Instant.EPOCH))
                .listing(failing(status(403)));

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "list", "list");
    }

    @Test
    void ifTheTasksCannotBeListedTheMessageSaysSo() {
        AnaplanException lost = inAnaplansWords(500);
        tasks.listing().starting(failing(lost)).listing(failing(status(503)));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain).hasCause(lost).hasMessageContaining("could not be listed");
        assertThat(uncertain.candidates()).isEmpty();
        assertThat(tasks.calls.stream().filter("list"::equals)).hasSize(1 + 3);
    }

    @Test
    void whatWasSurelyNotProcessedIsSentAgainAsSoonAsTheServerAllows() {
        tasks.listing()
                .starting(failing(status(429, Duration.ofSeconds(30))))
                .starting(failing(status(429, Duration.ofSeconds(5))))
                .starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "start", "list", "start");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void throttlingWithoutAWaitMeansTenSecondsAndNoWaitMeansOne() {
        tasks.listing()
                .starting(failing(status(429)))
                .starting(failing(status(429, Duration.ZERO)))
                .starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void tenMinutesAreWaitedAndNotMore() {
        AnaplanException tooLong = status(429, Duration.ofSeconds(601));
        tasks.listing().starting(failing(status(429, Duration.ofSeconds(600)))).starting(failing(tooLong));

        assertThat(catchThrowable(this::start)).isSameAs(tooLong);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "start", "list");
        assertThat(time.passed()).as("and as long for the last list").isEqualTo(Duration.ofMinutes(20));
    }

    /** As lists and transfers do. */
    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60})
    void throttlingIsBorneForTenMinutesAndCountsAsNoAttempt(int seconds) {
        AnaplanException throttled = status(429, Duration.ofSeconds(seconds));
        tasks.listing().starting(failing(throttled));

        assertThat(catchThrowable(this::start)).isSameAs(throttled);

        int starts = Collections.frequency(tasks.calls, "start");
        assertThat(starts).isBetween(600 / seconds - 1, 600 / seconds + 1);
        assertThat(Collections.frequency(tasks.calls, "list"))
                .as("before the first, and after each")
                .isEqualTo(1 + starts);
        assertThat(time.passed())
                .as("and the last list waits until lists may be asked for")
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    }

    @Test
    void aStartThatWasThrottledManyTimesHasAllItsAttemptsLeft() {
        tasks.listing();
        for (int i = 0; i < 8; i++) {
            tasks.starting(failing(status(429)));
        }
        for (int i = 0; i < 4; i++) {
            tasks.starting(failing(notSent(TransportException.Kind.CONNECT)));
        }
        tasks.starting(OURS);

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void whereNobodyListensItIsTriedFiveTimes() {
        AnaplanException nobody = notSent(TransportException.Kind.CONNECT);
        tasks.listing(failing(nobody)).starting(failing(nobody));

        assertThat(catchThrowable(this::start)).isSameAs(nobody);

        assertThat(tasks.calls).containsSequence("list", "start").hasSize(10);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONNECT")
    void whatWasNotSentForAnotherReasonIsAnErrorAtOnce(TransportException.Kind kind) {
        AnaplanException notSent = notSent(kind);
        tasks.listing().starting(failing(notSent));

        assertThat(catchThrowable(this::start)).isSameAs(notSent);

        assertThat(tasks.calls).containsExactly("list", "start");
    }

    @Test
    void whatOthersStartDuringAPauseIsNotTakenForOurs() {
        ListedTask theirs = of("THEIRS", Instant.EPOCH.plusSeconds(3));
        tasks.listing()
                .starting(failing(notSent(TransportException.Kind.CONNECT)))
                .listing(theirs)
                .starting(failing(status(502)));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain.candidates()).isEmpty();
        assertThat(uncertain.sentAt()).isEqualTo(Instant.EPOCH.plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 423, 424})
    void aBusyModelIsAnErrorUnlessToldToTryAgain(int status) {
        AnaplanException busy = status(status);
        tasks.listing().starting(failing(busy)).starting(failing(busy)).starting(OURS);

        assertThat(catchThrowable(this::start)).isSameAs(busy);
        assertThat(tasks.calls).containsExactly("list", "start", "list");
        tasks.calls.clear();
        assertThat(starts.start(ACTION, WHEN_BUSY)).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "start");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aBusyModelThatSaysForHowLongIsBelieved() {
        tasks.listing().starting(failing(status(423, Duration.ofSeconds(7)))).starting(OURS);

        assertThat(starts.start(ACTION, WHEN_BUSY)).isEqualTo(OURS);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(7));
    }

    /** How often a start goes out that is always answered so; a new condition has to take its place here. */
    private static int mostStarts(ApiCondition condition, StartOptions options) {
        return switch (condition) {
            case THROTTLED -> 61; // for ten minutes, every ten seconds; a wait in line is longer
            case BUSY, LOCKED, OFFLINE -> options.retryWhenBusy() ? 5 : 1;
            case NOT_ACCEPTED,
                    UNAUTHORIZED,
                    DENIED,
                    NOT_FOUND,
                    NO_SUCH_OPERATION,
                    PROXY_DENIED,
                    MOVED,
                    TOO_LARGE,
                    ARCHIVED,
                    DEPLOYED_MODE -> 1;
            case REDIRECTED, REQUEST_TIMED_OUT, FAULT, UNDOCUMENTED -> 1; // in doubt
        };
    }

    @ParameterizedTest
    @EnumSource
    void noStatusButThoseThatRuleItOutIsAReasonToStartAgain(ApiCondition condition) {
        AnaplanException answer = meaning(condition);
        tasks.listing().starting(failing(answer));
        for (StartOptions options : List.of(StartOptions.defaults(), WHEN_BUSY)) {
            starts.settle(ACTION);
            tasks.calls.clear();

            Throwable failure = catchThrowable(() -> starts.start(ACTION, options));

            int most = mostStarts(condition, options);
            assertThat(Collections.frequency(tasks.calls, "start"))
                    .isBetween(condition == ApiCondition.THROTTLED ? most - 2 : most, most);
            boolean inDoubt = condition == ApiCondition.REDIRECTED
                    || condition == ApiCondition.REQUEST_TIMED_OUT
                    || condition == ApiCondition.FAULT
                    || condition == ApiCondition.UNDOCUMENTED;
            if (inDoubt) {
                assertThat(failure).isInstanceOf(StartUncertainException.class).hasCause(answer);
            } else {
                assertThat(failure).isSameAs(answer);
            }
        }
    }

    /** Each answer that says that nothing was done with the start. */
    static Stream<AnaplanException> refusals() {
        return Stream.<AnaplanException>concat(
                Stream.of(ApiCondition.values())
                        .filter(ApiCondition::saysNotProcessed)
                        .map(Failures::meaning),
                Stream.of(new TokenRejectedException(status(401)), status(429, Duration.ofSeconds(30))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedStartWithANewTaskThereIsInDoubtAndNotRepeated(AnaplanException refusal) {
        ListedTask earlier = of("EARLIER", Instant.EPOCH);
        tasks.listing(earlier).starting(failing(refusal)).listing(of("NEW", Instant.EPOCH), earlier);

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain.candidates()).containsExactly(of("NEW", Instant.EPOCH));
        assertThat(uncertain.sentAt()).isEqualTo(Instant.EPOCH);
        assertThat(uncertain).hasCause(toldOf(refusal));
        assertThat(tasks.calls).containsExactly("list", "start", "list");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theNewTaskOfARefusedStartIsNotTakenForOursLaterEither(AnaplanException refusal) {
        tasks.listing().starting(failing(refusal)).starting(OURS).listing(of("NEW", Instant.EPOCH));
        assertThat(candidates()).containsExactly("NEW");
        time.pass(Duration.ofHours(9));

        assertThat(candidates()).containsExactly("NEW");
        assertThat(tasks.calls).containsOnlyOnce("start");

        starts.settle(ACTION);
        assertThat(start()).isEqualTo(OURS);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void withoutAListBeforeATaskSinceThenLeavesARefusalInDoubt(AnaplanException refusal) {
        tasks.listing(failing(status(403))).starting(failing(refusal));
        tasks.listing(of("NEW", Instant.EPOCH), of("OLD", LAST_NIGHT), of("UNKNOWN", null));

        assertThat(candidates()).containsExactly("NEW");

        assertThat(tasks.calls).containsExactly("list", "start", "list");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalStandsAndIsNotSentAgainWhereTheListsAreRefusedAlike(AnaplanException refusal) {
        AnaplanException told = (AnaplanException) toldOf(refusal);
        tasks.listing(failing(told)).starting(failing(refusal));

        assertThat(catchThrowable(this::start)).isSameAs(told);

        assertThat(tasks.calls).startsWith("list", "start", "list").containsOnlyOnce("start");
        assertThat(catchThrowable(this::start))
                .as("the next one, as nothing is in doubt")
                .isSameAs(told);
    }

    /** Neither list, where they fail in another way than the start. */
    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalThatNoListCanBeHeldAgainstIsInDoubtAndNotRepeated(AnaplanException refusal) {
        AnaplanException broken = sent(TransportException.Kind.TIMEOUT);
        tasks.listing(failing(broken)).starting(failing(refusal));

        assertThat(catchThrowable(this::start))
                .isInstanceOf(StartUncertainException.class)
                .hasCause(toldOf(refusal))
                .hasMessageContaining("Its tasks could not be listed either.");

        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneListThatIsRefusedAlikeIsNoProof(boolean isTheFirst) {
        AnaplanException refusal = status(404);
        AnaplanException other = status(403);
        tasks.listing(failing(isTheFirst ? refusal : other)).starting(failing(refusal));
        tasks.listing(failing(isTheFirst ? other : refusal));

        assertThat(catchThrowable(this::start))
                .isInstanceOf(StartUncertainException.class)
                .hasCause(refusal);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedStartWhoseListAfterwardsCannotBeReadIsInDoubtAndNotRepeated(AnaplanException refusal) {
        tasks.listing().starting(failing(refusal)).listing(failing(status(500)));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain).hasCause(toldOf(refusal)).hasMessageContaining("could not be listed");
        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @Test
    void whoeverWaitsForABusyModelDoesNotStartItUnseenEither() {
        AnaplanException busy = status(409);
        tasks.listing().starting(failing(busy)).listing(failing(status(500)));

        StartUncertainException uncertain =
                catchThrowableOfType(StartUncertainException.class, () -> starts.start(ACTION, WHEN_BUSY));

        assertThat(uncertain).hasCause(busy);
        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theListAfterARefusalIsReadAgainAfterTroubleOnTheWay(AnaplanException refusal) {
        tasks.listing()
                .starting(failing(refusal))
                .listing(failing(sent(TransportException.Kind.CONNECTION_LOST)))
                .listing(failing(status(503)))
                .listing(of("NEW", Instant.EPOCH));

        assertThat(candidates()).containsExactly("NEW");

        assertThat(tasks.calls).containsExactly("list", "start", "list", "list", "list");
    }

    @Test
    void whereListsAreThrottledAsWellAStartGoesOn() {
        AnaplanException throttled = status(429, Duration.ofSeconds(30));
        tasks.listing(failing(throttled)).starting(failing(throttled)).starting(OURS);
        for (int i = 0; i < 10; i++) {
            tasks.listing(failing(throttled));
        }
        tasks.listing();

        assertThat(start()).isEqualTo(OURS);

        assertThat(Collections.frequency(tasks.calls, "start")).isEqualTo(2);
        assertThat(tasks.calls).endsWith("list", "start");
    }

    @ParameterizedTest
    @MethodSource("anythingElse")
    void aListThatFailsInAnyWayLeavesARefusalInDoubt(Throwable thrown) {
        AnaplanException refusal = status(404);
        tasks.listing().starting(failing(refusal)).listing(() -> throwIt(thrown));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain).hasCause(refusal);
        assertThat(tasks.calls).containsExactly("list", "start", "list");
    }

    @Test
    void aTaskThatWasGivenToACallerLeavesNoDoubtAboutARefusal() {
        TaskRef first = ACTION.task("FIRST");
        AnaplanException refusal = status(403);
        tasks.listing().listing().starting(first).starting(failing(refusal));
        tasks.listing(of("FIRST", Instant.EPOCH)); // listed late: not before the second start

        assertThat(start()).isEqualTo(first);
        assertThat(catchThrowable(this::start)).isSameAs(refusal);
    }

    @Test
    void theListAfterARefusalHasTenMinutesAsAnyOther() {
        List<Duration> bounds = new ArrayList<>();
        tasks.noting(bounds::add).listing().starting(failing(status(403)));

        assertThat(catchThrowable(this::start)).isNotNull();

        assertThat(bounds).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    /** Two machines start the same action at the same minute; the other one's start was accepted. */
    @ParameterizedTest
    @ValueSource(ints = {409, 423, 424})
    void whoWaitsForABusyModelTakesTheNewTaskForSomebodyElses(int status) {
        ListedTask theirs = of("THEIRS", Instant.EPOCH);
        tasks.listing().starting(failing(status(status))).listing(theirs).starting(OURS);

        assertThat(starts.start(ACTION, WHEN_BUSY)).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "start");
    }

    @Test
    void aModelThatStaysBusyIsToldAsBusyWhateverRunsThereMeanwhile() {
        AnaplanException busy = status(409);
        tasks.listing().starting(failing(busy)).listing(of("THEIRS", Instant.EPOCH));

        assertThat(catchThrowable(() -> starts.start(ACTION, WHEN_BUSY))).isSameAs(busy);

        assertThat(Collections.frequency(tasks.calls, "start")).isEqualTo(5);
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aTaskThatIsNewAfterTheLastBusyAnswerLeavesItInDoubt() {
        ListedTask theirs = of("THEIRS", Instant.EPOCH);
        tasks.listing()
                .starting(failing(status(409)))
                .listing(theirs)
                .listing(theirs)
                .listing(theirs)
                .listing(theirs);
        tasks.listing(of("LATE", Instant.EPOCH.plusSeconds(120)), theirs);

        StartUncertainException uncertain =
                catchThrowableOfType(StartUncertainException.class, () -> starts.start(ACTION, WHEN_BUSY));

        assertThat(uncertain.candidates()).containsExactly(of("LATE", Instant.EPOCH.plusSeconds(120)));
    }

    @Test
    void aStartWhoseTokenWasRenewedIsSentAgain() {
        tasks.listing()
                .starting(failing(new TokenRejectedException(status(401))))
                .starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "start");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRenewedTokenThatIsRejectedTooIsTold() {
        AnaplanApiException rejection = status(401);
        tasks.listing()
                .starting(failing(new TokenRejectedException(status(401))))
                .starting(failing(new TokenRejectedException(rejection)));

        assertThat(catchThrowable(this::start)).isSameAs(rejection);

        assertThat(tasks.calls).containsExactly("list", "start", "list", "start", "list");
    }

    @Test
    void aServerThatWantsToBeLeftAloneForLongIsAskedLaterWhetherThereIsATask() {
        AnaplanException throttled = status(429, Duration.ofSeconds(601));
        tasks.listing().starting(failing(throttled));

        assertThat(catchThrowable(this::start)).isSameAs(throttled).hasMessageContaining("for PT10M1S");

        assertThat(tasks.calls).containsExactly("list", "start", "list");
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(10));
    }

    /** As there was no look for its task yet, whether or not there was one before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptDuringThePauseAfterARefusalLeavesItInDoubt(boolean isListedBefore) {
        AnaplanException throttled = status(429);
        tasks.listing(isListedBefore ? List::of : failing(status(503)));
        tasks.listing(of("OURS", Instant.EPOCH)).starting(failing(throttled));
        time.in(Duration.ofSeconds(5), () -> Thread.currentThread().interrupt());

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(uncertain).hasCause(throttled);
        assertThat(tasks.calls).containsExactly("list", "start");
        if (isListedBefore) {
            assertThat(start()).as("what the next one finds").isEqualTo(OURS);
        } else {
            assertThat(candidates()).containsExactly("OURS");
        }
        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatClosesDuringThePauseAfterARefusalLeavesItInDoubt(boolean isListedBefore) {
        AnaplanException busy = status(409);
        tasks.listing(isListedBefore ? List::of : failing(status(503))).starting(failing(busy));
        time.in(Duration.ofMillis(1_500), lifecycle::beginClosing);

        StartUncertainException uncertain =
                catchThrowableOfType(StartUncertainException.class, () -> starts.start(ACTION, WHEN_BUSY));

        assertThat(uncertain).hasCause(busy);
        assertThat(tasks.calls).containsExactly("list", "start");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anInterruptOfTheStartLeavesItInDoubt() {
        AnaplanException interrupted = sent(TransportException.Kind.INTERRUPTED);
        tasks.listing().starting(() -> {
            Thread.currentThread().interrupt();
            throw interrupted;
        });

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(uncertain).hasCause(interrupted).hasMessageContaining("could not be listed");
        assertThat(tasks.calls).containsExactly("list", "start");
    }

    @Test
    void anInterruptBetweenTwoLooksEndsThemAndWhatWasSeenCounts() {
        tasks.listing().starting(failing(status(502))).listing(() -> {
            Thread.currentThread().interrupt();
            return List.of(of("OURS", Instant.EPOCH), of("THEIRS", Instant.EPOCH));
        });

        assertThat(candidates()).containsExactly("OURS", "THEIRS");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(tasks.calls).containsExactly("list", "start", "list");
    }

    /** What users' code, a JVM short of memory or a client that closes throws when the request has left. */
    static Stream<Throwable> anythingElse() {
        return Stream.of(
                new IllegalStateException("The client is closed"),
                new IllegalArgumentException("status 000"),
                new NullPointerException(),
                new StackOverflowError(),
                new OutOfMemoryError(),
                new IOException("thrown undeclared"));
    }

    @ParameterizedTest
    @MethodSource("anythingElse")
    void whateverIsThrownOnceItHasLeftLeavesItInDoubt(Throwable thrown) {
        tasks.listing().starting(() -> throwIt(thrown));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain).hasCause(thrown);
        assertThat(uncertain).hasMessageContaining(thrown.getClass().getName());
        assertThat(uncertain.taskMayBeRunning()).isTrue();
        assertThat(tasks.calls).containsExactly("list", "start", "list", "list", "list");
    }

    @ParameterizedTest
    @MethodSource("anythingElse")
    void whateverTheListsThrowAfterwardsLeavesItInDoubt(Throwable thrown) {
        AnaplanException lost = status(502);
        tasks.listing().starting(failing(lost)).listing(() -> throwIt(thrown));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain).hasCause(lost).hasMessageContaining("could not be listed");
    }

    @ParameterizedTest
    @MethodSource("anythingElse")
    void whateverIsThrownOnceItHasLeftTheTaskIsFound(Throwable thrown) {
        tasks.listing().starting(() -> throwIt(thrown)).listing(of("OURS", Instant.EPOCH));

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void aClientThatClosesWhileItStartsLeavesItInDoubt() {
        AnaplanException lost = sent(TransportException.Kind.CONNECTION_LOST);
        tasks.listing().starting(() -> {
            lifecycle.beginClosing();
            throw lost;
        });

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain).hasCause(lost).hasMessageContaining("could not be listed");
        assertThat(tasks.calls).containsExactly("list", "start");
    }

    @Test
    void aClientThatClosesBetweenTwoLooksEndsThemWithinASecond() {
        tasks.listing()
                .starting(failing(sent(TransportException.Kind.CONNECTION_LOST)))
                .listing();
        time.in(Duration.ofMillis(1_500), lifecycle::beginClosing);

        assertThat(catchThrowable(this::start)).isInstanceOf(StartUncertainException.class);

        assertThat(tasks.calls).containsExactly("list", "start", "list");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aClientThatClosesDuringAPauseEndsItWithinASecond() {
        tasks.listing().starting(failing(notSent(TransportException.Kind.CONNECT)));
        time.in(Duration.ofMillis(1_500), lifecycle::beginClosing);

        assertThatIllegalStateException().isThrownBy(this::start).withMessageContaining("closed");

        assertThat(tasks.calls).containsExactly("list", "start");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsThrownBeforeItLeavesMeansNotStarted() {
        RuntimeException noToken = new IllegalStateException("no token to be had");
        tasks.listing().notLeaving(noToken);

        assertThat(catchThrowable(this::start)).isSameAs(noToken);

        tasks.starting(OURS);
        assertThat(start()).isEqualTo(OURS); // so nothing is left unsettled
    }

    @Test
    void aLoginThatIsInDoubtIsNoStartInDoubt() {
        AnaplanException hungLogin = sent(TransportException.Kind.TIMEOUT);
        tasks.listing().notLeaving(hungLogin).starting(OURS);

        assertThat(catchThrowable(this::start)).isSameAs(hungLogin);
        assertThat(tasks.calls).containsExactly("list");
    }

    @Test
    void anInterruptDuringTheListBeforeKeepsTheStartFromLeaving() {
        tasks.listing(() -> {
            Thread.currentThread().interrupt();
            throw sent(TransportException.Kind.INTERRUPTED);
        });

        TransportException interrupted = catchThrowableOfType(TransportException.class, this::start);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
        assertThat(interrupted.mayHaveBeenSent()).isFalse();
        assertThat(tasks.calls).containsExactly("list");
    }

    @Test
    void anInterruptBeforehandKeepsTheStartFromLeaving() {
        Thread.currentThread().interrupt();

        TransportException interrupted = catchThrowableOfType(TransportException.class, this::start);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.mayHaveBeenSent()).isFalse();
        assertThat(tasks.calls).isEmpty();
    }

    @Test
    void aListBeforeThatFailsInAnyWayIsNoReasonNotToStart() {
        tasks.listing(failing(new IllegalStateException("no JSON of ours"))).starting(OURS);

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void theListBeforeHasOneMinuteAndTheLooksTogetherTwo() {
        List<Duration> bounds = new ArrayList<>();
        tasks.noting(bounds::add).listing().starting(failing(status(502))).listing(() -> {
            time.pass(Durations.shorter(Duration.ofSeconds(50), bounds.get(bounds.size() - 1)));
            throw sent(TransportException.Kind.TIMEOUT);
        });

        assertThat(candidates()).isEmpty();

        assertThat(bounds)
                .containsExactly(
                        Duration.ofMinutes(1), // before
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(65), // 120 - 50 - 5
                        Duration.ofSeconds(5)); // 65 - 50 - 10
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aServerThatWantsNothingForLongIsNotAskedWhatIsThereBefore() {
        limiter.throttled(Duration.ofMinutes(10));
        time.in(Duration.ofMinutes(1), () -> tasks.calls.add("a minute"));
        tasks.listing().starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("a minute", "start");
    }

    @Test
    void aServerThatWantsNothingForLongDoesNotLengthenTheLooks() {
        tasks.listing()
                .starting(() -> {
                    limiter.throttled(Duration.ofMinutes(10));
                    throw sent(TransportException.Kind.CONNECTION_LOST);
                })
                .listing(of("OURS", Instant.EPOCH));

        assertThat(candidates()).isEmpty();

        assertThat(tasks.calls).containsExactly("list", "start");
        assertThat(time.passed()).isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({"0, 15", "14, 15", "29, 15", "30, 30", "100, 90", "299, 105"})
    void afterASlowStartItIsLookedForLonger(int took, int lookedFor) {
        tasks.listing().starting(() -> {
            time.pass(Duration.ofSeconds(took));
            throw status(504);
        });

        assertThat(candidates()).isEmpty();

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(took + lookedFor));
    }

    @Test
    void theTaskOfADormantModelThatIsListedAfterAMinuteIsFound() {
        tasks.listing().starting(() -> {
            time.pass(Duration.ofMinutes(2));
            throw status(504);
        });
        tasks.listing(() -> time.passed().compareTo(Duration.ofSeconds(180)) < 0
                ? List.of()
                : List.of(of("OURS", Instant.EPOCH.plusSeconds(170))));

        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void aTaskThatWasGivenToACallerIsNeverGivenToAnother() {
        TaskRef first = ACTION.task("FIRST");
        tasks.listing().starting(first).starting(failing(sent(TransportException.Kind.CONNECTION_LOST)));
        tasks.listing().listing(of("FIRST", Instant.EPOCH)); // listed late: not before the second start

        assertThat(start()).isEqualTo(first);
        assertThat(candidates()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EARLIER", "earlier", "EARLIER-11", "Earlier-11"})
    void anAnswerThatNamesATaskFromBeforeIsNone(String named) {
        tasks.listing(of("EARLIER", Instant.EPOCH)).starting(ACTION.task(named));

        assertThat(candidates()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OURS", "ours", "OURS-11"})
    void anAnswerThatNamesATaskThatWasGivenAwayIsNone(String named) {
        tasks.listing().starting(OURS).starting(ACTION.task(named));

        assertThat(start()).isEqualTo(OURS);
        assertThat(candidates()).isEmpty();
    }

    @Test
    void twentyLostStartsOfOneClientHaveOneTaskBetweenThem() {
        // One of them was processed; nobody was told.
        tasks.listing().listing().listing(of("OURS", Instant.EPOCH));
        tasks.starting(failing(sent(TransportException.Kind.CONNECTION_LOST)));

        List<TaskRef> started = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try {
                started.add(start());
            } catch (StartUncertainException uncertain) {
                assertThat(uncertain.candidates()).isEmpty();
            }
        }

        assertThat(started).containsExactly(OURS);
    }

    @Test
    void aClientThatIsClosedStartsNothing() {
        lifecycle.beginClosing();

        assertThatIllegalStateException().isThrownBy(this::start).withMessageContaining("closed");

        assertThat(tasks.calls).isEmpty();
    }

    private static <T> T throwIt(Throwable thrown) {
        return StartOnceTest.<RuntimeException, T>sneakily(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable, T> T sneakily(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private TaskRef start() {
        return starts.start(ACTION, StartOptions.defaults());
    }

    private static Throwable toldOf(AnaplanException refusal) {
        return refusal instanceof TokenRejectedException ? refusal.getCause() : refusal;
    }

    private List<String> candidates() {
        return catchThrowableOfType(StartUncertainException.class, this::start).candidates().stream()
                .map(candidate -> candidate.task().taskId())
                .toList();
    }

    private static ListedTask of(String id, @Nullable Instant created) {
        return new ListedTask(ACTION.task(id), TaskState.IN_PROGRESS, created);
    }
}
