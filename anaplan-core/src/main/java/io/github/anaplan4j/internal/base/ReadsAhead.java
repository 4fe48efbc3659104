package io.github.anaplan4j.internal.base;

import java.util.OptionalInt;

/**
 * Goes by what a store knows, which may be slow, and so has it read before it is asked.
 *
 * @param <K> what the store is asked for
 */
public interface ReadsAhead<K> {
    /**
     * Tells whether it goes by that store.
     *
     * @param store a store
     * @return whether it does
     */
    boolean goesBy(Object store);

    /**
     * Begins to read what the store knows of a key, on a thread for that alone. It throws nothing.
     *
     * @param key what the store is asked for
     * @param waits whether to wait for it, for a second at most: where time stands still meanwhile
     * @return how much of it is known so far; empty if it could not be read yet
     */
    OptionalInt readAhead(K key, boolean waits);
}
