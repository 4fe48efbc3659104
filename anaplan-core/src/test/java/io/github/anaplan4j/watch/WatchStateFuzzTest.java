package io.github.anaplan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import java.nio.charset.StandardCharsets;

/** Whatever a stored watch says, it can be stored again and continued, or is refused. */
class WatchStateFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyTextIsAWatchOrRefused(byte[] text) {
        Bounded.run(() -> readAndWrite(new String(text, StandardCharsets.UTF_8)));
    }

    private static void readAndWrite(String text) {
        WatchState state;
        try {
            state = WatchState.parse(text);
        } catch (IllegalArgumentException documented) {
            return;
        }
        assertThat(WatchState.parse(state.toText())).isEqualTo(state);
        state.sinceChange();
        state.failing();
        state.running();
        state.missed();
    }
}
