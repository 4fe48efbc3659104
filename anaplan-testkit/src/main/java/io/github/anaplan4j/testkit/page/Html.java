package io.github.anaplan4j.testkit.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the page. What comes from outside is escaped here, and nowhere else. */
final class Html {
    private static final Map<Snapshot.Look, String> LOOKS = Map.of(
            Snapshot.Look.UNDER_WAY, "",
            Snapshot.Look.GOOD, "good",
            Snapshot.Look.WARNING, "warning",
            Snapshot.Look.BAD, "bad");

    private Html() {}

    /** Returns the whole page; the problem is what could not be done, or nothing. */
    static String page(Snapshot fake, String problem) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Fake Anaplan</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/page/style.css">
                <script src="/page/refresh.js" defer></script>
                </head>
                <body>
                <header>
                <h1>Fake Anaplan</h1>
                <p>The API is at <code>%s</code>. It is <time id="now" data-live>%s</time> there.
                Time factor: %s.</p>
                <p><button type="button" id="pause" aria-pressed="false" hidden>Pause updates</button>
                <span id="connection" role="status"></span>
                <noscript>Reload this page to see what has changed.</noscript></p>
                %s</header>
                <main>
                <section id="tasks" aria-labelledby="tasks-heading" data-live>
                <h2 id="tasks-heading">Tasks</h2>
                %s</section>
                <section id="devices" aria-labelledby="devices-heading" data-live>
                <h2 id="devices-heading">Devices</h2>
                %s</section>
                <section aria-labelledby="models-heading">
                <h2 id="models-heading">Models</h2>
                %s</section>
                <section id="requests" aria-labelledby="requests-heading" data-live>
                <h2 id="requests-heading">Last requests</h2>
                %s</section>
                </main>
                <footer><p>Part of anaplan4j, which is not affiliated with Anaplan, Inc.</p></footer>
                </body>
                </html>
                """.formatted(
                        escaped(fake.apiUrl()),
                        time(fake.now()),
                        factor(fake.factor()),
                        problem.isEmpty() ? "" : "<p class=\"problem\" role=\"alert\">" + escaped(problem) + "</p>\n",
                        tasks(fake.tasks()),
                        devices(fake.devices()),
                        models(fake.models()),
                        requests(fake.requests()));
    }

    private static String tasks(List<Snapshot.Task> tasks) {
        return table(
                "No task was started yet. Start one below, or over the API.",
                List.of("Task", "Action", "State", "Step", "Started", "Steer"),
                tasks.stream().map(Html::row).toList());
    }

    private static String row(Snapshot.Task task) {
        String buttons = task.isOver()
                ? ""
                : form(
                        "tasks",
                        task.path(),
                        List.of(
                                button("next", "Next state", "of task " + task.id()),
                                button("minute", "Forward 1 min", "task " + task.id()),
                                button("fail", "Fail", "task " + task.id()),
                                button("cancel", "Cancel", "task " + task.id())));
        return "<tr><th scope=\"row\"><code>" + escaped(task.id()) + "</code></th>"
                + cell("Action", task.action())
                + "<td data-label=\"State\" class=\"" + LOOKS.get(task.look()) + "\">" + escaped(task.state()) + "</td>"
                + cell("Step", task.step()) + cell("Started", ago(task.age())) + "<td>" + buttons + "</td></tr>\n";
    }

    private static String devices(List<Snapshot.Device> devices) {
        return table(
                "No device waits for its user.",
                List.of("Code", "Application", "Decide"),
                devices.stream().map(Html::row).toList());
    }

    private static String row(Snapshot.Device device) {
        String buttons = form(
                "devices",
                device.userCode(),
                List.of(
                        button("approve", "Approve", "device " + device.userCode()),
                        button("deny", "Deny", "device " + device.userCode())));
        return "<tr><th scope=\"row\"><code>" + escaped(device.userCode()) + "</code></th>"
                + cell("Application", device.clientId()) + "<td>" + buttons + "</td></tr>\n";
    }

    private static String models(List<Snapshot.Model> models) {
        return models.stream()
                .map(model -> "<h3>" + escaped(model.name()) + "</h3>\n<p>Model <code>" + escaped(model.id())
                        + "</code>, workspace " + escaped(model.workspaceName()) + " <code>"
                        + escaped(model.workspaceId()) + "</code></p>\n"
                        + table(
                                "This model has no actions.",
                                List.of("Action", "Kind", "Id", "Steer"),
                                model.actions().stream().map(Html::row).toList()))
                .collect(Collectors.joining());
    }

    private static String row(Snapshot.Action action) {
        return "<tr><th scope=\"row\">" + escaped(action.name()) + "</th>" + cell("Kind", action.kind())
                + "<td data-label=\"Id\"><code>"
                + escaped(action.id()) + "</code></td><td>"
                + form("actions", action.path(), List.of(button("start", "Start", action.name()))) + "</td></tr>\n";
    }

    private static String requests(List<Snapshot.Request> requests) {
        return table(
                "Nobody has asked anything yet.",
                List.of("Time", "Request", "Answer"),
                requests.stream()
                        .map(request -> "<tr><td data-label=\"Time\">" + time(request.at())
                                + "</td><td data-label=\"Request\"><code>" + escaped(request.line())
                                + "</code></td>" + cell("Answer", request.outcome()) + "</tr>\n")
                        .toList());
    }

    private static String table(String ifEmpty, List<String> columns, List<String> rows) {
        if (rows.isEmpty()) {
            return "<p>" + ifEmpty + "</p>\n";
        }
        return "<table>\n<thead><tr>"
                + columns.stream()
                        .map(column -> "<th scope=\"col\">" + column + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead>\n<tbody>\n" + String.join("", rows) + "</tbody>\n</table>\n";
    }

    private static String form(String to, String what, List<String> buttons) {
        return "<form method=\"post\" action=\"/page/" + to + "\"><input type=\"hidden\" name=\"what\" value=\""
                + escaped(what) + "\">" + String.join(" ", buttons) + "</form>";
    }

    // What is not seen says to those who hear the page which row the button belongs to.
    private static String button(String command, String text, String which) {
        return "<button name=\"do\" value=\"" + command + "\">" + text + "<span class=\"heard\"> " + escaped(which)
                + "</span></button>";
    }

    // On a narrow screen a row is a block, and each cell says itself what it is.
    private static String cell(String label, String text) {
        return "<td data-label=\"" + label + "\">" + escaped(text) + "</td>";
    }

    private static String factor(double factor) {
        return factor == Math.rint(factor) ? String.format(Locale.ROOT, "%.0f", factor) : Double.toString(factor);
    }

    private static String time(Instant time) {
        return escaped(time.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String ago(Duration age) {
        return String.format(Locale.ROOT, "%d:%02d:%02d ago", age.toHours(), age.toMinutesPart(), age.toSecondsPart());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
