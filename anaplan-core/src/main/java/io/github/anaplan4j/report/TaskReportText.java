package io.github.anaplan4j.report;

import io.github.anaplan4j.internal.base.Printable;
import io.github.anaplan4j.report.StepTable.Column;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.RowCounts;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a report as text for people.
 *
 * <p>The text has a head of a few lines, then one line for each step, in columns. Only what failed, and dumps, have
 * further lines. What a server says is kept on its line, whatever characters it sends.
 */
final class TaskReportText {
    private static final int LONGEST_MESSAGE = 1_000;

    private final TaskReport report;
    private final StringBuilder text = new StringBuilder();
    private final StepTable table = new StepTable();

    TaskReportText(TaskReport report) {
        this.report = report;
        head();
        report.steps().forEach(step -> row(step, 0));
        table.writeTo(this::line);
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
        Map<StepVerdict, Long> steps =
                report.steps().stream().collect(Collectors.groupingBy(StepVerdict::of, Collectors.counting()));
        long rejecting = steps.getOrDefault(StepVerdict.SUCCEEDED_WITH_REJECTED_ROWS, 0L);
        long succeeded = steps.getOrDefault(StepVerdict.SUCCEEDED, 0L) + rejecting;
        return succeeded + " succeeded"
                + (rejecting == 0 ? "" : " (" + rejecting + " with rejected rows)")
                + others(steps, StepVerdict.FAILED, " failed")
                + others(steps, StepVerdict.NOT_KNOWN, " not known")
                + others(steps, StepVerdict.NOT_REPORTED, " not reported");
    }

    private static String others(Map<StepVerdict, Long> steps, StepVerdict verdict, String what) {
        return steps.containsKey(verdict) ? ", " + steps.get(verdict) + what : "";
    }

    private void row(ReportedStep step, int depth) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        cells.put(Column.PLACE, "  ".repeat(depth) + step.place());
        cells.put(Column.VERDICT, StepVerdict.of(step).word());
        cells.put(Column.NAME, printable(step.name().orElse("")));
        cells.put(Column.TYPE, printable(step.type().orElse("")));
        cells.put(Column.ID, printable(step.id().orElse("")));
        cells.put(
                Column.OFFSET,
                Optional.ofNullable(step.offset())
                        .map(offset -> (offset.isNegative() ? "" : "+") + seconds(offset))
                        .orElse(""));
        cells.put(Column.DURATION, step.duration().map(TaskReportText::seconds).orElse(""));
        cells.put(Column.NOTES, notes(step));
        table.add(cells, linesBelow(step));
        step.steps().forEach(inner -> row(inner, depth + 1));
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
