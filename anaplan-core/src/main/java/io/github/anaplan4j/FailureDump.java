package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.internal.base.AtomicFile;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.transfer.CountingOutput;
import io.github.anaplan4j.internal.transfer.CsvRows;
import io.github.anaplan4j.report.DumpRows;
import io.github.anaplan4j.task.DumpRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rows that an import rejected, or took with a warning.
 *
 * <p>It is a handle without state. Thread-safe. Each method downloads anew, chunk by chunk, several at once, with as
 * many chunks of 10 MB in memory at most as {@link AnaplanClientBuilder#chunksAtOnce} says. A chunk that breaks off is
 * fetched again.
 *
 * <p>Fetch dumps at once. Anaplan drops them after a while, and replaces them at the user's next run of the same
 * import. A dump that is not there is no failure, neither of the task nor of the download, so methods say it by the
 * value that they return. One that is replaced while it is downloaded is told at the end, as not there, if its first
 * chunk or the number of its chunks changed; a change of later chunks alone cannot be seen.
 */
public final class FailureDump {
    private final DumpRef ref;
    private final Engine engine;

    FailureDump(DumpRef ref, Engine engine) {
        this.ref = ref;
        this.engine = engine;
    }

    /** {@return the reference to this dump} */
    public DumpRef ref() {
        return ref;
    }

    /**
     * Saves the dump as a file: CSV, as the server sends it.
     *
     * <p>It is written beside its place and moved there when it is whole, so that the final name never has a part of
     * it. {@link DumpRef#fileName} makes a name that is safe to use. Links, devices and named pipes are treated as by
     * {@link AnaplanFile#saveTo}.
     *
     * @param file the file to write, replaced if it is there; its directory must exist
     * @return that it is there, or that there is no dump, in which case the file is not touched
     * @throws IOException if the file cannot be written
     * @throws AnaplanException if the server gave no usable answer
     */
    public Download saveTo(Path file) throws IOException {
        try {
            return new Download.Complete(AtomicFile.write(file, out -> {
                try (InputStream in = open()) {
                    return in.transferTo(out);
                }
            }));
        } catch (NoContentException gone) {
            return new Download.Unavailable(gone.getMessage(), 0);
        }
    }

    /**
     * Writes the dump to a stream: CSV, as the server sends it.
     *
     * @param out the stream; not closed here
     * @return that all of it was written, or that there is no dump, or not any more
     * @throws IOException if the stream throws it
     * @throws AnaplanException if the server gave no usable answer; a part of the dump may have been written then
     */
    public Download writeTo(OutputStream out) throws IOException {
        CountingOutput counting = new CountingOutput(out);
        try (InputStream in = open()) {
            in.transferTo(counting);
            return new Download.Complete(counting.written());
        } catch (NoContentException gone) {
            return new Download.Unavailable(gone.getMessage(), counting.written());
        }
    }

    /**
     * Opens the dump for reading row by row.
     *
     * @return the rows, which the caller closes; empty if there is no dump
     * @throws AnaplanException if the server gave no usable answer
     */
    public Optional<DumpRows> rows() {
        try {
            return Optional.of(new CsvRows(ref.toString(), open()));
        } catch (NoContentException gone) {
            return Optional.empty();
        }
    }

    private InputStream open() {
        return engine.transfers().open(new ContentRef.OfDump(ref));
    }

    /** {@return the dump's one-line text} */
    @Override
    public String toString() {
        return ref.toString();
    }
}
