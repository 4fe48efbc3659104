package io.github.anaplan4j.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The row counts of one import, read from a result's detail.
 *
 * <p>The names of the counts are those of published samples. Which counts come, and in what order, differs from import
 * to import, so every count is optional.
 *
 * @param detail the detail, with all its keys and values as sent
 */
public record RowCounts(ResultDetail detail) implements Serializable {
    private static final Set<String> KEYS = Set.of(
            "totalRowCount",
            "successRowCount",
            "warningsRowCount",
            "failedCount",
            "ignoredCount",
            "invalidCount",
            "createdCount",
            "updatedCount",
            "renamedCount");

    // With the same mark between all groups. Of three digits each but in India, and the last one everywhere.
    private static final Pattern IN_GROUPS =
            Pattern.compile("-?[1-9]\\d{0,2}(?=([,.'\u2019 \u00A0\u202F]))(?:\\1\\d{2,3})*\\1\\d{3}");

    /**
     * Checks that there is a detail.
     *
     * @param detail the detail, with all its keys and values as sent
     */
    public RowCounts {
        Objects.requireNonNull(detail, "detail");
    }

    static boolean areIn(ResultDetail detail) {
        RowCounts counts = new RowCounts(detail);
        return KEYS.stream().anyMatch(key -> counts.count(key).isPresent());
    }

    /** {@return the name of the list that was imported into, if the server sent one} */
    public Optional<String> hierarchyName() {
        return values("hierarchyName").findFirst();
    }

    /** {@return how many rows the source had} */
    public OptionalLong total() {
        return count("totalRowCount");
    }

    /** {@return how many rows went through} */
    public OptionalLong succeeded() {
        return count("successRowCount");
    }

    /** {@return how many rows went through with a warning} */
    public OptionalLong withWarnings() {
        return count("warningsRowCount");
    }

    /** {@return how many rows were rejected} */
    public OptionalLong failed() {
        return count("failedCount");
    }

    /** {@return how many rows were ignored} */
    public OptionalLong ignored() {
        return count("ignoredCount");
    }

    /** {@return how many rows were invalid} */
    public OptionalLong invalid() {
        return count("invalidCount");
    }

    boolean hasRejected() {
        return Stream.of(failed(), invalid(), withWarnings()).anyMatch(count -> count.orElse(0) > 0);
    }

    /** {@return how many items were created} */
    public OptionalLong created() {
        return count("createdCount");
    }

    /** {@return how many items were updated} */
    public OptionalLong updated() {
        return count("updatedCount");
    }

    /** {@return how many items were renamed} */
    public OptionalLong renamed() {
        return count("renamedCount");
    }

    /**
     * Looks up a count by Anaplan's key.
     *
     * @param key any key of the detail, such as {@code successCreateCount}
     * @return the first whole number that the server sent for the key, if any, also one in groups of digits such as
     *     {@code 1,234} or {@code 1.234}; {@link ResultDetail#pairs} has all
     */
    public OptionalLong count(String key) {
        return values(key)
                .map(String::strip)
                .map(value -> IN_GROUPS.matcher(value).matches() ? value.replaceAll("[^\\d-]", "") : value)
                .filter(value -> value.matches("-?\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private Stream<String> values(String key) {
        return detail.pairs().stream()
                .filter(pair -> key.equals(pair.key()))
                .flatMap(pair -> Optional.ofNullable(pair.value()).stream());
    }

    /**
     * {@return the counts in words, such as {@code Employees: 13 rows, 11 succeeded, 2 failed}}
     *
     * <p>Counts that are zero or missing are left out.
     */
    @Override
    public String toString() {
        List<String> counts = new ArrayList<>();
        add(counts, total(), "rows");
        add(counts, succeeded(), "succeeded");
        add(counts, withWarnings(), "with warnings");
        add(counts, failed(), "failed");
        add(counts, ignored(), "ignored");
        add(counts, invalid(), "invalid");
        add(counts, created(), "created");
        add(counts, updated(), "updated");
        add(counts, renamed(), "renamed");
        String words = counts.isEmpty() ? "no rows" : String.join(", ", counts);
        return hierarchyName().map(name -> name + ": " + words).orElse(words);
    }

    private static void add(List<String> counts, OptionalLong count, String what) {
        if (count.orElse(0) != 0) {
            counts.add(count.getAsLong() + " " + what);
        }
    }
}
