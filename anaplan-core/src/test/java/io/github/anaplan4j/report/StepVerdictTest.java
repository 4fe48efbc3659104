package io.github.anaplan4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskResult;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepVerdictTest {
    static Stream<Arguments> results() {
        return Stream.of(
                Arguments.of(null, StepVerdict.NOT_REPORTED),
                Arguments.of(result(null, true), StepVerdict.NOT_KNOWN),
                Arguments.of(result(false, true), StepVerdict.FAILED),
                Arguments.of(result(true, true), StepVerdict.SUCCEEDED_WITH_REJECTED_ROWS),
                Arguments.of(result(true, false), StepVerdict.SUCCEEDED));
    }

    @ParameterizedTest
    @MethodSource("results")
    void eachResultHasOneVerdict(@Nullable TaskResult result, StepVerdict verdict) {
        assertThat(StepVerdict.of(new ReportedStep("1", null, result, null, null, List.of())))
                .isEqualTo(verdict);
    }

    @Test
    void noTwoVerdictsReadAlike() {
        assertThat(StepVerdict.values()).extracting(StepVerdict::word).doesNotHaveDuplicates();
    }

    private static TaskResult result(@Nullable Boolean successful, boolean dump) {
        return new TaskResult("1", null, successful, dump, List.of(), List.of(), null, null);
    }
}
