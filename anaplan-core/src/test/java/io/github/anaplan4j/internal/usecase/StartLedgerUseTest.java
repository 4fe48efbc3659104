package io.github.anaplan4j.internal.usecase;

import static io.github.anaplan4j.internal.port.Failures.failing;
import static io.github.anaplan4j.internal.port.Failures.notSent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.LimitedTasks;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start writes down, and what the next one makes of it. */
class StartLedgerUseTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000007");
    private static final TaskRef OURS = ACTION.task("OURS");
    private static final Instant LAST_NIGHT = Instant.EPOCH.minus(Duration.ofHours(5));
    private static final String INTENDED = "start=1&sentAt=1970-01-01T00:00:00Z&before=&claimed=";

    private final ManualTime time = new ManualTime();
    private final FakeTasks tasks = new FakeTasks();
    private final Lifecycle lifecycle = new Lifecycle();
    private final TextLedger ledger = new TextLedger();
    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final RetryingRequests requests = new RetryingRequests(limiter, lifecycle, time);
    private final HandedOut handedOut = new HandedOut(ledger, Runnable::run);
    private final StartOnce starts = new StartOnce(
            LimitedTasks.once(tasks, requests), LimitedTasks.retrying(tasks, requests), handedOut, lifecycle, time);

    /** A ledger of one action that tells what happens to it, and can be made to fail. */
    private final class TextLedger implements StartLedger {
        private final List<String> written = new ArrayList<>();
        private @Nullable String text;
        private boolean isDurable = true;
        private boolean isHeld;
        private @Nullable Exception broken;

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException {
            if (isHeld) {
                return Optional.empty();
            }
            fail();
            isHeld = true;
            return Optional.of(new Slot() {
                @Override
                public Optional<String> read() throws IOException {
                    fail();
                    return Optional.ofNullable(text);
                }

                @Override
                public void write(String line) throws IOException {
                    fail();
                    text = line;
                    written.add(line);
                    tasks.calls.add(
                            line.contains("task=") ? "started" : line.contains("sentAt") ? "intended" : "settled");
                }

                @Override
                public void close() {
                    isHeld = false;
                }

                @Override
                public String toString() {
                    return "the line of this test";
                }
            });
        }

        private void fail() throws IOException {
            if (broken instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (broken != null) {
                throw (IOException) broken;
            }
        }

        @Override
        public String toString() {
            return "the ledger of this test";
        }

        @Override
        public boolean isDurable() {
            return isDurable;
        }
    }

    @Test
    void aStartIsIntendedBeforeItIsSentAndSettledAfter() {
        tasks.listing().starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "intended", "start", "settled");
        assertThat(ledger.text).isEqualTo("start=1&claimed=OURS");
        assertThat(ledger.isHeld).isFalse();
    }

    @Test
    void aStartThatWaitsForItsTurnIsNotYetIntended() {
        tasks.listing(() -> {
                    limiter.throttled(Duration.ofSeconds(30));
                    return List.of();
                })
                .starting(OURS);
        time.in(Duration.ofSeconds(29), () -> assertThat(ledger.text).isNull());

        assertThat(start()).isEqualTo(OURS);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(tasks.calls).containsExactly("list", "intended", "start", "settled");
        assertThat(ledger.written.get(0)).isEqualTo("start=1&sentAt=1970-01-01T00:00:30Z&before=&claimed=");
    }

    @Test
    void aListIsWorthNothingOnceTheStartHasWaitedForLong() {
        tasks.listing(() -> {
                    limiter.throttled(Duration.ofMinutes(5));
                    return List.of();
                })
                .starting(failing(status(504)))
                .listing(new ListedTask(OURS, TaskState.NOT_STARTED, Instant.EPOCH.plus(Duration.ofMinutes(3))));

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(uncertain.candidates()).extracting(ListedTask::task).containsExactly(OURS);
    }

    @Test
    void aStartWhoseTurnDoesNotComeLeavesNoTrace() {
        tasks.listing(() -> {
            for (int minute = 0; minute < 40; minute++) {
                time.in(Duration.ofMinutes(minute), () -> limiter.throttled(Duration.ofMinutes(9)));
            }
            limiter.throttled(Duration.ofMinutes(9));
            return List.of();
        });

        TransportException inVain = catchThrowableOfType(TransportException.class, this::start);

        assertThat(inVain.mayHaveBeenSent()).isFalse();
        assertThat(tasks.calls).containsExactly("list");
        assertThat(ledger.text).isNull();
    }

    @Test
    void aStartThatWasSurelyNotMadeIsSettledBeforeItIsTriedAgain() {
        tasks.listing().starting(failing(notSent(TransportException.Kind.CONNECT)));
        tasks.starting(failing(notSent(TransportException.Kind.TIMEOUT)));

        assertThat(catchThrowable(this::start)).isInstanceOf(TransportException.class);

        assertThat(tasks.calls)
                .containsExactly("list", "intended", "start", "settled", "list", "intended", "start", "settled");
        assertThat(ledger.text).isEqualTo("start=1&claimed=");
    }

    @Test
    void aStartThatWasRefusedIsIntendedUntilTheListSaysThatNothingIsThere() {
        tasks.listing().starting(failing(status(429))).starting(failing(status(403)));

        assertThat(catchThrowable(this::start)).isInstanceOf(AnaplanApiException.class);

        assertThat(tasks.calls)
                .containsExactly(
                        "list", "intended", "start", "list", "settled", "intended", "start", "list", "settled");
        assertThat(ledger.text).isEqualTo("start=1&claimed=");
    }

    @Test
    void aRefusedStartWithANewTaskThereStaysInDoubtThoughTheProgramEnds() {
        tasks.listing().starting(failing(status(429))).listing(of("NEW", Instant.EPOCH));

        assertThat(candidates()).containsExactly("NEW");

        assertThat(ledger.text)
                .isEqualTo("start=1&sentAt=1970-01-01T00:00:00Z&before=&claimed=&doubtedAt=1970-01-01T00:00:10Z");
        assertThat(ledger.isHeld).isFalse();
    }

    @Test
    void aDoubtThatCannotBeWrittenDownIsToldAllTheSame() {
        tasks.listing().starting(failing(status(403))).listing(() -> {
            ledger.broken = new IOException("no space left");
            return List.of(of("NEW", Instant.EPOCH));
        });

        assertThat(candidates()).containsExactly("NEW");

        assertThat(ledger.text).isEqualTo(INTENDED);
    }

    @Test
    void aRunIsUnsettledUntilItsEndIsKnown() {
        tasks.listing().starting(OURS);

        try (StartedTask started = starts.begin(ACTION, StartOptions.defaults())) {
            assertThat(started.task()).isEqualTo(OURS);
            assertThat(ledger.text).contains("task=OURS");
            assertThat(ledger.isHeld).isTrue();
            assertThat(catchThrowable(this::start))
                    .isInstanceOf(StartLedgerException.class)
                    .hasMessageContaining("another start or run");

            started.settle(outcome());
        }

        assertThat(tasks.calls).containsExactly("list", "intended", "start", "started", "settled");
        assertThat(ledger.isHeld).isFalse();
        assertThat(ledger.text).isEqualTo("start=1&claimed=OURS");
    }

    @Test
    void aRunWhoseEndIsNotKnownIsGoneOnWith() {
        tasks.listing().starting(OURS);
        starts.begin(ACTION, StartOptions.defaults()).close(); // or the program died

        try (StartedTask again = starts.begin(ACTION, StartOptions.defaults())) {
            assertThat(again.task()).isEqualTo(OURS);
            again.settle(outcome());
        }

        assertThat(tasks.calls).containsExactly("list", "intended", "start", "started", "started", "settled");
    }

    @Test
    void aStartAfterARunThatDiedTakesItsTaskOver() {
        ledger.text = "start=1&sentAt=1970-01-01T00:00:00Z&task=OURS&claimed=";

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("settled");
        assertThat(ledger.text).isEqualTo("start=1&claimed=OURS");
    }

    @Test
    void inMemoryARunLeavesTheNextAlone() {
        ledger.isDurable = false;
        tasks.listing().starting(OURS);

        try (StartedTask started = starts.begin(ACTION, StartOptions.defaults())) {
            assertThat(ledger.isHeld).isFalse();
            started.settle(outcome());
        }

        assertThat(tasks.calls).containsExactly("list", "intended", "start", "settled");
    }

    @Test
    void theTaskOfAProgramThatDiedInItsStartIsReturnedInsteadOfAnotherRun() {
        ledger.text = INTENDED;
        time.pass(Duration.ofMinutes(1));
        tasks.listing(of("OURS", Instant.EPOCH.plusSeconds(3)));

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "settled");
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(1)); // a task that old would be listed
    }

    @Test
    void aProgramThatDiedJustNowIsLookedAfterForAsLongAsALostAnswer() {
        ledger.text = INTENDED;
        tasks.listing(of("OURS", Instant.EPOCH)).listing(of("OURS", Instant.EPOCH), of("THEIRS", Instant.EPOCH));

        assertThat(candidates()).containsExactly("OURS", "THEIRS");

        assertThat(tasks.calls).containsExactly("list", "list", "list");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void whatIsNotClearedUpSendsNothingUntilSomebodySaysSo() {
        tasks.listing().starting(failing(status(502))).starting(OURS);
        StartUncertainException first = catchThrowableOfType(StartUncertainException.class, this::start);
        tasks.calls.clear();
        time.pass(Duration.ofHours(9));

        StartUncertainException second = catchThrowableOfType(StartUncertainException.class, this::start);

        assertThat(second.sentAt()).isEqualTo(first.sentAt());
        assertThat(second)
                .hasNoCause()
                .hasMessageContaining("Nothing was sent now")
                .hasMessageContaining("settleStart() on a client with this ledger of starts, the ledger of this test.")
                .hasMessageContaining("From an hour after that start on");
        assertThat(tasks.calls).containsExactly("list");

        starts.settle(ACTION);
        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void aTaskThatAppearsHoursLaterIsThatOfTheStartInDoubt() {
        tasks.listing(() -> time.passed().compareTo(Duration.ofHours(1)) < 0
                        ? List.of()
                        : List.of(of("OURS", Instant.EPOCH.plusSeconds(40))))
                .starting(failing(status(502)));
        assertThat(candidates()).isEmpty();
        time.pass(Duration.ofHours(9));

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @Test
    void afterAStartThatWasNeverClearedUpALateTaskIsNobodys() {
        tasks.listing().listing().listing().listing().starting(failing(status(502)));
        assertThat(candidates()).isEmpty();
        starts.settle(ACTION);
        // The second start gets lost as well; the task of the first appears.
        tasks.listing().listing(of("OF_THE_FIRST", Instant.EPOCH.plusSeconds(16)));

        assertThat(candidates()).containsExactly("OF_THE_FIRST");
    }

    @Test
    void whatWasThereBeforeIsNotTakenForTheTaskOfAProgramThatDied() {
        ledger.text = "start=1&sentAt=1970-01-01T00:00:00Z&before=EARLIER&claimed=GIVEN";
        time.pass(Duration.ofMinutes(1));
        tasks.listing(
                of("EARLIER", Instant.EPOCH),
                of("GIVEN", Instant.EPOCH),
                of("OLD", Instant.EPOCH.minus(Duration.ofHours(1))));

        assertThat(candidates()).isEmpty();
    }

    @Test
    void whatSomebodyElseStartedLongAfterwardsIsNotTakenForIt() {
        ledger.text = INTENDED;
        time.pass(Duration.ofHours(9));
        tasks.listing(of("THEIRS", Instant.EPOCH.plus(Duration.ofMinutes(31))), of("OURS", Instant.EPOCH));

        assertThat(start()).isEqualTo(OURS);

        ledger.text = INTENDED + "OURS";
        assertThat(candidates()).containsExactly("THEIRS"); // for nobody knows what time it is there
    }

    /** By how many seconds the clock there is ahead, and when a task may be that of the start by that clock. */
    @ParameterizedTest
    @CsvSource({"0, -10", "0, 1800", "3600, 3590", "3600, 5400", "-120, -130", "-3600, -300"})
    void theTaskOfAProgramThatDiedIsToldByTheClockThere(int ahead, int created) {
        ledger.text = INTENDED + "&ahead=" + Duration.ofSeconds(ahead);
        time.pass(Duration.ofHours(9));
        tasks.ahead(Duration.ofHours(3)).listing(of("OURS", Instant.EPOCH.plusSeconds(created)));

        assertThat(start()).isEqualTo(OURS);
    }

    @ParameterizedTest
    @CsvSource({"0, -11", "0, 1801", "3600, 3589", "3600, 5401", "-3600, -301", "-3600, -4200"})
    void whatMayBeOfAnotherTimeThereIsACandidateAlone(int ahead, int created) {
        ledger.text = INTENDED + "&ahead=" + Duration.ofSeconds(ahead);
        time.pass(Duration.ofHours(9));
        tasks.listing(of("OURS", Instant.EPOCH.plusSeconds(created)));

        assertThat(candidates()).containsExactly("OURS");
    }

    @Test
    void theTimeThereIsWrittenDownWithAStart() {
        tasks.ahead(Duration.ofHours(-2))
                .listing(
                        of("LATEST", Instant.EPOCH.minusSeconds(7_200)),
                        of("SINCE", Instant.EPOCH.minusSeconds(7_800)),
                        of("OLD", Instant.EPOCH.minusSeconds(7_801)))
                .starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(ledger.written.get(0))
                .startsWith("start=1&sentAt=1970-01-01T00:00:00Z&ahead=PT-2H&before=")
                .contains("LATEST", "SINCE")
                .doesNotContain("OLD");
        assertThat(ledger.text).isEqualTo("start=1&claimed=OURS");
    }

    @Test
    void withoutAListBeforeTheTasksOfAProgramThatDiedAreCandidates() {
        ledger.text = "start=1&sentAt=1970-01-01T00:00:00Z&claimed=";
        time.pass(Duration.ofMinutes(1));
        tasks.listing(of("OURS", Instant.EPOCH));

        assertThat(candidates()).containsExactly("OURS");
    }

    @Test
    void recoveringTellsTheTaskAndThenThatNothingIsUnsettled() {
        ledger.text = INTENDED;
        time.pass(Duration.ofMinutes(1));
        tasks.listing(of("OURS", Instant.EPOCH));

        assertThat(starts.recover(ACTION)).contains(OURS);
        assertThat(starts.recover(ACTION)).isEmpty();

        assertThat(tasks.calls).containsExactly("list", "settled");
    }

    @Test
    void recoveringInDoubtLeavesItUnsettled() {
        ledger.text = INTENDED;
        time.pass(Duration.ofMinutes(1));
        tasks.listing();

        assertThat(catchThrowable(() -> starts.recover(ACTION))).isInstanceOf(StartUncertainException.class);
        assertThat(ledger.text).isEqualTo(INTENDED);
        assertThat(ledger.isHeld).isFalse();
    }

    /** A program that died before its POST, as the list says an hour later. */
    @Test
    void whatIsInNoListAnHourLaterWasNotStartedAndIsStartedNow() {
        ledger.text = "start=1&sentAt=1970-01-01T00:00:00Z&ahead=PT0S&before=EARLIER&claimed=GIVEN";
        time.pass(Duration.ofHours(1));
        tasks.ahead(Duration.ZERO)
                .listing(of("EARLIER", LAST_NIGHT), of("GIVEN", LAST_NIGHT.minusSeconds(1)))
                .starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(tasks.calls).containsExactly("list", "settled", "list", "intended", "start", "settled");
        assertThat(ledger.text).isEqualTo("start=1&claimed=OURS,GIVEN");
    }

    @Test
    void recoveringAnHourLaterTellsThatNothingWasStarted() {
        ledger.text = "start=1&sentAt=1970-01-01T00:00:00Z&ahead=PT0S&before=EARLIER&claimed=";
        time.pass(Duration.ofHours(1));
        tasks.ahead(Duration.ZERO).listing(of("EARLIER", LAST_NIGHT));

        assertThat(starts.recover(ACTION)).isEmpty();

        assertThat(ledger.text).isEqualTo("start=1&claimed=");
        assertThat(ledger.isHeld).isFalse();
    }

    /** By the clock there, as ours and that of the program that died may be wrong in any way. */
    @ParameterizedTest
    @CsvSource({"PT1H30M, -PT1H, 12600", "-PT1H, PT0S, 0", "PT0S, PT1H, 0", "PT0S, PT0S, 3600"})
    void theHourIsThatOfTheServersClock(String ahead, Duration aheadNow, int seconds) {
        String text = "start=1&sentAt=1970-01-01T00:00:00Z&ahead=" + ahead + "&before=EARLIER&claimed=";
        ledger.text = text;
        time.pass(Duration.ofSeconds(seconds));
        tasks.ahead(aheadNow).listing(of("EARLIER", LAST_NIGHT));

        assertThat(starts.recover(ACTION)).isEmpty();

        ledger.text = text.replace("00:00:00Z", "00:01:00Z");
        assertThat(catchThrowable(() -> starts.recover(ACTION))).isInstanceOf(StartUncertainException.class);
    }

    @Test
    void whereTheClockThereIsNotToldNothingIsRuledOut() {
        ledger.text = "start=1&sentAt=1970-01-01T00:00:00Z&ahead=PT0S&before=EARLIER&claimed=";
        time.pass(Duration.ofHours(9));
        tasks.listing(of("EARLIER", LAST_NIGHT));

        assertThat(catchThrowable(() -> starts.recover(ACTION))).isInstanceOf(StartUncertainException.class);
    }

    @Test
    void theLatestTaskBeforeIsWrittenDownHoweverOldItIs() {
        tasks.listing(of("EARLIER", LAST_NIGHT), of("OLD", LAST_NIGHT.minusSeconds(1)))
                .starting(OURS);

        assertThat(start()).isEqualTo(OURS);

        assertThat(ledger.written.get(0)).isEqualTo("start=1&sentAt=1970-01-01T00:00:00Z&before=EARLIER&claimed=");
    }

    /** Whatever could hide a run of ours from the list, or make somebody else's look like none. */
    static Stream<Arguments> whatLeavesItInDoubt() {
        String intended = "start=1&sentAt=1970-01-01T00:00:00Z&ahead=PT0S&claimed=&before=";
        ListedTask earlier = of("EARLIER", LAST_NIGHT);
        return Stream.of(
                arguments("too early", intended + "EARLIER", 3_599, List.of(earlier)),
                arguments(
                        "nobody knows when it was, by the clock there",
                        intended.replace("ahead=PT0S&", "") + "EARLIER",
                        90_000,
                        List.of(earlier)),
                arguments(
                        "the clock of the program that died was behind",
                        intended.replace("PT0S", "PT1H30M") + "EARLIER",
                        8_999,
                        List.of(earlier)),
                arguments("nobody knows what was there", intended.replace("&before=", ""), 3_600, List.of(earlier)),
                arguments("an empty list proves nothing", intended + "EARLIER", 3_600, List.of()),
                arguments("nor does it where there was nothing", intended, 3_600, List.of()),
                arguments("what was there is forgotten", intended + "EARLIER", 90_000, List.of(of("OLD", LAST_NIGHT))),
                arguments(
                        "a wrong clock of ours then makes it look older",
                        intended + "EARLIER",
                        3_600,
                        List.of(of("NEW", Instant.EPOCH.minusSeconds(3_000)), earlier)),
                arguments(
                        "or much later",
                        intended + "EARLIER",
                        90_000,
                        List.of(of("NEW", Instant.EPOCH.plusSeconds(40_000)), earlier)),
                arguments(
                        "nobody knows when it was made",
                        intended + "EARLIER",
                        3_600,
                        List.of(earlier, of("UNKNOWN", null))),
                arguments(
                        "it was refused, and there was something new",
                        intended + "EARLIER&doubtedAt=1970-01-01T00:00:01Z",
                        90_000,
                        List.of(earlier)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatLeavesItInDoubt")
    void anythingElseStaysInDoubt(String why, String text, int seconds, List<ListedTask> listed) {
        ledger.text = text;
        time.pass(Duration.ofSeconds(seconds));
        tasks.ahead(Duration.ZERO).listing(() -> listed);

        assertThat(catchThrowable(this::start)).as(why).isInstanceOf(StartUncertainException.class);

        assertThat(tasks.calls).containsExactly("list");
        assertThat(ledger.text).isEqualTo(text);
    }

    @Test
    void aListThatCannotBeReadProvesNothingEither() {
        ledger.text = "start=1&sentAt=1970-01-01T00:00:00Z&before=EARLIER&claimed=";
        time.pass(Duration.ofHours(2));
        tasks.listing(failing(status(503)));

        assertThat(candidates()).isEmpty();
        assertThat(tasks.calls).containsExactly("list");
    }

    @Test
    void whatCannotBeWrittenDownIsNotSent() {
        IOException full = new IOException("no space left");
        tasks.listing(() -> {
            ledger.broken = full;
            return List.of();
        });

        StartLedgerException refused = catchThrowableOfType(StartLedgerException.class, this::start);

        assertThat(refused).hasCause(full).hasMessageContaining("no space left");
        assertThat(refused.action()).isEqualTo(ACTION);
        assertThat(refused.outcome()).isEmpty();
        assertThat(refused.taskMayBeRunning()).isFalse();
        assertThat(tasks.calls).containsExactly("list");
        assertThat(ledger.isHeld).isFalse();
    }

    @Test
    void aTaskThatCannotBeWrittenDownIsGivenToTheNextAndNotToTwo() {
        IOException full = new IOException("no space left");
        tasks.listing().starting(() -> {
            ledger.broken = full;
            return OURS;
        });

        StartUncertainException uncertain = catchThrowableOfType(StartUncertainException.class, this::start);
        assertThat(uncertain)
                .hasCause(full)
                .hasMessageContaining("its task is " + OURS)
                .hasMessageContaining("the ledger of starts, the ledger of this test, cannot be written")
                .hasMessageContaining("no space left")
                .hasMessageNotContaining("somebody else");
        assertThat(uncertain.candidates()).extracting(ListedTask::task).containsExactly(OURS);

        ledger.broken = null;
        tasks.listing(of("OURS", Instant.EPOCH));
        assertThat(start()).isEqualTo(OURS);
        assertThat(tasks.calls).containsOnlyOnce("start");
    }

    @Test
    void anOutcomeThatCannotBeWrittenDownIsToldAndNotLost() {
        tasks.listing().starting(OURS);
        IOException full = new IOException("no space left");

        try (StartedTask started = starts.begin(ACTION, StartOptions.defaults())) {
            ledger.broken = full;
            StartLedgerException told =
                    catchThrowableOfType(StartLedgerException.class, () -> started.settle(outcome()));

            assertThat(told).hasCause(full).hasMessageContaining("once more");
            assertThat(told.outcome()).contains(outcome());
            assertThat(told.action()).isEqualTo(ACTION);
            assertThat(told.taskMayBeRunning()).isFalse();
        }

        assertThat(ledger.text).contains("task=OURS");
    }

    private static TaskOutcome outcome() {
        return TaskOutcome.of(
                OURS,
                new TaskStatus("OURS", TaskState.COMPLETE, null, null, null, null, null),
                SuccessCriterion.strict());
    }

    @ParameterizedTest
    @ValueSource(strings = {"start=7", "?", ""})
    void whatCannotBeReadIsToldAndCanBeSettled(String text) {
        ledger.text = text;

        assertThat(catchThrowable(this::start))
                .isInstanceOf(StartLedgerException.class)
                .hasMessageContaining(
                        "the line of this test: " + (text.isEmpty() ? "it is empty" : "it does not begin"))
                .hasMessageContaining("settleStart()");
        assertThat(tasks.calls).isEmpty();
        assertThat(ledger.isHeld).isFalse();

        starts.settle(ACTION);
        tasks.listing().starting(OURS);
        assertThat(start()).isEqualTo(OURS);
    }

    @Test
    void aLedgerThatThrowsAnythingElseDoesNotLetItGoEither() {
        ledger.broken = new IllegalStateException("no connection in the pool");

        assertThat(catchThrowable(this::start))
                .isInstanceOf(StartLedgerException.class)
                .hasCause(ledger.broken);

        ledger.broken = null;
        tasks.listing().starting(() -> {
            ledger.broken = new IllegalStateException("no connection in the pool");
            return OURS;
        });
        assertThat(candidates()).containsExactly("OURS");
    }

    @Test
    void aLedgerThatDoesNotOpenIsTold() {
        ledger.broken = new IOException("no such directory");

        assertThat(catchThrowable(this::start))
                .isInstanceOf(StartLedgerException.class)
                .hasCause(ledger.broken)
                .hasMessageContaining("no such directory");
    }

    @Test
    void aClientThatClosesEndsTheWaitForATurn() {
        ledger.isHeld = true;
        List<Throwable> thrown = new ArrayList<>();
        lifecycle.beginClosing();

        thrown.add(catchThrowable(this::start));

        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private TaskRef start() {
        return starts.start(ACTION, StartOptions.defaults());
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
