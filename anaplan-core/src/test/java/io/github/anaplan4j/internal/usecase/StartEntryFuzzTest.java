package io.github.anaplan4j.internal.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whatever a ledger says, it can be written again and judged by, or is refused. */
class StartEntryFuzzTest {
    private static final ActionRef ACTION = new ActionRef(new ModelRef("W", "M"), ActionKind.PROCESS, "P");
    private static final ListedTask LISTED =
            new ListedTask(ACTION.task("T"), TaskState.IN_PROGRESS, Instant.parse("2026-01-05T10:00:00Z"));

    @FuzzTest(maxDuration = "20s")
    void anyTextIsAnEntryOrRefused(byte[] text) {
        Bounded.run(() -> readAndWrite(new String(text, StandardCharsets.UTF_8)));
    }

    private static void readAndWrite(String text) {
        StartEntry entry;
        try {
            entry = StartEntry.parse(text);
        } catch (IllegalArgumentException documented) {
            return;
        }
        assertThat(StartEntry.parse(entry.toText())).isEqualTo(entry);
        entry.mayBeNew(LISTED);
        entry.isMuchLater(LISTED);
        entry.isNoOlder(LISTED);
        entry.isRuledOutBy(List.of(LISTED), Instant.EPOCH, Duration.ZERO);
    }
}
