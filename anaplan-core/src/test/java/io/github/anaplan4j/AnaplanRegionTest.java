package io.github.anaplan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    @MethodSource("io.github.anaplan4j.AnaplanRegion#known")
    void noTokenLeavesAnaplan(AnaplanRegion region) {
        assertThat(Stream.of(region.api(), region.auth(), region.oauth()))
                .allSatisfy(base -> assertThat(base.getHost()).endsWith(".anaplan.com"));
    }

    @Test
    void nineteenRegionsAreKnown() {
        assertThat(AnaplanRegion.known()).hasSize(19);
    }

    @Test
    void aRegionIsFoundByItsNameAndOthersCanBeMade() {
        assertThat(AnaplanRegion.of("eu3")).isSameAs(AnaplanRegion.EU3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnaplanRegion.of("XX1"))
                .withMessageContaining("XX1")
                .withMessageContaining("AU1")
                .withMessageContaining("ofHosts");
        assertThat(AnaplanRegion.ofHosts(
                                "XX1", "https://xx1.example.com/2/0", "https://a.example.com", "https://o.example.com")
                        .api())
                .hasToString("https://xx1.example.com/2/0");
    }
}
