package io.github.anaplan4j.report;

import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.RowCounts;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a report as text for people.
 *
 * <p>The text has a head of a few lines, then one line for each step, in columns. Only what failed, and dumps, have
 * further lines. What a server says is kept on its line, whatever characters it sends.
 */
final class TaskReportText {
    private static final int LONGEST_CELL = 40;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final String UNDER_A_STEP = "        ";

    private final TaskReport report;
    private final StringBuilder text = new StringBuilder();
    private final List<Row> rows = new ArrayList<>();

    private record Row(List<String> cells, List<String> linesBelow) {}

    TaskReportText(TaskReport report) {
        this.report = report;
        head();
        report.steps().forEach(step -> row(step, 0));
        table();
    }

    private void head() {
        TaskOutcome outcome = report.outcome();
        line(ending(outcome) + ": " + noun(outcome.task().action().kind()) + " "
                + outcome.task().action().actionId() + quotedAfter(" ", Optional.of(report.name())));
        line("Task: " + outcome.task());
        outcome.result().ifPresent(result -> {
            if (result.duration() != null) {
                line("Took " + seconds(result.duration())
                        + (result.startTime() == null ? "" : ", from " + result.startTime()));
            }
            result.rowCounts().forEach(counts -> line(printable(counts.toString())));
            messages(result, !result.isSuccessful()).forEach(this::line);
        });
        if (outcome.status().result() == null) {
            line("The server sent no result.");
        }
        report.firstFailedStep().ifPresent(step -> line("First failure: " + firstFailure(step)));
        if (outcome instanceof TaskOutcome.Failed
                && !report.steps().isEmpty()
                && report.firstFailedStep().isEmpty()) {
            line("No step that was reported failed; only the process as a whole says so.");
        }
        if (!report.steps().isEmpty()) {
            line("Steps: " + tally());
        }
        outcome.dumps().stream().filter(dump -> dump.objectId() == null).forEach(dump -> line("Failure dump: " + dump));
    }

    private static String ending(TaskOutcome outcome) {
        return outcome.fold(
                succeeded -> "SUCCEEDED",
                withRejectedRows -> "SUCCEEDED WITH REJECTED ROWS",
                failed -> "FAILED",
                cancelled -> "CANCELLED"
                        + cancelled
                                .cancelledBy()
                                .map(name -> " by " + printable(name))
                                .orElse(""));
    }

