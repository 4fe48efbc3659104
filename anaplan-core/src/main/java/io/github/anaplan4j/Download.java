package io.github.anaplan4j;

/** Tells what came of downloading a failure dump. */
public sealed interface Download {
    /** {@return whether all of it is there} */
    default boolean isComplete() {
        return this instanceof Complete;
    }

    /**
     * The whole dump arrived.
     *
     * <p>If it has several chunks, the first was the same at the end as at the beginning, and so was their number. That
     * none of the others was replaced in between cannot be seen.
     *
     * @param bytes how many bytes were written
     */
    record Complete(long bytes) implements Download {}

    /**
     * There is no such dump, or not any more.
     *
     * <p>Anaplan drops a dump 48 hours after the last access, when the same import next succeeds, and when the same
     * user runs it again. Only the user who ran the task can have it. That it is not there says nothing of the task.
     *
     * @param why what the server said
     * @param bytesWritten how much of it went into the stream before it was gone; 0 if it was not there at all, or was
     *     to become a file, which then was not made
     */
    record Unavailable(String why, long bytesWritten) implements Download {}
}
