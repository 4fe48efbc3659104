package io.github.anaplan4j.testkit.standalone;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is wrong with a file, with the places: all of it, and not only what comes first. */
final class Problems {
    private static final int LONGEST = 500;
    private static final int MOST = 50;

    private final String file;
    private final Set<Problem> found = new LinkedHashSet<>(); // what is read twice is told once

    private record Problem(int line, int column, String what) {}

    Problems(String file) {
        this.file = file;
    }

    void add(Node where, String what) {
        add(where.getStartMark(), what);
    }

    /** Adds a problem; it has a place unless it is of the file as a whole. */
    void add(Optional<Mark> where, String what) {
        found.add(new Problem(
                where.map(mark -> mark.getLine() + 1).orElse(0),
                where.map(mark -> mark.getColumn() + 1).orElse(0),
                inALine(what)));
    }

    // What somebody has written may be quoted in it, and be anything.
    private static String inALine(String what) {
        String line = what.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Returns what could be made, or nothing if that is not possible, which is a problem of that place. */
    <T> Optional<T> at(Node where, Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException | IllegalStateException impossible) {
            add(where, String.valueOf(impossible.getMessage()));
            return Optional.empty();
        }
    }

    void throwIfAny() throws ScenarioFileException {
        if (!found.isEmpty()) {
            String more = found.size() <= MOST ? "" : "\n" + file + ": " + (found.size() - MOST) + " more like these.";
            throw new ScenarioFileException(found.stream()
                    .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                    .map(problem -> file
                            + (problem.line() == 0 ? "" : ":" + problem.line() + ":" + problem.column())
                            + ": " + problem.what())
                    .limit(MOST)
                    .collect(Collectors.joining("\n", "", more)));
        }
    }
}
