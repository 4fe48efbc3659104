package io.github.anaplan4j.report;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the rows of a failure dump from the server as they are asked for; so close it.
 *
 * <p>To be gone through once, by one thread. Anaplan does not say which charset dumps have; they are read as UTF-8. The
 * values are separated by what stands beside a heading such as {@code _Status_}, or is named by a first line such as
 * {@code sep=;}, which is no row; if there is neither, by commas.
 */
public interface DumpRows extends Iterator<DumpRow>, AutoCloseable {
    /** {@return the names of the columns; empty if the dump is} */
    List<String> columns();

    /**
     * Tells whether there is another row.
     *
     * @return whether there is
     * @throws IllegalStateException if this, or the client, is closed
     * @throws NoContentException if the dump expired after its first chunk, or, told at its end, was replaced
     * @throws MalformedResponseException if the dump is not CSV; the message has the line. {@code saveTo} saves it all
     *     the same
     * @throws AnaplanException if the rest cannot be had
     */
    @Override
    boolean hasNext();

    /** {@return the rest of the rows as a stream; closing it is not needed, closing this is} */
    Stream<DumpRow> stream();

    /** Ends the download. */
    @Override
    void close();
}
