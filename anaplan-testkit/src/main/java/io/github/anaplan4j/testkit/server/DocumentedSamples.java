package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.server.RunResult.Detail;
import io.github.anaplan4j.testkit.server.RunResult.Documented;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anaplan's answers as its page on process task status has them, and published fixtures, written down by hand. */
public final class DocumentedSamples {
    private static final String CLEAR = "117000000015";
    private static final String EMPLOYEES = "112000000003";
    private static final String PRICES = "112000000009";
    private static final Duration END = Duration.ofSeconds(30);

    /** The dump of the import whose two rows were rejected. */
    private static final String DUMP = """
            _Status_,Code,Name,_Line_,_Error_1_,_Error_2_
            E,E-017,,5,The name is missing,
            W,E-018,"Example, Ada",9,The parent does not exist,"The name was ""Ada"" before"
            """;

    private DocumentedSamples() {}

    /** {@return ten seconds queued, twenty running, then the first sample} */
    public static RunScript complete() {
        return queuedThenRunning("COMPLETE").then(END, RunStatus.complete("1", complete(null, null)));
    }

    /** {@return the same with the second sample, which has the times of each step} */
    public static RunScript completeWithProcessDetails() {
        return queuedThenRunning("COMPLETE with process details")
                .then(
                        END,
                        RunStatus.complete(
                                "1", complete(times(868, 1_677_624_626_034L), times(1112, 1_677_624_625_790L))));
    }

    private static RunResult complete(@Nullable Documented times, @Nullable Documented ofStep) {
        return RunResult.ofProcess(times, List.of(step(CLEAR, true, false, ofStep)));
    }

    /** {@return ten seconds queued, twenty running, then ten of rolling back} */
    public static RunScript cancelled() {
        return queuedThenRunning("CANCELLED")
                .then(END, RunStatus.CANCELLING)
                .then(Duration.ofSeconds(40), RunStatus.cancelled("Ada Example"));
    }

    /** {@return a process of three steps, of which the second rejects rows and the third fails} */
    public static RunScript failed() {
        return queuedThenRunning("failed process with nested results")
                .then(
                        END,
                        RunStatus.complete(
                                "1.0",
                                RunResult.ofProcess(
                                        times(19_850, 1_767_225_610_000L),
                                        List.of(
                                                step(CLEAR, true, false, times(1112, 1_767_225_610_020L)),
                                                employees(),
                                                step(
                                                        PRICES,
                                                        false,
                                                        false,
                                                        times(340, 1_767_225_629_480L),
                                                        new Detail(
                                                                "The file to be imported is no longer available",
                                                                "uploadedFileNoLongerAvailable",
                                                                List.of()))))));
    }

    /** {@return a process that is successful, though its one step rejected rows} */
    public static RunScript completeWithRejectedRows() {
        return queuedThenRunning("COMPLETE with rejected rows")
                .then(
                        END,
                        RunStatus.complete(
                                "1.0", RunResult.ofProcess(times(18_350, 1_767_225_611_100L), List.of(employees()))));
    }

    private static RunResult employees() {
        return step(EMPLOYEES, true, true, times(18_330, 1_767_225_611_140L), ScriptedStep.rows("Employees", 2, 13));
    }

    private static RunResult step(
            String id, boolean successful, boolean dump, @Nullable Documented times, Detail... details) {
        return new RunResult(id, successful, dump, times, List.of(details), List.of());
    }

    private static Documented times(long millis, long start) {
        return new Documented(Duration.ofMillis(millis), Instant.ofEpochMilli(start));
    }

    private static RunScript queuedThenRunning(String name) {
        return RunScript.named(name)
                .then(Duration.ZERO, RunStatus.NOT_STARTED)
                .then(Duration.ofSeconds(10), RunStatus.running("0.2"))
                .then(Duration.ofSeconds(15), RunStatus.running("0.4"))
                .then(Duration.ofSeconds(20), RunStatus.running("0.6"))
                .then(Duration.ofSeconds(25), RunStatus.running("0.8"));
    }

    static byte[] dump() {
        return DUMP.getBytes(StandardCharsets.UTF_8);
    }
}
