package io.github.anaplan4j.command;

import io.github.anaplan4j.task.RowCounts;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many rejected rows are few enough to pass.
 *
 * @param most their number, or their share in percent
 * @param isShare whether it is a share of all rows
 */
record Tolerance(BigDecimal most, boolean isShare) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(%?)");

    /** What an import counted, or all of them together. */
    private record Rows(long rejected, long total) {}

    /** {@return whether the rows are few enough; no, if Anaplan did not count them} */
    boolean allows(TaskOutcome outcome) {
        return rows(outcome).filter(this::allows).isPresent();
    }

    private boolean allows(Rows rows) {
        BigDecimal rejected = BigDecimal.valueOf(rows.rejected);
        return isShare
                ? rejected.movePointRight(2).compareTo(most.multiply(BigDecimal.valueOf(rows.total))) <= 0
                : rejected.compareTo(most) <= 0;
    }

    // An import that rejected rows, or has a dump of them, and does not say how many, is as bad as can be.
    private Optional<Rows> rows(TaskOutcome outcome) {
        List<TaskResult> all =
                outcome.result().stream().flatMap(TaskResult::tree).toList();
        long rejected = 0;
        long total = 0;
        for (TaskResult result : all) {
            boolean isCounted = false;
            for (RowCounts counts : result.rowCounts()) {
                rejected += sum(counts.failed(), counts.invalid(), counts.withWarnings());
                total += counts.total().orElse(0);
                isCounted |= counts.total().isPresent() || !isShare;
            }
            if (!isCounted && result.nestedResults().isEmpty() && result.failureDumpAvailable()) {
                return Optional.empty();
            }
        }
        return rejected == 0 ? Optional.empty() : Optional.of(new Rows(rejected, total));
    }

    private static long sum(OptionalLong... counts) {
        return Arrays.stream(counts).mapToLong(count -> count.orElse(0)).sum();
    }

    @Override
    public String toString() {
        return most.toPlainString() + (isShare ? "%" : " rows");
    }

    /** Reads {@code 100} or {@code 0.1%}. */
    static final class Converter implements ITypeConverter<Tolerance> {
        @Override
        public Tolerance convert(String text) {
            Matcher written = WRITTEN.matcher(text.strip());
            if (!written.matches() || written.group(2).isEmpty() && text.contains(".")) {
                throw new TypeConversionException(
                        "\"" + text + "\" is neither a number of rows, such as 100, nor a share, such as 0.1%");
            }
            return new Tolerance(
                    new BigDecimal(written.group(1)), !written.group(2).isEmpty());
        }
    }
}
