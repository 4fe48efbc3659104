package io.github.anaplan4j.internal.transfer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.report.DumpRow;
import java.io.ByteArrayInputStream;

/** Whatever a dump holds, it has rows or is refused. */
class CsvRowsFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyBytesAreRowsOrRefused(byte[] dump) {
        Bounded.run(() -> {
            try (CsvRows rows = new CsvRows("a dump", new ByteArrayInputStream(dump))) {
                rows.stream().forEach(DumpRow::toString);
            } catch (MalformedResponseException documented) {
                // the one way to refuse a dump
            }
        });
    }
}
