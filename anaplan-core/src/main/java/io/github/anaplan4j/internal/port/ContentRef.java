package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;

/** The reference to what Anaplan keeps in chunks: a file of a model, or the failure dump of a task. */
public sealed interface ContentRef {
    /**
     * A file of a model.
     *
     * @param file which file
     */
    record OfFile(FileRef file) implements ContentRef {
        /** {@return the file's one-line text} */
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * A failure dump.
     *
     * @param dump which dump
     */
    record OfDump(DumpRef dump) implements ContentRef {
        /** {@return the dump's one-line text} */
        @Override
        public String toString() {
            return dump.toString();
        }
    }
}
