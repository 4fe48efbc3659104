package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.internal.base.AtomicFile;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.task.FileRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A file of a model: the source of an import, or the output of an export.
 *
 * <p>It is a handle without state. Thread-safe.
 *
 * <p>Five things to know of Anaplan's files:
 *
 * <ul>
 *   <li>What is uploaded is private to the user, and so is what an export writes: nobody else's import reads it, and
 *       nobody else can download it.
 *   <li>It is dropped when it was not used for 48 hours. An import then silently reads the file's default content if
 *       there is any, and else fails with {@code uploadedFileNoLongerAvailable}. So upload right before the import.
 *   <li>Nothing is locked. An upload while an import reads the file spoils that run; two uploads at once spoil the
 *       file. Of an upload that failed, a chunk that has left whole may still arrive; so repeat it with the same bytes.
 *   <li>The output of an earlier export looks like that of the last. So download only after a run that succeeded.
 *   <li>A download of several chunks can meet a file that is being replaced, and Anaplan sends nothing that tells. At
 *       its end a download looks again at the list of chunks and at the first one, and fails if one of them changed. It
 *       cannot see that a file was replaced by one of as many chunks that begins with the same chunk, as when only its
 *       last rows are others. So let nobody run the export meanwhile.
 * </ul>
 */
public final class AnaplanFile {
    private final FileRef ref;
    private final boolean isCompressed;
    private final Engine engine;

    AnaplanFile(FileRef ref, Engine engine) {
        this(ref, false, engine);
    }

    private AnaplanFile(FileRef ref, boolean isCompressed, Engine engine) {
        this.ref = ref;
        this.isCompressed = isCompressed;
        this.engine = engine;
    }

    /** {@return the reference to this file} */
    public FileRef ref() {
        return ref;
    }

    /**
     * Saves the file.
     *
     * <p>It is written beside its place and moved there when it is whole, so that the final name never has a part of
     * it. A link stays a link: the file that it leads to is replaced, and a link that leads nowhere is refused. Hard
     * links to the old file keep its content. What is there and no regular file, such as a device or a named pipe, is
     * never replaced: the bytes are written to it as they arrive, of which a part may have been written when this
     * fails. So it is with {@code /dev/stdout} and the like: if that leads to a file, the bytes come behind those that
     * it has. What becomes a link or no regular file while the bytes arrive stays that, and this fails.
     *
     * @param file the file to write, replaced if it is there; its directory must exist
     * @return how many bytes it has
     * @throws IOException if it cannot be written
     * @throws NoContentException if Anaplan lists no content of the file, or it is empty or was replaced meanwhile
     * @throws AnaplanApiException if Anaplan refused; 404 also if the file is empty
     * @throws AnaplanException if the server gave no usable answer
     */
    public long saveTo(Path file) throws IOException {
        return AtomicFile.write(file, this::writeTo);
    }

    /**
     * Writes the file to a stream.
     *
     * @param out the stream; not closed here
     * @return how many bytes were written
     * @throws IOException if the stream throws it
     * @throws NoContentException if Anaplan lists no content of the file, or it is empty or was replaced meanwhile; in
     *     the latter case most of it has been written
     * @throws AnaplanApiException if Anaplan refused; 404 also if the file is empty
     * @throws AnaplanException if the server gave no usable answer; a part of the file may have been written then
     */
    public long writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            return in.transferTo(out);
        }
    }

    /**
     * Opens the file for reading as it arrives.
     *
     * <p>It arrives chunk by chunk, several at once and in their order, with as many in memory at most as
     * {@link AnaplanClientBuilder#chunksAtOnce} says. A chunk that breaks off is fetched again. The bytes are those of
     * one file only if they were read to their end, for before that it is not checked.
     *
     * @return the bytes, which the caller closes; reading throws an {@link AnaplanException} if the rest cannot be had,
     *     and a {@link NoContentException} at the end if the file is empty or was replaced meanwhile
     * @throws NoContentException if Anaplan lists no content of the file
     * @throws AnaplanApiException if Anaplan refused; 404 also if the file is empty
     * @throws AnaplanException if the server gave no usable answer
     */
    public InputStream open() {
        return engine.transfers().open(new ContentRef.OfFile(ref));
    }

    /**
     * Makes a handle to the same file whose uploads are sent compressed.
     *
     * <p>Each chunk is compressed by itself, which Anaplan undoes, so that an import reads the same bytes. It pays for
     * text on a slow line: compressing keeps one processor busy. Downloads are the same as before.
     *
     * @return the other handle
     */
    public AnaplanFile compressed() {
        return new AnaplanFile(ref, true, engine);
    }

    /**
     * Uploads a file, in chunks, and replaces the old content.
     *
     * <p>The bytes go as they are; in which charset an import reads them is set in Anaplan, for the file. Several
     * chunks are under way at once, and in memory, as many as {@link AnaplanClientBuilder#chunksAtOnce} says. They have
     * 10 MB, or more if the file has more than 10 GB. After trouble on the way a chunk is sent again. If one cannot be
     * sent, the others are broken off. What has no size, such as a named pipe, is read to its end.
     *
     * @param file what to upload; up to 50 GB, or 10 GB if it has no size
     * @throws IOException if it cannot be read, is too large, or changes meanwhile; what was uploaded is not whole then
     * @throws AnaplanException if Anaplan did not take it; upload it again before the import
     */
    public void upload(Path file) throws IOException {
        engine.transfers().upload(ref, isCompressed).send(file);
    }

    /**
     * Uploads what a stream brings, without knowing how much that will be.
     *
     * <p>Chunks of 10 MB are in memory, as many as {@link AnaplanClientBuilder#chunksAtOnce} says.
     *
     * @param content what to upload, up to 10 GB; read to its end and not closed
     * @return how many bytes were uploaded
     * @throws IOException if the stream throws it, or is too long; what was uploaded is not whole then
     * @throws AnaplanException if Anaplan did not take it; upload it again before the import
     */
    public long upload(InputStream content) throws IOException {
        return engine.transfers().upload(ref, isCompressed).send(content);
    }

    /** {@return {@code workspaces/W/models/M/files/F}} */
    @Override
    public String toString() {
        return ref.toString();
    }
}
