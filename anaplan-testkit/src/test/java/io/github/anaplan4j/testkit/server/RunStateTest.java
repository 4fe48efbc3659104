package io.github.anaplan4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of states, written down a second time. */
class RunStateTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, IN_PROGRESS CANCELLING",
        "IN_PROGRESS, IN_PROGRESS CANCELLING COMPLETE",
        "CANCELLING, COMPLETE CANCELLED",
        "COMPLETE, ''",
        "CANCELLED, ''"
    })
    void whatMayFollow(RunState state, String expected) {
        String following = String.join(
                " ",
                Arrays.stream(RunState.values())
                        .filter(state::mayBecome)
                        .map(RunState::name)
                        .toList());

        assertThat(following).isEqualTo(expected);
        assertThat(state.isFinal()).isEqualTo(expected.isEmpty());
    }

    @Test
    void afterATextByHandWithoutADocumentedStateAnyMayFollow() {
        assertThat(RunState.values())
                .allMatch(new RawAnswer("{\"taskState\":\"PAUSED\"}", "")::mayBecome)
                .allMatch(new RawAnswer("no JSON", "")::mayBecome)
                .noneMatch(new RawAnswer("{\"taskState\":\"COMPLETE\"}", "")::mayBecome);
    }
}
