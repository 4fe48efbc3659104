package io.github.anaplan4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables and numbers as they stand on the page. */
final class Table {
    private Table() {}

    /**
     * Writes a table as Markdown.
     *
     * @param corner what the names of the rows are
     * @param rows the columns of each row, by the names of both; all rows have the columns of the first
     */
    static String of(String corner, Map<String, Map<String, String>> rows) {
        List<String> columns = new ArrayList<>(rows.values().iterator().next().keySet());
        StringBuilder table = new StringBuilder("| " + corner + " | " + String.join(" | ", columns) + " |\n|---|");
        table.append("--:|".repeat(columns.size())).append('\n');
        rows.forEach((name, row) -> table.append("| " + name + " | " + String.join(" | ", row.values()) + " |\n"));
        return table.toString();
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
