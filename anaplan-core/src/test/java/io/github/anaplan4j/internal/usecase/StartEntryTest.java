package io.github.anaplan4j.internal.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartEntryTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");
    private static final Instant AT = Instant.parse("2026-11-26T01:00:00.123Z");

    @Test
    void eachStateIsALineThatReadsBack() {
        StartEntry none = StartEntry.none();
        StartEntry settled = none.intended(AT, null, List.of()).settled(ACTION.task("T1"));
        StartEntry intended =
                settled.intended(AT, Duration.ofMillis(-1_500), List.of(listed("a,b&c=d", AT), listed("B", null)));
        StartEntry unlisted = settled.intended(AT, null, null);
        StartEntry started = intended.started(ACTION.task("ü~,"));
        StartEntry handedOut = intended.handedOut(ACTION.task("T2"));
        StartEntry doubted = intended.settledByHand(ACTION, AT.plusSeconds(9));

        for (StartEntry entry : List.of(none, settled, intended, unlisted, started, handedOut, doubted)) {
            assertThat(StartEntry.parse(entry.toText())).isEqualTo(entry);
            assertThat(entry.toText()).startsWith("start=1").matches("[!-~]+");
        }
        assertThat(settled.toText()).isEqualTo("start=1&claimed=T1");
        assertThat(started.toText()).isEqualTo("start=1&sentAt=2026-11-26T01:00:00.123Z&task=%C3%BC%7E%2C&claimed=T1");
        assertThat(handedOut.toText()).isEqualTo("start=1&sentAt=2026-11-26T01:00:00.123Z&task=T2&claimed=");
        assertThat(started.settled(ACTION.task("T2")).toText()).isEqualTo("start=1&claimed=T2,T1");
    }

    @Test
    void aSeatIsOfTheUnsettledStartOrOfAnyIfAllIsSettled() {
        StartEntry seated = StartEntry.none().intended(AT, null, null).handedOut(ACTION.task("T1"));

        assertThat(StartEntry.none().isOf(seated)).isTrue();
        assertThat(StartEntry.none().intended(AT, null, null).isOf(seated)).isTrue();
        assertThat(StartEntry.none().intended(AT.plusNanos(1), null, null).isOf(seated))
                .isFalse();
    }

    @Test
    void ofAMemberThatComesTwiceTheFirstCounts() {
        assertThat(StartEntry.parse("start=1&task=T1&task=T2").taskId()).isEqualTo("T1");
    }

    @Test
    void whatALaterVersionAddsStaysAsItIsWhateverHappens() {
        StartEntry later = StartEntry.parse("start=1&sentAt=2026-11-26T01:00:00Z&owner=a%2Cb&flag&claimed=T1&more=");

        for (StartEntry entry : List.of(
                later,
                later.intended(AT, null, List.of(listed("B", AT))),
                later.started(ACTION.task("T2")),
                later.notStarted(),
                later.doubted(AT),
                later.settled(ACTION.task("T2")),
                later.settledByHand(ACTION, AT),
                StartEntry.parse(later.toText()))) {
            assertThat(entry.toText()).contains("&claimed=").endsWith("&owner=a%2Cb&more=");
        }
        assertThat(later.notStarted().claimed()).containsExactly("T1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "start=2",
                "claimed=T1",
                "start=1&sentAt=yesterday",
                "start=1&task=",
                "start=1&ahead=1",
                "%",
                "start=1&sentAt=+1000000000-12-31T23:59:59Z",
                "start=1&doubtedAt=-1000000000-01-01T00:00:00Z",
                "start=1&ahead=PT2562047788015215H",
                "start=1&ahead=-PT2562047788015215H"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StartEntry.parse(text));
    }

    @Test
    void theLatestHundredTasksThatWereGivenAwayAreKept() {
        StartEntry entry = StartEntry.none();
        for (int i = 1; i <= 150; i++) {
            entry = entry.settled(ACTION.task("T" + i));
        }

        assertThat(entry.claimed()).hasSize(100).startsWith("T150", "T149").endsWith("T51");
        assertThat(entry.settled(ACTION.task("T149")).claimed())
                .hasSize(100)
                .startsWith("T149", "T150")
                .endsWith("T51");
    }

    @Test
    void ofTheTasksBeforeThoseAreKeptThatCouldBeTakenForTheStartedOne() {
        StartEntry entry = StartEntry.none()
                .intended(
                        AT,
                        null,
                        List.of(
                                listed("NEW", AT),
                                listed("UNKNOWN", null),
                                listed("OLD", AT.minus(Duration.ofMinutes(11)))));

        assertThat(entry.before()).containsExactlyInAnyOrder("NEW", "UNKNOWN");
        assertThat(List.of("NEW", "UNKNOWN", "OTHER").stream().map(id -> entry.mayBeNew(listed(id, AT))))
                .containsExactly(false, false, true);
        assertThat(entry.mayBeNew(listed("OLD", AT.minus(Duration.ofMinutes(11)))))
                .isFalse();
    }

    @Test
    void ifThereAreTooManyNobodyKnowsWhatWasThere() {
        List<ListedTask> many =
                IntStream.range(0, 201).mapToObj(i -> listed("T" + i, AT)).toList();

        assertThat(StartEntry.none().intended(AT, null, many).before()).isNull();
        assertThat(StartEntry.none().intended(AT, null, many.subList(0, 200)).before())
                .hasSize(200);
    }

    @Test
    void aStartThatWasNeverClearedUpCastsDoubtForAnHour() {
        StartEntry settled = StartEntry.none().intended(AT, null, null).settledByHand(ACTION, AT.plusSeconds(60));

        assertThat(settled.sentAt()).isNull();
        assertThat(settled.isDoubtful(AT.plusSeconds(60 + 3_599))).isTrue();
        assertThat(settled.isDoubtful(AT.plusSeconds(60 + 3_600))).isFalse();
        assertThat(StartEntry.none().settledByHand(ACTION, AT).isDoubtful(AT)).isFalse();
    }

    @Test
    void aTaskThatIsSettledByHandIsGivenToNobody() {
        StartEntry settled = StartEntry.none()
                .intended(AT, null, null)
                .started(ACTION.task("T1"))
                .settledByHand(ACTION, AT);

        assertThat(settled.isClaimed(ACTION.task("T1"))).isTrue();
        assertThat(settled.isDoubtful(AT)).isFalse();
    }

    @Test
    void theTasksBeforeAreKnownInAnyCaseAndWithASuffix() {
        StartEntry entry = StartEntry.none().intended(AT, null, List.of(listed("AB12", AT)));

        assertThat(List.of("AB12", "ab12", "AB12-11", "AB123", "AB1").stream()
                        .map(id -> entry.mayBeNew(listed(id, AT))))
                .containsExactly(false, false, false, true, true);
    }

    private static ListedTask listed(String id, @Nullable Instant created) {
        return new ListedTask(ACTION.task(id), TaskState.COMPLETE, created);
    }
}
