package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of the facts, written out pair by pair. */
class TransitionTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, NOT_STARTED, DOCUMENTED",
        "NOT_STARTED, IN_PROGRESS, DOCUMENTED",
        "NOT_STARTED, COMPLETE,    POSSIBLE",
        "NOT_STARTED, CANCELLING,  POSSIBLE",
        "NOT_STARTED, CANCELLED,   POSSIBLE",
        "NOT_STARTED, PAUSED,      IRREGULAR",
        "IN_PROGRESS, NOT_STARTED, IRREGULAR",
        "IN_PROGRESS, IN_PROGRESS, DOCUMENTED",
        "IN_PROGRESS, COMPLETE,    DOCUMENTED",
        "IN_PROGRESS, CANCELLING,  DOCUMENTED",
        "IN_PROGRESS, CANCELLED,   POSSIBLE",
        "IN_PROGRESS, PAUSED,      IRREGULAR",
        "COMPLETE,    NOT_STARTED, IRREGULAR",
        "COMPLETE,    IN_PROGRESS, IRREGULAR",
        "COMPLETE,    COMPLETE,    DOCUMENTED",
        "COMPLETE,    CANCELLING,  IRREGULAR",
        "COMPLETE,    CANCELLED,   IRREGULAR",
        "COMPLETE,    PAUSED,      IRREGULAR",
        "CANCELLING,  NOT_STARTED, IRREGULAR",
        "CANCELLING,  IN_PROGRESS, IRREGULAR",
        "CANCELLING,  COMPLETE,    POSSIBLE",
        "CANCELLING,  CANCELLING,  DOCUMENTED",
        "CANCELLING,  CANCELLED,   DOCUMENTED",
        "CANCELLING,  PAUSED,      IRREGULAR",
        "CANCELLED,   NOT_STARTED, IRREGULAR",
        "CANCELLED,   IN_PROGRESS, IRREGULAR",
        "CANCELLED,   COMPLETE,    IRREGULAR",
        "CANCELLED,   CANCELLING,  IRREGULAR",
        "CANCELLED,   CANCELLED,   DOCUMENTED",
        "CANCELLED,   PAUSED,      IRREGULAR",
        "PAUSED,      NOT_STARTED, POSSIBLE",
        "PAUSED,      IN_PROGRESS, POSSIBLE",
        "PAUSED,      COMPLETE,    POSSIBLE",
        "PAUSED,      CANCELLING,  POSSIBLE",
        "PAUSED,      CANCELLED,   POSSIBLE",
        "PAUSED,      PAUSED,      DOCUMENTED",
        "PAUSED,      RESUMING,    IRREGULAR"
    })
    void everyPairOfStatesIsJudged(String from, String to, Transition expected) {
        assertThat(Transition.between(TaskState.of(from), TaskState.of(to))).isEqualTo(expected);
    }
}
