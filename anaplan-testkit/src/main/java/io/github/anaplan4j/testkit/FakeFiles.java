package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.testkit.server.FakeServer;
import io.github.anaplan4j.testkit.server.ModelRegistry;
import java.util.List;
import java.util.function.IntFunction;

/** The files, views and failure dumps of a fake. Arrays are not copied. Thread-safe. */
public final class FakeFiles {
    private final FakeServer server;

    FakeFiles(FakeServer server) {
        this.server = server;
    }

    /**
     * Adds a file to {@link FakeAnaplan#model()}: the source of an import, to be uploaded to, or the output of an
     * export, which has the export's id.
     *
     * @param id its id, such as {@code 113000000001}
     * @param name its name
     * @param chunks its chunks; none for a file that nothing was uploaded to
     * @return which file it is
     */
    public FileRef givenFile(String id, String name, byte[]... chunks) {
        FileRef file = new FileRef(ModelRegistry.HOME, id);
        givenFile(file, name, chunks.length, List.of(chunks)::get);
        return file;
    }

    /**
     * Adds a file whose content is made when it is asked for.
     *
     * @param file which file
     * @param name its name
     * @param chunks how many chunks it has
     * @param chunk makes the chunk of a number, from 0 on
     */
    public void givenFile(FileRef file, String name, int chunks, IntFunction<byte[]> chunk) {
        server.state().models().addIfMissing(file.model());
        server.state().files().nameFile(file, name);
        if (chunks > 0) {
            server.state().files().store(file, chunks, chunk);
        }
    }

    /**
     * Adds a view, whose data is read as CSV: at once, or page by page after a read request.
     *
     * @param model its model
     * @param id its id, such as {@code 102000000001}
     * @param name its name
     * @param pages its pages, of which the first has the headings
     */
    public void givenView(ModelRef model, String id, String name, byte[]... pages) {
        server.state().models().addIfMissing(model);
        server.state().views().add(model, id, name, List.of(pages));
    }

    /**
     * Gives a failure dump its content. Without this, a dump that a task's result announces has rows of the scenario.
     *
     * @param dump which dump
     * @param chunks its chunks
     */
    public void givenDump(DumpRef dump, byte[]... chunks) {
        givenDump(dump, chunks.length, List.of(chunks)::get);
    }

    /**
     * Gives a failure dump its content, made when it is asked for.
     *
     * @param dump which dump
     * @param chunks how many chunks it has
     * @param chunk makes the chunk of a number, from 0 on
     */
    public void givenDump(DumpRef dump, int chunks, IntFunction<byte[]> chunk) {
        server.state().models().addIfMissing(dump.task().model());
        server.state().files().store(dump, chunks, chunk);
    }

    /**
     * Lets a failure dump be gone from now on, as after 48 hours.
     *
     * @param dump which dump
     */
    public void dropDump(DumpRef dump) {
        server.state().files().drop(dump);
    }

    /**
     * Returns what is in a file: what was given or uploaded last.
     *
     * @param file the file
     * @return all of its bytes
     * @throws IllegalStateException if there is nothing, or an upload that did not come to its end
     */
    public byte[] content(FileRef file) {
        return server.state().files().content(file);
    }
}
