package io.github.anaplan4j.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lays out the steps of a report in columns, each as wide as it has to be, and none if it is empty. */
final class StepTable {
    private static final int LONGEST_CELL = 40;
    private static final String UNDER_A_STEP = "        ";

    /** The columns from left to right. Numbers are aligned to the right, where they are easier to compare. */
    enum Column {
        PLACE(false),
        VERDICT(false),
        NAME(false),
        TYPE(false),
        ID(false),
        OFFSET(true),
        DURATION(true),
        NOTES(false);

        private final boolean isNumber;

        Column(boolean isNumber) {
            this.isNumber = isNumber;
        }
    }

    private record Row(Map<Column, String> cells, List<String> linesBelow) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<Column, Integer> widths = new EnumMap<>(Column.class);

    void add(Map<Column, String> cells, List<String> linesBelow) {
        rows.add(new Row(cells, linesBelow));
        cells.forEach((column, cell) -> widths.merge(column, Math.min(LONGEST_CELL, cell.length()), Math::max));
    }

    void writeTo(Consumer<String> lines) {
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            widths.forEach((column, width) -> {
                if (width > 0) {
                    line.append("  ").append(padded(row.cells().get(column), width, column.isNumber));
                }
            });
            lines.accept(line.toString().stripTrailing());
            row.linesBelow().forEach(below -> lines.accept(UNDER_A_STEP + below));
        }
    }

    private static String padded(String cell, int width, boolean toTheRight) {
        String blanks = " ".repeat(Math.max(0, width - cell.length()));
        return toTheRight ? blanks + cell : cell + blanks;
    }
}
