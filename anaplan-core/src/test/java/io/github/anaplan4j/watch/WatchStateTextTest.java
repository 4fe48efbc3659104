package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchStateTextTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00.123456789Z");
    private static final WatchState STATE = new WatchState(
            TASK,
            7,
            2,
            FailureKind.NOT_FOUND,
            1,
            Duration.ofMillis(50_250),
            Duration.ofMillis(61_500),
            NOW,
            NOW.plusSeconds(5),
            NOW.plusSeconds(9),
            Duration.ofSeconds(40),
            Duration.ofSeconds(10),
            new TaskStatus(
                    "5B88",
                    TaskState.IN_PROGRESS,
                    "Step 1 & 2 = \"half\" done …\n100 %",
                    0.1,
                    NOW,
                    "Ada Example",
                    null),
            Map.of());

    @Test
    void whatIsStoredComesBack() {
        assertThat(WatchState.parse(STATE.toText())).isEqualTo(STATE);
        WatchState fresh = WatchState.start(TASK, NOW);
        assertThat(WatchState.parse(fresh.toText())).isEqualTo(fresh);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "%s\r\n", " \t%s ", "\uFEFF%s", "\"%s\"", "'%s'\n"})
    void whatShellsAndEditorsPutAroundTheLineDoesNotMatter(String stored) {
        assertThat(WatchState.parse(stored.replace("%s", STATE.toText()))).isEqualTo(STATE);
    }

    @Test
    void theTextIsOneLineOfAscii() {
        assertThat(STATE.toText()).isPrintable().isASCII().startsWith("watch=1&task=workspaces%2F8a81%2F");
    }

    @Test
    void textOfTheFirstVersionIsReadForever() {
        assertThat(WatchState.parse(
                        "watch=1&task=workspaces%2F8a81%2Fmodels%2F75A4%2Fprocesses%2F118000000002%2Ftasks%2F5B88"
                                + "&polls=7&failures=2&failure=NOT_FOUND&sameFailures=1&elapsed=PT1M1.5S"
                                + "&asOf=2026-01-01T10%3A00%3A00.123456789Z"
                                + "&notBefore=2026-01-01T10%3A00%3A05.123456789Z"
                                + "&changedAt=PT40S&runningAt=PT10S&state=PAUSED"))
                .isEqualTo(new WatchState(
                        TASK,
                        7,
                        2,
                        FailureKind.NOT_FOUND,
                        1,
                        null,
                        Duration.ofMillis(61_500),
                        NOW,
                        NOW.plusSeconds(5),
                        NOW.plusSeconds(5),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(10),
                        new TaskStatus(null, TaskState.of("PAUSED"), null, null, null, null, null),
                        Map.of()));
    }

    @Test
    void namesOfALaterVersionAreIgnoredAndWrittenBack() {
        WatchState state = WatchState.parse(STATE.toText() + "&mood=f%26ne&flag");

        assertThat(state).usingRecursiveComparison().ignoringFields("unknown").isEqualTo(STATE);
        Observation failed = new Observation.PollFailed(FailureKind.TIMEOUT);
        WatchState later = state.after(failed, Duration.ofMinutes(2), NOW.plusSeconds(60))
                .at(Duration.ofMinutes(3), NOW.plusSeconds(120))
                .waiting(NOW.plusSeconds(130), NOW.plusSeconds(130));
        assertThat(later.toText()).endsWith("&mood=f%26ne");
        assertThat(WatchState.parse(later.toText())).isEqualTo(later);
    }

    @Test
    void aKindOfFailureOfALaterVersionIsSomethingElse() {
        String text = STATE.toText().replace("failure=NOT_FOUND", "failure=GATEWAY_BLOCKED");

        assertThat(WatchState.parse(text).lastFailure()).isEqualTo(FailureKind.OTHER);
        assertThat(WatchState.parse(text).consecutiveFailures()).isEqualTo(STATE.consecutiveFailures());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "watch=2&task=x",
                "watch=1",
                "watch=1&task=x",
                "watch=1&task=%",
                "watch=1&task=workspaces%2F1%2Fmodels%2F2%2Fprocesses%2F3%2Ftasks%2F4&polls=many",
                "watch=1&task=workspaces%2F1%2Fmodels%2F2%2Fprocesses%2F3%2Ftasks%2F4"
                        + "&polls=-1&failures=0&sameFailures=0&elapsed=PT0S&asOf=2026-01-01T10%3A00%3A00Z"
                        + "&notBefore=2026-01-01T10%3A00%3A00Z&changedAt=PT0S",
                "watch=1&task=workspaces%2F1%2Fmodels%2F2%2Fprocesses%2F3%2Ftasks%2F4"
                        + "&polls=1&failures=0&sameFailures=0&elapsed=soon&asOf=2026-01-01T10%3A00%3A00Z"
                        + "&notBefore=2026-01-01T10%3A00%3A00Z&changedAt=PT0S"
            })
    void whatIsNoStoredWatchIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WatchState.parse(text))
                .withMessageContaining("WatchState.toText()");
    }
}
