package io.github.anaplan4j.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the rows of a failure dump from the server as they are asked for.
 *
 * <p>It must be closed. Not thread-safe, and to be gone through once. Anaplan does not say which charset dumps have;
 * they are read as UTF-8.
 */
public final class DumpRows implements Iterator<DumpRow>, AutoCloseable {
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
    public DumpRows(String what, InputStream dump) {
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

    /** {@return the names of the columns; empty if the dump is} */
    public List<String> columns() {
        return columns;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this, or the client, is closed
     * @throws NoContentException if the dump expired, or was replaced, after its first chunk
     * @throws AnaplanException if the rest cannot be had
     */
    @Override
    public boolean hasNext() {
        return parsed(records::hasNext);
    }

    /** {@inheritDoc} */
    @Override
    public DumpRow next() {
        return new DumpRow(columns, parsed(records::next).getFields());
    }

    /** {@return the rest of the rows as a stream; closing it is not needed, closing this is} */
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
