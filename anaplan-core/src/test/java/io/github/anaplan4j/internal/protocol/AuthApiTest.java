package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.spi.ManualTime;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused login says. */
class AuthApiTest {
    private static final String NOT_JUDGED = "check that the region is the tenant's";

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void aLoginThatWasJudgedHasTheCureForThatLogin(int status) {
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> api(status, "{}").logIn(login()))
                .withMessageContaining("Do something else.")
                .withMessageNotContaining("null")
                .withMessageNotContaining(NOT_JUDGED);
    }

    @ParameterizedTest
    @CsvSource({
        "302, a redirect",
        "403, allow-list",
        "404, region",
        "405, region",
        "407, Set them where the proxy is set",
        "418, gateway",
        "503, fault",
    })
    void aLoginThatWasNotJudgedIsNoReasonToChangeAPassword(int status, String advice) {
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> api(status, "<html>").logIn(login()))
                .withMessageContaining("answered " + status)
                .withMessageContaining(advice)
                .withMessageNotContaining("Do something else.");
    }

    @Test
    void anAnswerMayHave64KibibytesAndNotOneByteMore() {
        String start = "{\"tokenInfo\":{\"tokenValue\":\"a-token-made-for-this-test\",\"x\":\"";
        String issued = start + "x".repeat(64 * 1024 - start.length() - 3);

        assertThat(api(200, issued + "\"}}").logIn(login()).token().value()).isEqualTo("a-token-made-for-this-test");
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> api(200, issued + "x\"}}").logIn(login()))
                .withMessageContaining("no token");
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 203, 206, 207, 226, 299})
    void aTokenComesWith200Or201(int status) {
        String issued = "{\"tokenInfo\":{\"tokenValue\":\"a-token-made-for-this-test\"}}";

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> api(status, issued).logIn(login()))
                .withMessageContaining("answered with " + status + " and something that is no token")
                .withMessageNotContaining("a-token");
        for (int good : new int[] {200, 201}) {
            assertThat(api(good, issued).logIn(login()).token().value()).isEqualTo("a-token-made-for-this-test");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, PT1S", "3600000, PT1H", "0,", "-5000,", ",", "soon,"})
    void aTokenLivesUntilItExpiresOrUntilItIsRejected(String expiresAt, Duration lifetime) {
        String issued = "{\"tokenInfo\":{\"tokenValue\":\"t\""
                + (expiresAt == null ? "" : ",\"expiresAt\":\"" + expiresAt + "\"") + "}}";

        assertThat(api(200, issued).logIn(login()).lifetime()).isEqualTo(lifetime);
    }

    @Test
    void whatAGatewayEchoesOfTheHeaderOrTheBodyIsNotTold() {
        String echo = "{\"status\":\"FAILURE\",\"statusMessage\":\"v2 of bGV0IG1lIGlu, c29tZSByYW5kb20gYnl0ZXM=,"
                + " sixteen-letters-\"}";

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> api(400, echo).logIn(login()))
                .withMessageContaining("(FAILURE, v2 of [token], [token], [token]). Do something else.");
    }

    @Test
    void aLoginWithoutAnAnswerIsToldInWholeSentences() {
        AuthApi broken = new AuthApi(
                BaseUrl.of("https://auth.example.com"),
                new CannedTransport(200, Map.of(), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new SocketException("Connection reset");
                    }
                }),
                Duration.ofSeconds(30),
                new Lifecycle(),
                new ManualTime());

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> broken.logIn(login()))
                .withMessageContaining(". The authentication service is https://auth.example.com: check ");
    }

    private static Login login() {
        return new Login() {
            @Override
            public Request request(Instant now) {
                return new Request(
                        "CACertificate bGV0IG1lIGlu",
                        Map.of(
                                "encodedData",
                                "c29tZSByYW5kb20gYnl0ZXM=",
                                "encodedDataFormat",
                                "v2",
                                "nonce",
                                "sixteen-letters-"));
            }

            @Override
            public String cure() {
                return "Do something else.";
            }
        };
    }

    private static AuthApi api(int status, String body) {
        return new AuthApi(
                BaseUrl.of("https://auth.example.com"),
                CannedTransport.answering(status, body),
                Duration.ofSeconds(30),
                new Lifecycle(),
                new ManualTime());
    }
}
