package io.github.anaplan4j.benchmarks;

import java.nio.file.Path;

/** Something that is measured: a section of the page on performance. */
interface Section {
    /** {@return its name, which marks its section of the page} */
    String name();

    /**
     * Measures.
     *
     * @param effort how thoroughly
     * @param plots the folder for plots
     * @return the tables of its section, as Markdown
     * @throws Exception if it cannot be measured
     */
    String measure(Effort effort, Path plots) throws Exception;

    /** How thoroughly something is measured. */
    enum Effort {
        /** Just once, to see that it works; the numbers mean nothing. */
        BRIEF,
        /** Often enough for numbers that hold. */
        FULL
    }
}
