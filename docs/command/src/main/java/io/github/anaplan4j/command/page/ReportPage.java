package io.github.anaplan4j.command.page;

import io.github.anaplan4j.report.ReportedStep;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** One HTML page on how a run ended. It needs no script and no network. */
public final class ReportPage {
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int LONGEST_CELL = 200;
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--line:#d0d7de;--shade:#f6f8fa;\
            --good:#1a7f37;--rejected:#7d4e00;--bad:#b62324;--other:#57606a}
            @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--paper:#0d1117;--line:#30363d;\
            --shade:#161b22;--good:#4ac26b;--rejected:#e3b341;--bad:#ff7b72;--other:#9da7b3}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:70rem;padding:1rem;background:var(--paper);color:var(--ink);\
            font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
            h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .5rem}
            .verdict{font-size:1.1rem;font-weight:600;border-left:.4rem solid;padding:.4rem .8rem;\
            background:var(--shade)}
            .good{color:var(--good)}.rejected{color:var(--rejected)}.bad{color:var(--bad)}.other{color:var(--other)}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:var(--soft)}dd{margin:0}
            .wide{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            caption{text-align:left;color:var(--soft);padding:.4rem .6rem}
            th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-top:1px solid var(--line)}
            thead th{border-top:0;background:var(--shade);white-space:nowrap}
            td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
            td.v{white-space:nowrap}td.w{min-width:12rem}
            .tl{display:block;min-width:44rem;width:100%;height:auto}
            code{font:.85rem ui-monospace,monospace}
            footer{margin-top:2rem;color:var(--soft);font-size:.85rem}
            @media print{.wide{overflow:visible}}
            """;

    private final TaskReport report;
    private final StringBuilder page = new StringBuilder();

    private ReportPage(TaskReport report) {
        this.report = report;
    }

    /**
     * Writes the page.
     *
     * @param report how the run ended
     * @param course what was seen of it on its way
     * @param rejected the first rows that were rejected
     * @param verdict the exit code in words
     * @param now when it is written
     * @return the page
     */
    public static String of(
            TaskReport report, Course course, List<RejectedRows> rejected, String verdict, Instant now) {
        ReportPage page = new ReportPage(report);
        page.head(verdict);
        page.facts(course);
        page.messages();
        page.timeline(course);
        page.steps();
        rejected.forEach(page::rows);
        page.foot(now);
        return page.page.toString();
    }

    private void head(String verdict) {
        TaskOutcome outcome = report.outcome();
        String name = report.name().isEmpty() ? outcome.task().action().toString() : report.name();
        Verdict ending = Verdict.of(outcome);
        raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        // Nothing of the page is loaded or run, whatever a name from the server might smuggle in.
        raw("<meta http-equiv=\"Content-Security-Policy\""
                + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        raw("<title>" + Markup.escaped(name + ": " + verdict) + "</title>\n<style>\n" + STYLE + "</style>\n");
        raw("</head>\n<body>\n<main>\n<h1>" + Markup.escaped(name) + "</h1>\n");
        raw("<p class=\"verdict " + ending.style() + "\">" + ending.sign() + " " + Markup.escaped(verdict) + "</p>\n");
    }

    private void facts(Course course) {
        TaskOutcome outcome = report.outcome();
        raw("<dl>\n");
        fact(
                "Seen again by",
                "<code>anaplan watch " + Markup.escaped(outcome.task().toString()) + "</code>");
        outcome.result().ifPresent(result -> {
            if (result.startTime() != null) {
                fact("Began", Markup.escaped(result.startTime().toString()));
            }
            if (result.duration() != null) {
                fact("Took", Times.format(result.duration()));
            }
        });
        if (outcome instanceof TaskOutcome.Cancelled cancelled) {
            cancelled.cancelledBy().ifPresent(who -> fact("Cancelled by", Markup.escaped(who)));
        }
        report.firstFailedStep()
                .ifPresent(step ->
                        fact("Failed first", Markup.escaped("step " + step.place() + ", " + Timeline.name(step))));
        fact("On the way", Markup.escaped(course.inWords()));
        raw("</dl>\n");
    }

    private void fact(String name, String markup) {
        raw("<dt>" + name + "</dt><dd>" + markup + "</dd>\n");
    }

    private void messages() {
        List<String> messages =
                report.outcome().result().stream().flatMap(ReportPage::messages).toList();
        if (!messages.isEmpty()) {
            raw("<h2>What Anaplan says</h2>\n<ul>\n");
            messages.forEach(message -> raw("<li>" + Markup.escaped(message) + "</li>\n"));
            raw("</ul>\n");
        }
    }

    private static Stream<String> messages(TaskResult result) {
        return result.details().stream()
                .map(ReportPage::message)
                .filter(message -> !message.isBlank())
                .map(message -> Markup.shortened(message, LONGEST_MESSAGE));
    }

    private static String message(ResultDetail detail) {
        String words = detail.rowCounts()
                .map(Object::toString)
                .orElseGet(() -> detail.localMessageText() == null ? detail.type() : detail.localMessageText());
        return words + (detail.occurrences() > 1 ? " (" + detail.occurrences() + " times)" : "");
    }

    private void timeline(Course course) {
        if (!report.steps().isEmpty()) {
            raw("<h2>Over time</h2>\n<div class=\"wide\" tabindex=\"0\">" + new Timeline(report, course).svg()
                    + "</div>\n");
        }
    }

    private void steps() {
        if (report.steps().isEmpty()) {
            return;
        }
        raw("<h2>Steps</h2>\n<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">#</th>"
                + "<th scope=\"col\">Name</th><th scope=\"col\">Result</th><th scope=\"col\">Took</th>"
                + "<th scope=\"col\">What Anaplan says</th></tr></thead>\n<tbody>\n");
        report.steps().forEach(this::step);
        raw("</tbody></table></div>\n");
    }

    private void step(ReportedStep step) {
        Verdict verdict = Verdict.of(step);
        String says = step.result() == null
                ? ""
                : String.join(
                        "<br>", messages(step.result()).map(Markup::escaped).toList());
        raw("<tr><td>" + Markup.escaped(step.place()) + "</td><td class=\"w\">" + Markup.escaped(Timeline.name(step))
                + "</td><td class=\"v " + verdict.style() + "\">" + verdict.sign() + " " + verdict.word()
                + "</td><td class=\"n\">" + step.duration().map(Times::format).orElse("") + "</td><td class=\"w\">"
                + says + "</td></tr>\n");
        step.steps().forEach(this::step);
    }

    private void rows(RejectedRows rejected) {
        raw("<h2>Rejected rows of " + Markup.escaped(source(rejected)) + "</h2>\n");
        if (!rejected.trouble().isEmpty()) {
            raw("<p>" + Markup.escaped(rejected.trouble()) + "</p>\n");
            return;
        }
        raw("<div class=\"wide\" tabindex=\"0\"><table>\n<caption>"
                + (rejected.isAll() ? "All " : "The first ") + rejected.rows().size()
                + " rows. The whole of it: <code>anaplan dump "
                + Markup.escaped(rejected.dump().task().toString()) + "</code></caption>\n<thead><tr>");
        rejected.columns().forEach(column -> raw("<th scope=\"col\">" + cell(column) + "</th>"));
        raw("</tr></thead>\n<tbody>\n");
        rejected.rows().forEach(row -> {
            raw("<tr>");
            row.forEach(value -> raw("<td>" + cell(value) + "</td>"));
            raw("</tr>\n");
        });
        raw("</tbody></table></div>\n");
    }

    private static String cell(String text) {
        return Markup.escaped(Markup.shortened(text, LONGEST_CELL));
    }

    private String source(RejectedRows rejected) {
        return report.steps().stream()
                .filter(step -> rejected.dump().equals(step.dump()))
                .map(Timeline::name)
                .findFirst()
                .orElse(report.name().isEmpty() ? "the run" : report.name());
    }

    private void foot(Instant now) {
        raw("</main>\n<footer><p>Written by anaplan at " + now.truncatedTo(ChronoUnit.SECONDS)
                + ". Not affiliated with Anaplan, Inc.</p></footer>\n</body>\n</html>\n");
    }

    private void raw(String markup) {
        page.append(markup);
    }
}
