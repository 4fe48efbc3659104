package io.github.anaplan4j.command.page;

import io.github.anaplan4j.report.ReportedStep;
import io.github.anaplan4j.report.TaskReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the steps of a run over time, as an SVG image that needs nothing else.
 *
 * <p>Colours follow the reader's choice of light or dark. Each bar has its words in a title as well, for those who hear
 * it, and a sign for those who see no colours.
 */
public final class Timeline {
    private static final int WIDTH = 1_000;
    private static final int NAMES = 330;
    private static final int RIGHT = 100;
    private static final int ROW = 26;
    private static final int TOP = 78;
    private static final int LONGEST_NAME = 42;
    private static final int MOST_TICKS = 8;
    private static final String STYLE = """
            .tl{font:14px system-ui,sans-serif}.tl text{fill:#1b1f24}.tl .soft{fill:#57606a}.tl .grid{stroke:#d0d7de}\
            .tl .paper{fill:#fff}.tl .good{fill:#2da44e}.tl .rejected{fill:#bf8700}.tl .bad{fill:#cf222e}\
            .tl .other{fill:#8c959f}
            @media(prefers-color-scheme:dark){.tl text{fill:#e6edf3}.tl .soft{fill:#9da7b3}.tl .grid{stroke:#30363d}\
            .tl .paper{fill:#0d1117}.tl .good{fill:#3fb950}.tl .rejected{fill:#d29922}.tl .bad{fill:#f85149}\
            .tl .other{fill:#6e7681}}
            """;

    private final TaskReport report;
    private final String course;
    private final List<ReportedStep> steps = new ArrayList<>();
    private final Duration begin;
    private final Duration whole;

    /**
     * Makes a timeline.
     *
     * @param report how the run ended
     * @param course what was seen of it on its way
     */
    public Timeline(TaskReport report, Course course) {
        this.report = report;
        this.course = course.inWords();
        report.steps().forEach(this::add);
        Duration first = Duration.ZERO;
        Duration last = report.outcome()
                .result()
                .map(result -> result.duration() == null ? Duration.ZERO : result.duration())
                .orElse(Duration.ZERO);
        for (ReportedStep step : steps) {
            if (step.offset() != null) {
                first = shorter(first, step.offset());
                Duration end = step.offset().plus(step.duration().orElse(Duration.ZERO));
                last = end.compareTo(last) > 0 ? end : last;
            }
        }
        this.begin = first;
        this.whole = last.minus(first);
    }

    private void add(ReportedStep step) {
        steps.add(step);
        step.steps().forEach(this::add);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** {@return the image, as a document of its own} */
    public String image() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg() + "\n";
    }

    /** {@return the image, to stand in a page} */
    String svg() {
        int height = TOP + ROW * Math.max(1, steps.size()) + 16;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tl\" role=\"img\" width=\"%d\" height=\"%d\""
                        + " viewBox=\"0 0 %d %d\""
                        + " aria-labelledby=\"tl-title tl-desc\">",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append("<title id=\"tl-title\">").append(Markup.escaped(title())).append("</title>");
        svg.append("<desc id=\"tl-desc\">")
                .append(Markup.escaped(description()))
                .append("</desc>");
        svg.append("<style>").append(STYLE).append("</style>");
        svg.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
        text(svg, 12, 22, "", Markup.shortened(title(), 110));
        text(svg, 12, 42, "soft", course);
        axis(svg, height);
        for (int i = 0; i < steps.size(); i++) {
            row(svg, steps.get(i), TOP + ROW * i);
        }
        if (steps.isEmpty()) {
            text(svg, 12, TOP + 18, "soft", "Anaplan reported no steps.");
        }
        return svg.append("</svg>").toString();
    }

    private String title() {
        String name = report.name().isEmpty() ? report.outcome().task().action().actionId() : report.name();
        return name + ", " + Times.format(whole);
    }

    private String description() {
        return steps.size() + " steps. " + course;
    }

    private void axis(StringBuilder svg, int height) {
        if (whole.isZero()) {
            return;
        }
        Duration tick = Times.tick(whole, MOST_TICKS);
        for (Duration at = Duration.ZERO; at.compareTo(whole) <= 0; at = at.plus(tick)) {
            double x = x(begin.plus(at));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                    x,
                    x,
                    TOP - 2,
                    height - 12));
            text(
                    svg,
                    x + 3,
                    TOP - 6,
                    "soft",
                    at.isZero() ? "0" : Times.format(at).replaceAll("\\.0(?= s)| 00[ms]", ""));
        }
    }

    private double x(Duration at) {
        double share = (double) at.minus(begin).toMillis() / Math.max(1, whole.toMillis());
        return NAMES + share * (WIDTH - NAMES - RIGHT);
    }

    private void row(StringBuilder svg, ReportedStep step, int y) {
        Verdict verdict = Verdict.of(step);
        String name = step.place() + "  " + name(step);
        svg.append("<g><title>")
                .append(Markup.escaped(name + ": " + verdict.word()
                        + step.duration().map(took -> ", " + Times.format(took)).orElse("")))
                .append("</title>");
        text(svg, 12, y + 18, "", verdict.sign() + " " + Markup.shortenedWithin(name, LONGEST_NAME));
        Duration took = step.duration().orElse(Duration.ZERO);
        if (step.offset() != null) {
            double from = x(step.offset());
            double width = Math.max(2, x(step.offset().plus(took)) - from);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>",
                    verdict.style(),
                    from,
                    y + 5,
                    width,
                    ROW - 10));
            text(svg, from + width + 6, y + 18, "soft", Times.format(took));
        } else {
            text(svg, NAMES, y + 18, "soft", verdict == Verdict.OTHER ? "not reported" : "at a time not reported");
        }
        svg.append("</g>");
    }

    static String name(ReportedStep step) {
        return step.name().filter(name -> !name.isBlank()).or(step::id).orElse("without a name");
    }

    private static void text(StringBuilder svg, double x, int y, String style, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\"", x, y));
        if (!style.isEmpty()) {
            svg.append(" class=\"").append(style).append('"');
        }
        svg.append('>').append(Markup.escaped(words)).append("</text>");
    }
}