    private static String noun(ActionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String firstFailure(ReportedStep step) {
        String why = step.result() == null
                ? ""
                : messages(step.result(), true).stream().findFirst().orElse("");
        return "step " + step.place() + quotedAfter(", ", step.name())
                + (why.isEmpty() ? ", without a message" : ": " + why);
    }

    private String tally() {
        long failed = count(ReportedStep::hasFailed);
        long rejecting = count(step -> word(step).equals("rejected rows"));
        long unreported = count(step -> !step.isReported());
        long unknown = count(step -> word(step).equals("NOT KNOWN"));
        long ok = report.steps().size() - failed - unreported - unknown;
        return ok + " succeeded"
                + (rejecting == 0 ? "" : " (" + rejecting + " with rejected rows)")
                + (failed == 0 ? "" : ", " + failed + " failed")
                + (unknown == 0 ? "" : ", " + unknown + " not known")
                + (unreported == 0 ? "" : ", " + unreported + " not reported");
    }

    private long count(Predicate<ReportedStep> condition) {
        return report.steps().stream().filter(condition).count();
    }

    private void row(ReportedStep step, int depth) {
        List<String> cells = List.of(
                "  ".repeat(depth) + step.place(),
                word(step),
                printable(step.name().orElse("")),
                printable(step.type().orElse("")),
                printable(step.id().orElse("")),
                Optional.ofNullable(step.offset())
                        .map(offset -> (offset.isNegative() ? "" : "+") + seconds(offset))
                        .orElse(""),
                step.duration().map(TaskReportText::seconds).orElse(""),
                notes(step));
        rows.add(new Row(cells, linesBelow(step)));
        step.steps().forEach(inner -> row(inner, depth + 1));
    }

    private static String word(ReportedStep step) {
        TaskResult result = step.result();
        if (result == null) {
            return "not reported";
        }
        if (result.successful() == null) {
            return "NOT KNOWN";
        }
        return step.hasFailed() ? "FAILED" : result.hasRejectedRows() ? "rejected rows" : "ok";
    }

    private static String notes(ReportedStep step) {
        Stream<String> counts = step.rowCounts().stream().map(RowCounts::toString);
        Stream<String> messages =
                step.result() == null || step.hasFailed() ? Stream.empty() : messages(step.result(), false).stream();
        return printable(Stream.concat(counts, messages).collect(Collectors.joining("; ")));
    }

    private static List<String> linesBelow(ReportedStep step) {
        List<String> lines = new ArrayList<>();
        if (step.result() != null && step.hasFailed()) {
            lines.addAll(messages(step.result(), true));
        }
        if (step.dump() != null) {
            lines.add("failure dump: " + step.dump());
        }
        return lines;
    }

    // A message of row counts is left out where the counts are shown, because it says the same in words.
    private static List<String> messages(TaskResult result, boolean withParticulars) {
        return result.details().stream()
                .filter(detail -> withParticulars || detail.rowCounts().isEmpty())
                .map(detail -> message(detail, withParticulars))
                .map(TaskReportText::printable)
                .filter(message -> !message.isEmpty())
                .toList();
    }

    private static String message(ResultDetail detail, boolean withParticulars) {
        String words = detail.localMessageText() == null ? detail.type() : detail.localMessageText();
        String times = detail.occurrences() > 1 ? " (" + detail.occurrences() + " times)" : "";
        if (!withParticulars) {
            return words + times;
        }
        String type = detail.localMessageText() == null || detail.type().isEmpty() ? "" : " [" + detail.type() + "]";
        String pairs = detail.rowCounts().isPresent()
                ? ""
                : detail.pairs().stream()
                        .filter(pair -> pair.key() != null && pair.value() != null)
                        .map(pair -> pair.key() + " = " + pair.value())
                        .collect(Collectors.joining(", "));
        return words + times + type + (pairs.isEmpty() ? "" : " " + pairs);
    }

    private void table() {
        int columns = rows.isEmpty() ? 0 : rows.get(0).cells().size();
        int[] widths = new int[columns];
        for (Row row : rows) {
            for (int i = 0; i < columns; i++) {
                int length = Math.min(LONGEST_CELL, row.cells().get(i).length());
                widths[i] = Math.max(widths[i], length);
            }
        }
        for (Row row : rows) {
            String line = "";
            for (int i = 0; i < columns; i++) {
                line += widths[i] == 0 ? "" : "  " + padded(row.cells().get(i), widths[i], isNumber(i));
            }
            line(line.stripTrailing());
            row.linesBelow().forEach(below -> line(UNDER_A_STEP + below));
        }
    }

    // Offsets and durations are aligned to the right, where they are easier to compare.
    private static boolean isNumber(int column) {
        return column == 5 || column == 6;
    }

    private static String padded(String cell, int width, boolean toTheRight) {
        String blanks = " ".repeat(Math.max(0, width - cell.length()));
        return toTheRight ? blanks + cell : cell + blanks;
    }

    /** {@return the duration in seconds with milliseconds, or in hours, minutes and seconds from 100 seconds on} */
    private static String seconds(Duration duration) {
        Duration size = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        return size.toSeconds() < 100
                ? String.format(Locale.ROOT, "%s%d.%03d s", sign, size.toSeconds(), size.toMillisPart())
                : String.format(
                        Locale.ROOT,
                        "%s%d:%02d:%02d h",
                        sign,
                        size.toHours(),
                        size.toMinutesPart(),
                        size.toSecondsPart());
    }

    private static String quotedAfter(String separator, Optional<String> name) {
        return name.filter(known -> !known.isEmpty())
                .map(known -> separator + "\"" + printable(known) + "\"")
                .orElse("");
    }

    private static String printable(String text) {
        String line = Printable.onOneLine(text).strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
