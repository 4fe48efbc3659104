package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCountsTest {
    @Test
    void countsAreFoundWhateverTheirOrder() {
        RowCounts counts = counts("failedCount", "2", "totalRowCount", "13", "hierarchyName", "Employees");

        assertThat(counts.failed()).hasValue(2);
        assertThat(counts.total()).hasValue(13);
        assertThat(counts.hierarchyName()).hasValue("Employees");
        assertThat(counts.succeeded()).isEmpty();
        assertThat(counts).hasToString("Employees: 13 rows, 2 failed");
    }

    @Test
    void theWordsHaveEachCountThatIsNotZero() {
        RowCounts counts = counts(
                "totalRowCount",
                "9",
                "successRowCount",
                "8",
                "warningsRowCount",
                "7",
                "failedCount",
                "6",
                "ignoredCount",
                "5",
                "invalidCount",
                "4",
                "createdCount",
                "3",
                "updatedCount",
                "2",
                "renamedCount",
                "1");

        assertThat(counts)
                .hasToString("9 rows, 8 succeeded, 7 with warnings, 6 failed, 5 ignored, 4 invalid, 3 created,"
                        + " 2 updated, 1 renamed");
    }

    @Test
    void nullsAndALastKeyWithoutValueAreNoCounts() {
        RowCounts counts = counts("totalRowCount", null, null, "3", "ignoredCount", "4", "failedCount");

        assertThat(counts.total()).isEmpty();
        assertThat(counts.ignored()).hasValue(4);
        assertThat(counts.failed()).isEmpty();
    }

    @Test
    void ofARepeatedKeyTheFirstReadableCountIsTakenAndThePairsKeepAll() {
        RowCounts counts = counts("failedCount", "many", "failedCount", " 2 ", "failedCount", "5");

        assertThat(counts.failed()).hasValue(2);
        assertThat(counts.detail().pairs()).extracting(ResultDetail.Pair::value).containsExactly("many", " 2 ", "5");
    }

    @Test
    void anyKeyOfTheDetailCanBeAskedFor() {
        assertThat(counts("failedCount", "0", "successCreateCount", "7").count("successCreateCount"))
                .hasValue(7);
    }

    @Test
    void numbersThatNoLongCanHoldAreNoCounts() {
        assertThat(detail("totalRowCount", "99999999999999999999").rowCounts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234        | 1234",
                "1.234        | 1234",
                "1 234        | 1234",
                "1\u00A0234  | 1234",
                "1\u202F234  | 1234",
                "1'234'567    | 1234567",
                "1\u2019234  | 1234",
                "12,34,567    | 1234567",
                "-1,234       | -1234",
                "123,456,789,012,345,678 | 123456789012345678",
                "0            | 0"
            })
    void countsAreReadInGroupsOfDigitsToo(String sent, long count) {
        assertThat(counts("totalRowCount", sent).total()).hasValue(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,23",
                "12.5",
                "0.123",
                "1,234.567",
                "1,2345",
                ",234",
                "1,,234",
                "1,234,",
                "1e3",
                "0x10",
                "\u00BD"
            })
    void whatIsNoWholeNumberIsNoCount(String sent) {
        assertThat(detail("totalRowCount", sent).rowCounts()).isEmpty();
    }

    @Test
    void aMessageWithoutCountsHasNone() {
        assertThat(detail("serverAlert", "on").rowCounts()).isEmpty();
        assertThat(detail().rowCounts()).isEmpty();
    }

    @Test
    void allZeroIsSaidInWords() {
        assertThat(counts("totalRowCount", "0", "failedCount", "0")).hasToString("no rows");
    }

    private static RowCounts counts(String... values) {
        return detail(values).rowCounts().orElseThrow();
    }

    private static ResultDetail detail(String... values) {
        return new ResultDetail("hierarchyRowsProcessed", null, 0, Arrays.asList(values));
    }
}
