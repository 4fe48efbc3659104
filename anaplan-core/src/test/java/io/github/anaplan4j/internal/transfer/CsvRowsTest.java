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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void whatARowHasBeyondTheLastColumnOfErrorsAreErrorsToo() {
        DumpRow row = rows("_Status_,Name,_Line_,_Error_1_\nE,x,4,Bad number,Bad date,,Unknown item\n")
                .get(0);

        assertThat(row.errors()).containsExactly("Bad number", "Bad date", "Unknown item");
        assertThat(rows("_Error_1_,Name\nwhy,x,more\n").get(0).errors()).containsExactly("why");
        assertThat(new DumpRow(List.of(), List.of("x")).errors()).isEmpty();
    }

    @Test
    void theColumnsOfAnEarlierDumpAreThoseOfTheSource() {
        DumpRow row = rows("_Status_,_Status_,Name,_Line_,_Error_1_,_Error_2_,_Line_,_Error_1_\n"
                        + "E,W,x,17,Old error,Another,2,New error,And more\n")
                .get(0);

        assertThat(row.isWarning()).isFalse();
        assertThat(row.line()).hasValue(2);
        assertThat(row.errors()).containsExactly("New error", "And more");
        assertThat(row.value("_Error_1_")).hasValue("Old error");
    }

    @Test
    void theErrorsOfAnEarlierDumpAreNoneOfThisOne() {
        assertThat(rows("_Status_,_Status_,_Line_,_Error_1_,_Line_\nW,E,17,Old error,2\n")
                        .get(0)
                        .errors())
                .isEmpty();
        assertThat(rows("_Error_1_,_Error_2_,_Line_\nwhy,and why,2\n").get(0).errors())
                .containsExactly("why", "and why");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", "^"})
    void whatFollowsTheStatusSeparatesTheValues(String separator) {
        for (String start : List.of("_Status_", "\"_Status_\"", "\uFEFF_Status_", "\uFEFF\"_Status_\"")) {
            String csv = start + ",Name,_Line_,_Error_1_\nW,\"Doe" + (separator.equals(",") ? ";" : "") + "J\",2,why\n";

            DumpRow row = rows(csv.replace(",", separator)).get(0);

            assertThat(row.isWarning()).isTrue();
            assertThat(row.line()).hasValue(2);
            assertThat(row.errors()).containsExactly("why");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theHeadingsOfADumpTellTheSeparatorWhereverTheyStand(String separator) {
        for (String headings : List.of(
                "Name,_Status_,_Line_,_Error_1_",
                "Name,\"_Status_\",\"_Line_\",\"_Error_1_\"",
                "\"Name, first; \tand | last\",_Status_,_Line_,_Error_1_",
                "\"Two\nlines\",_Status_,_Line_,_Error_1_",
                "\uFEFFName,_Status_,_Line_,_Error_1_",
                "Nam\u00E9,_Status_,_Line_,_Error_1_",
                "x".repeat(20_000) + ",_Status_,_Line_,_Error_1_")) {
            DumpRow row =
                    rows((headings + "\nAda,W,2,why\n").replace(",", separator)).get(0);

            assertThat(row.columns()).as(headings).hasSize(4);
            assertThat(row.isWarning()).isTrue();
            assertThat(row.line()).hasValue(2);
            assertThat(row.errors()).containsExactly("why");
        }
        DumpRow last = rows("_Error_1_,Name,_Status_\nwhy,Ada,W\n".replace(",", separator))
                .get(0);
        assertThat(last.errors()).containsExactly("why");
        assertThat(last.isWarning()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void aLineThatNamesTheSeparatorIsNoHeading(String separator) {
        for (String start : List.of("sep=,\n", "\uFEFFsep=,\r\n", "\"sep=,\"\n", "SEP=,\r")) {
            DumpRow row = rows((start + "_Status_,Name,_Line_,_Error_1_\nW,Ada,2,why\n").replace(",", separator))
                    .get(0);

            assertThat(row.columns()).as(start).containsExactly("_Status_", "Name", "_Line_", "_Error_1_");
            assertThat(row.isWarning()).isTrue();
        }
        assertThat(rows("sep=;\nFirst;Last\nAda;L\n").get(0).values()).containsExactly("Ada", "L");
        assertThat(rows("sep=x\nAda\n").get(0).columns()).containsExactly("sep=x");
        try (DumpRows rows = open("sep=;\n")) {
            assertThat(rows.columns()).isEmpty();
        }
    }

    @Test
    void headingsInAnotherCaseOrWithBlanksAreThoseOfADumpToo() {
        DumpRow row =
                rows("Name; _STATUS_;_line_ ;\" _error_1_ \"\nAda; W; 2;why\n").get(0);

        assertThat(row.columns()).containsExactly("Name", " _STATUS_", "_line_ ", " _error_1_ ");
        assertThat(row.isWarning()).isTrue();
        assertThat(row.line()).hasValue(2);
        assertThat(row.errors()).containsExactly("why");
        assertThat(row.value(" _STATUS_")).hasValue(" W");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name;First,Last\na,b",
                "_Status_\na",
                "_Status_#,Last\na,b",
                "_Status_x;,Last\na,b",
                "\";_Line_;\",Last\na,b",
                "Name;_Line_,Last\na,b",
                "Last,Name\na;_Line_;,b",
                "Name _Line_ ,Last\na,b"
            })
    void otherwiseCommasDo(String csv) {
        assertThat(rows(csv).get(0).values()).hasSize(csv.endsWith("b") ? 2 : 1);
    }

    @Test
    void whatIsNoCsvIsToldWithItsLineAndTheWayToTheBytes() {
        for (String bad :
                List.of("3,\"6\" pipe\"\n", "x,".repeat(2_000_000) + "\n", "3,\"" + "x,y\n".repeat(5_000_000))) {
            try (DumpRows rows = open("_Status_,Name\n1,2\n" + bad)) {
                assertThat(rows.next().values()).containsExactly("1", "2");

                assertThatExceptionOfType(MalformedResponseException.class)
                        .isThrownBy(rows::next)
                        .withMessageStartingWith("dump cannot be read as rows: ")
                        .withMessageContaining("line 3")
                        .withMessageContaining("saveTo saves its bytes")
                        .satisfies(told -> assertThat(told.getMessage())
                                .doesNotContain("gateway", "URL", "is CSV")
                                .hasSizeLessThan(500));
            }
        }
    }

    @Test
    void aDumpMayHaveManyColumns() {
        String columns = "x,".repeat(20_000) + "_Line_\n";

        assertThat(rows(columns + "1,".repeat(20_000) + "17\n").get(0).line()).hasValue(17);
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

    /** A search that goes back over what it has seen would take minutes. */
    @Timeout(10)
    @ParameterizedTest
    @ValueSource(strings = {" ", ",", "\"", ", ", ",_", ",_Error_1", "1", ",_Status_ ", "\" _Line_ \""})
    void whateverTheFirstLineRepeatsItIsSearchedOnce(String piece) {
        for (String start : List.of("", ",", ",_Error_", ",_Status_ ", "\"", "sep=")) {
            String line = start + piece.repeat(64 * 1024 / piece.length());
            try (CsvRows rows =
                    new CsvRows("the dump", new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))) {
                assertThat(rows.columns()).isNotNull();
            } catch (MalformedResponseException noCsv) {
                assertThat(noCsv).hasMessageContaining("the dump");
            }
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
