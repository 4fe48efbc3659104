package io.github.anaplan4j.report;

import io.github.anaplan4j.internal.base.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row of a failure dump: the row of the import's source, and what was wrong with it.
 *
 * <p>The columns of the source may have any names, also the same name twice. When an earlier dump was the source, they
 * have those of a dump as well: Anaplan puts its own {@code _Status_} before them and its own {@code _Line_} and
 * {@code _Error_1_} after them, and those are what {@link #isWarning}, {@link #line} and {@link #errors} read. Neither
 * case nor blanks around such a heading matter, which a spreadsheet or an editor may have changed.
 *
 * @param columns the names of the columns, as the dump's first line has them
 * @param values the values in the same order; a row may have fewer or more
 */
public record DumpRow(List<String> columns, List<String> values) {
    private static final String STATUS = "_Status_";
    private static final String LINE = "_Line_";
    private static final String ERROR = "_Error_";

    /**
     * Copies the lists.
     *
     * @param columns the names of the columns, as the dump's first line has them
     * @param values the values in the same order
     */
    public DumpRow {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }

    /** {@return whether the row went through with a warning, and was not rejected} */
    public boolean isWarning() {
        return at(first(STATUS)).filter(status -> isSame(status, "W")).isPresent();
    }

    /** {@return the number of the row in the source, if the dump has it} */
    public OptionalLong line() {
        return at(last(LINE)).map(String::strip).filter(line -> line.matches("\\d{1,18}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /**
     * {@return what was wrong with the row, in order; empty if the dump does not say}
     *
     * <p>Values that a row has beyond the last column are among them if that is one of errors.
     */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (int i = firstError(); i < values.size(); i++) {
            String column = columns.isEmpty() ? "" : columns.get(Math.min(i, columns.size() - 1));
            if (column.strip().regionMatches(true, 0, ERROR, 0, ERROR.length())
                    && !values.get(i).isEmpty()) {
                errors.add(values.get(i));
            }
        }
        return errors;
    }

    // After the columns of an earlier dump, of which there are some if a name comes twice.
    private int firstError() {
        int line = last(LINE);
        return Math.max(last(ERROR + "1_"), first(LINE) < line ? line : 0);
    }

    private int first(String heading) {
        int at = 0;
        while (at < columns.size() && !isSame(columns.get(at), heading)) {
            at++;
        }
        return at < columns.size() ? at : -1;
    }

    private int last(String heading) {
        int at = columns.size() - 1;
        while (at >= 0 && !isSame(columns.get(at), heading)) {
            at--;
        }
        return at;
    }

    private static boolean isSame(String found, String wanted) {
        return found.strip().equalsIgnoreCase(wanted);
    }

    /**
     * Looks up a value by its column.
     *
     * @param column the name of a column
     * @return the value of the first column of that name, if the row has it
     */
    public Optional<String> value(String column) {
        return at(columns.indexOf(column));
    }

    private Optional<String> at(int index) {
        return index < 0 || index >= values.size() ? Optional.empty() : Optional.of(values.get(index));
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("DumpRow[columns=" + columns + ", values=" + values + "]");
    }
}
