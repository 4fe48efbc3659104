package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Whatever a line says, it names something that prints to a line which names the same, or is refused. */
class LinesFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyLineNamesSomethingOrIsRefused(byte[] bytes) {
        String line = new String(bytes, StandardCharsets.UTF_8);
        Bounded.run(() -> {
            comesBack(line, TaskRef::parse);
            comesBack(line, DumpRef::parse);
        });
    }

    private static void comesBack(String line, Function<String, ?> parser) {
        Object named;
        try {
            named = parser.apply(line);
        } catch (IllegalArgumentException documented) {
            return;
        }
        assertThat(parser.apply(named.toString())).isEqualTo(named);
    }
}
