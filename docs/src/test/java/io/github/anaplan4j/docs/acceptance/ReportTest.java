package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.report.ReportedStep;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {
    private static final Duration LIMIT = Duration.ofHours(1);

    @ParameterizedTest
    @EnumSource
    void aProcessOfTwoHundredStepsOfAllKindsCanBeRead(EachTransport transport) {
        List<ProcessStep> steps = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            steps.add(step(i));
            if (i <= 180) {
                results.add(result(i));
            }
        }
        try (Fixture fixture = new Fixture(transport)) {
            Scenario scenario = Scenario.named("200 steps")
                    .then(
                            Duration.ZERO,
                            "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":false,"
                                    + "\"failureDumpAvailable\":true,\"duration\":\"3600000\","
                                    + "\"startTime\":\"1767225600000\","
                                    + "\"nestedResults\":[" + String.join(",", results) + "]}}");
            ActionRef process = fixture.fake.givenProcess(
                    "118000000007", "Nightly load", scenario, steps.toArray(ProcessStep[]::new));

            TaskOutcome outcome = fixture.anaplan
                    .model(process.model().workspaceId(), process.model().modelId())
                    .processNamed("Nightly load")
                    .run(LIMIT);
            TaskReport report = fixture.anaplan.report(outcome);

            assertThat(report.firstFailedStep().flatMap(ReportedStep::name)).hasValue("Load 180");
            assertThat(report.toString().lines())
                    .hasSize(5 + 200 + 1 + outcome.dumps().size())
                    .contains(
                            "FAILED: process 118000000007 \"Nightly load\"",
                            "Took 1:00:00 h, from 2026-01-01T00:00:00Z",
                            "First failure: step 180, \"Load 180\": The source model is archived [sourceModelArchived]",
                            "Steps: 179 succeeded (44 with rejected rows), 1 failed, 20 not reported",
                            "  1    ok             Clear 1      BULK_DELETE_ENTITIES  117000000001   +20.000 s"
                                    + "  19.900 s",
                            "  2    ok             Publish 2    EXPORT                116000000002   +40.000 s"
                                    + "  19.900 s",
                            "  4    rejected rows  Load 4       IMPORT                112000000004   +80.000 s"
                                    + "  19.900 s  Prices: 2000 rows, 1960 succeeded, 40 failed",
                            "        failure dump: " + outcome.task() + "/dumps/112000000004",
                            "  180  FAILED         Load 180     IMPORT                112000000180  +1:00:00 h"
                                    + "  19.900 s",
                            "  200  not reported   Load 200     IMPORT                112000000200");
        }
    }

    private static ProcessStep step(int i) {
        return switch (i % 4) {
            case 0 -> new ProcessStep("%d".formatted(112_000_000_000L + i), "Load " + i, "IMPORT");
            case 1 -> new ProcessStep("%d".formatted(117_000_000_000L + i), "Clear " + i, "BULK_DELETE_ENTITIES");
            case 2 -> new ProcessStep("%d".formatted(116_000_000_000L + i), "Publish " + i, "EXPORT");
            default -> new ProcessStep("%d".formatted(117_000_000_000L + i), "Order " + i, "ORDER_HIERARCHY");
        };
    }

    private static String result(int i) {
        boolean failed = i == 180;
        String detail = failed
                ? "{\"type\":\"sourceModelArchived\",\"localMessageText\":\"The source model is archived\"}"
                : "{\"type\":\"hierarchyRowsProcessedWithFailures\",\"values\":[\"hierarchyName\",\"Prices\","
                        + "\"totalRowCount\",\"2000\",\"successRowCount\",\"1960\",\"failedCount\",\"40\"]}";
        boolean isImport = i % 4 == 0;
        return ("{\"objectId\":\"%s\",\"successful\":%s,\"failureDumpAvailable\":%s,\"duration\":\"19900\","
                        + "\"startTime\":\"%d\"%s}")
                .formatted(
                        step(i).id(),
                        !failed,
                        isImport && !failed,
                        1_767_225_600_000L + 20_000L * i,
                        isImport ? ",\"details\":[" + detail + "]" : "");
    }
}
