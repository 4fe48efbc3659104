package io.github.anaplan4j.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollRegistryTest {
    private static final BaseUrl SERVER = BaseUrl.of("https://api.anaplan.com/2/0");
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");
    private static final Duration FLOOR = Duration.ofHours(1);

    private final PollRegistry registry = PollRegistry.of(new ManualTime());

    @Test
    void theLatest100000PollsAreRemembered() {
        for (int i = 1; i <= 100_000; i++) {
            poll(i);
        }
        assertThat(tooEarly(1)).isEqualTo(FLOOR);

        poll(100_001);

        assertThat(tooEarly(1)).isZero();
        assertThat(tooEarly(2)).isEqualTo(FLOOR);
        assertThat(tooEarly(100_001)).isEqualTo(FLOOR);
    }

    private void poll(int task) {
        assertThat(registry.begin(SERVER, ACTION.task("T" + task), FLOOR, 0)).isZero();
        registry.end(SERVER, ACTION.task("T" + task));
    }

    private Duration tooEarly(int task) {
        return registry.tooEarly(SERVER, ACTION.task("T" + task), FLOOR, 0);
    }
}
