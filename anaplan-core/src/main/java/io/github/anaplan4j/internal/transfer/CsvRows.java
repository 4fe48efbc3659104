package io.github.anaplan4j.internal.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.report.DumpRow;
import io.github.anaplan4j.report.DumpRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the rows of a dump with FastCSV. */
public final class CsvRows implements DumpRows {
    private final String what;
    private final InputStream dump;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> columns;
    private boolean closed;

    /**
     * Opens a dump and reads its first line.
     *
     * @param what the name of the dump, for messages
     * @param dump the dump's bytes, closed with this
     * @throws MalformedResponseException if that is not CSV
     */
    public CsvRows(String what, InputStream dump) {
        this.what = what;
        this.dump = dump;
        this.records = parsed(() -> CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(true)
                .ofCsvRecord(dump, StandardCharsets.UTF_8)
                .iterator());
        this.columns = parsed(() -> records.hasNext() ? records.next().getFields() : List.of());
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
            throw new MalformedResponseException(what, "CSV that cannot be read", "", failure);
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
