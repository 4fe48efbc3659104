package io.github.anaplan4j.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnaplanRegionTest {
    @ParameterizedTest
    @CsvSource({
        "US1, https://api.anaplan.com/2/0,      https://auth.anaplan.com,      https://us1a.app.anaplan.com",
        "EU4, https://api.anaplan.com/2/0,      https://auth.anaplan.com,      https://us1a.app.anaplan.com",
        "GB1, https://gb1.api.anaplan.com/2/0,  https://gb1.auth.anaplan.com,  https://gb1.app.anaplan.com",
        "CA1, https://ca1a.api.anaplan.com/2/0, https://ca1a.auth.anaplan.com, https://ca1a.app.anaplan.com",
        "AU1, https://au1a.api2.anaplan.com/2/0, https://au1a.app2.anaplan.com, https://au1a.app2.anaplan.com"
    })
    void eachRegionHasThreeHosts(AnaplanRegion region, String api, String auth, String oauth) {
        assertThat(region.api()).hasToString(api);
        assertThat(region.auth()).hasToString(auth);
        assertThat(region.oauth()).hasToString(oauth);
    }

    @ParameterizedTest
    @EnumSource
    void noTokenLeavesAnaplan(AnaplanRegion region) {
        assertThat(Stream.of(region.api(), region.auth(), region.oauth()))
                .allSatisfy(base -> assertThat(base.uri().getHost()).endsWith(".anaplan.com"));
    }

    @Test
    void nineteenRegionsAreKnown() {
        assertThat(AnaplanRegion.values()).hasSize(19);
    }
}
