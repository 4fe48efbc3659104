package io.github.anaplan4j.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The {@code task} objects of scenarios that are told by their steps. A step's times are those of its frame, which is not yet known
 * when the JSON is written: {@code {startTime:1}} and {@code {duration:1}} stand for them.
 */
final class ProcessJson {
    private static final Pattern TIME = Pattern.compile("\\{(startTime|duration):(\\d+)(?:-(\\d+))?}");

    private ProcessJson() {}

    static List<Step> upToTheFailure(List<Step> steps) {
        List<Step> run = new ArrayList<>();
        for (Step step : steps) {
            run.add(step);
            if (step.isFailing()) {
                break;
            }
        }
        return run;
    }

    static String running(Step step, double progress) {
        return """
                {"type":"taskInformation","taskId":"{taskId}","currentStep":%s,"progress":%s,"taskState":"IN_PROGRESS"}""".formatted(Reply.quoted("Processing " + step.name() + " …"), number(progress));
    }

    static String ofProcess(List<Step> steps, boolean times) {
        List<Step> run = upToTheFailure(steps);
        boolean successful = run.stream().noneMatch(Step::isFailing);
        String nested = IntStream.range(0, run.size())
                .mapToObj(i -> run.get(i).result(Reply.quoted(steps.get(i).id(i)), times(times, i + 1, i + 2)))
                .collect(Collectors.joining(","));
        return complete(
                successful,
                "{\"objectId\":\"{actionId}\",\"successful\":" + successful + ",\"failureDumpAvailable\":"
                        + nested.contains("\"failureDumpAvailable\":true") + times(times, 1, run.size() + 1)
                        + ",\"nestedResults\":[" + nested + "]}");
    }

    static String ofAction(List<Step> steps, boolean times) {
        Step action = steps.get(0);
        return complete(!action.isFailing(), action.result("\"{actionId}\"", times(times, 1, 2)));
    }

    private static String complete(boolean successful, String result) {
        return """
                {"type":"taskInformation","taskId":"{taskId}","currentStep":"%s","progress":1.0,"result":%s,\
                "taskState":"COMPLETE"}""".formatted(successful ? "Complete." : "Failed.", result);
    }

    private static String times(boolean wanted, int from, int to) {
        return wanted
                ? ",\"duration\":\"{duration:" + from + "-" + to + "}\",\"startTime\":\"{startTime:" + from + "}\""
                : "";
    }

    private static String number(double progress) {
        return String.format(Locale.ROOT, "%.2f", progress);
    }

    /** @return the JSON with each time in its place, from the frame of its number on, or to that of another */
    static String withTimes(String json, List<Duration> frames, Instant startedAt) {
        return TIME.matcher(json).replaceAll(place -> {
            Duration from = frames.get(Integer.parseInt(place.group(2)));
            return place.group(1).equals("startTime")
                    ? Long.toString(startedAt.plus(from).toEpochMilli())
                    : Long.toString(frames.get(Integer.parseInt(place.group(3)))
                            .minus(from)
                            .toMillis());
        });
    }
}
