package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file as the model lists it.
 *
 * @param ref which file
 * @param name its name; not promised to be unique, and not to be used as the name of a file here without a check
 * @param chunkCount the number of chunks in which Anaplan keeps it: 0 if it is empty; null if the server does not say
 * @param format its format, such as {@code txt}, or null
 * @param encoding its encoding, such as {@code UTF-8}, or null
 */
public record FileDefinition(
        FileRef ref,
        String name,
        @Nullable Integer chunkCount,
        @Nullable String format,
        @Nullable String encoding) implements Serializable {
    /**
     * Checks that nothing required is missing.
     *
     * @param ref which file
     * @param name its name
     * @param chunkCount the number of chunks in which Anaplan keeps it
     * @param format its format, such as {@code txt}, or null
     * @param encoding its encoding, such as {@code UTF-8}, or null
     */
    public FileDefinition {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(name, "name");
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("FileDefinition[ref=" + ref + ", name=" + name + ", chunkCount=" + chunkCount
                + ", format=" + format + ", encoding=" + encoding + "]");
    }
}
