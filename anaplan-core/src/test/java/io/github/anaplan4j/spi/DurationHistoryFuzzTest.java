package io.github.anaplan4j.spi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.anaplan4j.Bounded;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever is in a file of durations, there are some in it, or it is refused. */
class DurationHistoryFuzzTest {
    private static final ActionRef ACTION = new ActionRef(new ModelRef("W", "M"), ActionKind.PROCESS, "P");
    private static final Path FILE = Jimfs.newFileSystem(Configuration.unix()).getPath("/durations");

    @FuzzTest(maxDuration = "20s")
    void anyFileIsReadOrRefused(byte[] content) throws IOException {
        Files.write(FILE, content);
        Bounded.run(() -> {
            try {
                DurationHistory.file(FILE).durations(ACTION);
            } catch (UncheckedIOException documented) {
                // the one way to refuse a file
            }
        });
    }
}
