package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a result's {@code details}: a message, or the row counts of an import.
 *
 * @param type Anaplan's name for this sort of message, such as {@code hierarchyRowsProcessedWithFailures}: an open set;
 *     empty if the server sent none
 * @param localMessageText the message in the language of the start's locale, or null
 * @param occurrences how many equal messages were folded into this one; 0, the usual value, means none were
 * @param values the server's flat list of alternating keys and values, as sent: elements may be null, keys may repeat
 */
public record ResultDetail(
        String type, @Nullable String localMessageText, int occurrences, List<@Nullable String> values)
        implements Serializable {
    /**
     * Copies the list.
     *
     * @param type Anaplan's name for this sort of message, such as {@code hierarchyRowsProcessedWithFailures}
     * @param localMessageText the message in the language of the start's locale, or null
     * @param occurrences how many equal messages were folded into this one
     * @param values the server's flat list of alternating keys and values, as sent
     */
    public ResultDetail {
        Objects.requireNonNull(type, "type");
        values = Collections.unmodifiableList(new ArrayList<>(values)); // not List.copyOf: elements may be null
    }

    /**
     * A key of {@link #values} with its value.
     *
     * @param key the key, or null if the server sent null
     * @param value the value, or null if the server sent null
     */
    public record Pair(@Nullable String key, @Nullable String value) implements Serializable {
        /** {@return both on one line, with a blank for each character that cannot be shown} */
        @Override
        public String toString() {
            return Printable.shown("Pair[key=" + key + ", value=" + value + "]");
        }
    }

    /** {@return the values as pairs in the server's order; a last key without a value is dropped} */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < values.size(); i += 2) {
            pairs.add(new Pair(values.get(i), values.get(i + 1)));
        }
        return Collections.unmodifiableList(pairs);
    }

    /**
     * {@return whether this entry says that an import rejected some rows, or took some with a warning}
     *
     * <p>It says so by its type or by its counts: any that are {@linkplain RowCounts#failed failed},
     * {@linkplain RowCounts#invalid invalid} or {@linkplain RowCounts#withWarnings with warnings}. Ignored rows are
     * usual, and do not count.
     */
    public boolean reportsRejectedRows() {
        return type.endsWith("RowsProcessedWithFailures") || new RowCounts(this).hasRejected();
    }

    /** {@return the row counts of an import, if this entry has any} */
    public Optional<RowCounts> rowCounts() {
        return RowCounts.areIn(this) ? Optional.of(new RowCounts(this)) : Optional.empty();
    }

    /** {@return all of it on one line, with a blank for each character that cannot be shown} */
    @Override
    public String toString() {
        return Printable.shown("ResultDetail[type=" + type + ", localMessageText=" + localMessageText + ", occurrences="
                + occurrences + ", values=" + values + "]");
    }
}
