package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FuzzSettingsTest {
    /** A name that leads nowhere is not told: the fuzzer would look at nothing. */
    @Test
    void whatIsInstrumentedIsThere() throws IOException {
        Properties settings = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/junit-platform.properties")) {
            settings.load(in);
        }

        assertThat(settings.getProperty("jazzer.instrument")).isEqualTo(Json.class.getName());
    }
}
