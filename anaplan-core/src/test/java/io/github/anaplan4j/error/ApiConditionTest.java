package io.github.anaplan4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApiConditionTest {
    // What Anaplan's help pages and published tests say of each status.
    @ParameterizedTest
    @CsvSource({
        "301, REDIRECTED, true, false",
        "303, REDIRECTED, true, false",
        "308, REDIRECTED, true, false",
        "400, NOT_ACCEPTED, false, true",
        "401, UNAUTHORIZED, false, true",
        "403, DENIED, false, true",
        "404, NOT_FOUND, false, true",
        "405, NO_SUCH_OPERATION, false, true",
        "406, NO_SUCH_OPERATION, false, true",
        "407, PROXY_DENIED, false, true",
        "408, REQUEST_TIMED_OUT, true, false",
        "409, BUSY, true, true",
        "410, MOVED, true, true",
        "413, TOO_LARGE, false, true",
        "415, NO_SUCH_OPERATION, false, true",
        "418, UNDOCUMENTED, true, false",
        "422, ARCHIVED, false, true",
        "423, LOCKED, true, true",
        "424, OFFLINE, true, true",
        "425, DEPLOYED_MODE, false, true",
        "429, THROTTLED, true, true",
        "500, FAULT, true, false",
        "503, FAULT, true, false",
        "599, FAULT, true, false",
        "600, UNDOCUMENTED, true, false",
        "100, UNDOCUMENTED, true, false",
    })
    void eachStatusHasOneMeaning(int status, ApiCondition condition, boolean isTransient, boolean notProcessed) {
        AnaplanApiException answer = new AnaplanApiException("GET /", status, null, null, "");

        assertThat(answer.condition()).isEqualTo(condition);
        assertThat(condition.isTransient()).isEqualTo(isTransient);
        assertThat(condition.saysNotProcessed()).isEqualTo(notProcessed);
        assertThat(answer).hasMessage("GET / was answered with " + status + ": " + condition.meaning());
    }

    /** Nobody is told to come back by a message, and then not let come back by the code, or the other way round. */
    @ParameterizedTest
    @EnumSource
    void theWordsSayWhatTheCodeDoes(ApiCondition condition) {
        List<ApiCondition> inOtherWords = List.of(ApiCondition.THROTTLED);
        if (!inOtherWords.contains(condition)) {
            assertThat(condition.meaning().contains("Try again later")).isEqualTo(condition.isWorthRepeating());
        }
    }

    @Test
    void aThrottlingThatDoesNotSayHowLongIsTenSeconds() {
        assertThat(wait(429, null)).isEqualTo(Duration.ofSeconds(10));
        assertThat(wait(429, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(wait(503, null)).isZero();
        assertThat(wait(503, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(2));
    }

    private static Duration wait(int status, Duration retryAfter) {
        return new AnaplanApiException("GET /", status, null, retryAfter, "").demandedWait();
    }
}
