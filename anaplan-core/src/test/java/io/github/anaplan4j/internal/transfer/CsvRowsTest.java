package io.github.anaplan4j.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.report.DumpRow;
import io.github.anaplan4j.report.DumpRows;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() {
        assertThat(rows("\uFEFF_Status_,Name\nW,Ada\n").get(0).isWarning()).isTrue();
    }

    @Test
    void columnsOfOneNameAreAllKept() {
        DumpRow row =
                rows("Name,Name,_Error_1_,_Error_2_\nAda,Bob,\"one, two\",\n").get(0);

        assertThat(row.values()).containsExactly("Ada", "Bob", "one, two", "");
        assertThat(row.value("Name")).hasValue("Ada");
        assertThat(row.errors()).containsExactly("one, two");
    }

    @Test
    void rowsOfAnyLengthAreKept() {
        List<DumpRow> rows = rows("_Status_,Name,_Error_1_\nE\nE,Ada,why,more,still more\n");

        assertThat(rows)
                .extracting(DumpRow::values)
                .containsExactly(List.of("E"), List.of("E", "Ada", "why", "more", "still more"));
        assertThat(rows.get(0).value("Name")).isEmpty();
        assertThat(rows.get(0).errors()).isEmpty();
    }

    @Test
    void aLineThatIsNoNumberIsNone() {
        List<DumpRow> rows = rows("_Line_\n17\nx\n99999999999999999999\n");

        assertThat(rows).extracting(row -> row.line().orElse(-1)).containsExactly(17L, -1L, -1L);
    }

    @Test
    void bytesThatAreNotUtf8DoNotStopTheReading() {
        byte[] latin1 = "Name\nJos\u00e9\nAda\n".getBytes(StandardCharsets.ISO_8859_1);

        try (DumpRows rows = new CsvRows("dump", new ByteArrayInputStream(latin1))) {
            assertThat(rows.stream()).extracting(row -> row.values().get(0)).containsExactly("Jos\uFFFD", "Ada");
        }
    }

    @Test
    void anEmptyDumpHasNoColumnsAndNoRows() {
        try (DumpRows rows = open("")) {
            assertThat(rows.columns()).isEmpty();
            assertThat(rows.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(rows::next);
        }
    }

    @Test
    void aFieldLongerThanAnythingReasonableIsAnErrorAndEndsTheDownload() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatExceptionOfType(MalformedResponseException.class)
                .isThrownBy(() -> new CsvRows("the dump", endless))
                .withMessageContaining("the dump")
                .withMessageContaining("CSV");
        assertThat(closed).isTrue();
    }

    private static List<DumpRow> rows(String csv) {
        try (DumpRows rows = open(csv)) {
            return rows.stream().toList();
        }
    }

    private static DumpRows open(String csv) {
        return new CsvRows("dump", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }
}
