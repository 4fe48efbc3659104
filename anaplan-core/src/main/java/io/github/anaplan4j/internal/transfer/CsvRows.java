package io.github.anaplan4j.internal.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.report.DumpRow;
import io.github.anaplan4j.report.DumpRows;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the rows of a dump with FastCSV. */
public final class CsvRows implements DumpRows {
    private static final int LONGEST_LINE = 64 * 1024; // as far as headings are looked at
    private static final int MOST_COLUMNS = 1_000_000; // more than a model has; what has more is no dump
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    // A spreadsheet or an editor may have changed its case, or put blanks around it.
    private static final String HEADING = "(?i: *_(?:Status|Line|Error_\\d+)_ *)";
    private static final String SEPARATOR = "([\\p{Punct}\\t&&[^_\"#]])";
    // A character beside a heading of a dump, which has it, or the end of the line, on both its sides.
    private static final Pattern SEPARATED =
            Pattern.compile("^\uFEFF?" + HEADING + SEPARATOR + "|" + SEPARATOR + HEADING + "(?:\\2|$)");
    // The line by which spreadsheets are told the separator, and which is no row.
    private static final Pattern NAMED = Pattern.compile("\uFEFF?\"?(?i:sep)=" + SEPARATOR + "\"?");

    private final String what;
    private final InputStream dump;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> columns;
    private boolean closed;

    /**
     * Opens a dump and reads its first line.
     *
     * <p>What stands beside a heading that Anaplan puts into dumps, or is named by a line before it, separates the
     * values.
     *
     * @param what the name of the dump, for messages
     * @param dump the dump's bytes, closed with this
     * @throws MalformedResponseException if that is not CSV
     */
    public CsvRows(String what, InputStream dump) {
        this.what = what;
        this.dump = new BufferedInputStream(dump);
        String first = parsed(this::firstLine);
        Matcher named = NAMED.matcher(first);
        char separator = named.matches() ? named.group(1).charAt(0) : separator(first);
        this.records = parsed(() -> CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(true)
                .build(
                        CsvRecordHandler.of(handler -> handler.maxFields(MOST_COLUMNS)),
                        this.dump,
                        StandardCharsets.UTF_8)
                .iterator());
        if (named.matches()) {
            parsed(records::next);
        }
        this.columns = parsed(() -> records.hasNext() ? records.next().getFields() : List.of());
    }

    private static char separator(String firstLine) {
        // Of what is quoted, the headings of a dump alone are wanted.
        String headings =
                QUOTED.matcher(firstLine).replaceAll(quoted -> quoted.group(1).matches(HEADING) ? quoted.group(1) : "");
        Matcher separated = SEPARATED.matcher(headings);
        if (!separated.find()) {
            return ',';
        }
        return Objects.requireNonNullElse(separated.group(1), separated.group(2))
                .charAt(0);
    }

    // And not a byte more, which may be of a chunk that is gone meanwhile.
    private String firstLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean isQuoted = false;
        try {
            dump.mark(LONGEST_LINE + 1);
            for (int b = dump.read(); b >= 0 && line.size() < LONGEST_LINE; b = dump.read()) {
                isQuoted ^= b == '"';
                if (!isQuoted && (b == '\n' || b == '\r')) {
                    break;
                }
                line.write(b);
            }
            dump.reset();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public boolean hasNext() {
        return parsed(records::hasNext);
    }

    @Override
    public DumpRow next() {
        return new DumpRow(columns, parsed(records::next).getFields());
    }

    @Override
    public Stream<DumpRow> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private <T> T parsed(Supplier<T> reading) {
        if (closed) {
            throw new IllegalStateException("These rows are closed.");
        }
        try {
            return reading.get();
        } catch (UncheckedIOException broken) {
            close();
            throw new IllegalStateException("These rows were closed with their client.", broken);
        } catch (CsvParseException failure) {
            close();
            if (failure.getCause() instanceof AnaplanException broken) { // of the download, not of the CSV
                throw broken;
            }
            throw MalformedResponseException.notCsv(what, String.valueOf(failure.getMessage()), failure);
        } catch (AnaplanException broken) {
            close();
            throw broken;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            dump.close();
        } catch (IOException ignored) {
            // nothing more is wanted of it
        }
    }
}
