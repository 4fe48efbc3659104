package io.github.anaplan4j.internal.base;

/** Marks a store of this library's that has all in memory, so that nobody ever waits for it. */
public interface InMemory {}
