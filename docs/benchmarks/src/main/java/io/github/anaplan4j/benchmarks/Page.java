package io.github.anaplan4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page on performance, whose sections are between comments with their names.
 *
 * @param file the page
 */
record Page(Path file) {
    /** Puts new tables into a section; what is around it stays. */
    void replace(String section, String tables) throws IOException {
        String page = Files.readString(file);
        String begin = "<!-- " + section + " -->\n";
        String end = "<!-- end of " + section + " -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException(file + " has no place for the tables: first the line " + begin.strip()
                    + ", and further down the line " + end);
        }
        Files.writeString(file, page.substring(0, from) + begin + tables + page.substring(to));
    }
}
