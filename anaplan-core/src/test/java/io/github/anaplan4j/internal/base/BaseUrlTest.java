package io.github.anaplan4j.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @Test
    void slashesAtTheEndAreDropped() {
        assertThat(BaseUrl.of(" https://api.anaplan.com/2/0// ")).isEqualTo(BaseUrl.of("https://api.anaplan.com/2/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1/2/0", "http://127.0.0.1", "http://127.9.8.7:80", "http://[::1]:8080/x"})
    void plainHttpIsForThisMachine(String url) {
        assertThat(BaseUrl.of(url).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.anaplan.com/2/0",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://128.0.0.1",
                "http://10.0.0.1",
                "ftp://localhost"
            })
    void plainHttpToAnywhereElseIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of(url)).withMessageContaining("Use https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.anaplan.com/2/0",
                "https://api.anaplan.com/2/0?x=1",
                "https://api.anaplan.com/2/0#x",
                "https:///2/0",
                "https:api.anaplan.com",
                "https://api anaplan.com/2/0",
                "https://api.anaplan.com:99999/2/0"
            })
    void whatIsNoBaseUrlIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.of(url))
                .withMessageContaining("https://api.anaplan.com/2/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ada:hunter2@api.anaplan.com/2/0",
                "https://ada:hun/ter2@api.anaplan.com",
                "https://ada:hunter2^@api.anaplan.com"
            })
    void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of(url)).withMessageNotContaining("hun");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://my_proxy.example.com/2/0", "http://anaplan_fake:8080/2/0", "https://a_b"})
    void aHostWithAnUnderscoreIsRefusedForWhatItIs(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.of(url))
                .withMessage("The base URL " + url + " has a host with an underscore, which no host name may have and"
                        + " Java cannot use. Give the host another name, with hyphens.");
    }

    @Test
    void aRemoteHostIsNotThisMachine() {
        assertThat(BaseUrl.of("https://api.anaplan.com/2/0").isLoopback()).isFalse();
    }
}
