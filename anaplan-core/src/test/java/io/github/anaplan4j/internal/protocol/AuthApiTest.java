package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.spi.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a refused login says. */
class AuthApiTest {
    @Test
    void whatAGatewayEchoesOfTheHeaderOrTheBodyIsNotTold() {
        Login login = new Login() {
            @Override
            public Request request(Instant now) {
                return new Request(
                        "CACertificate bGV0IG1lIGlu",
                        Map.of("encodedData", "c29tZSByYW5kb20gYnl0ZXM=", "encodedDataFormat", "v2"));
            }

            @Override
            public String cure() {
                return "Do something else.";
            }
        };
        AuthApi api = new AuthApi(
                BaseUrl.of("https://auth.example.com"),
                CannedTransport.answering(
                        400,
                        "{\"status\":\"FAILURE\",\"statusMessage\":\"v2 of bGV0IG1lIGlu, c29tZSByYW5kb20gYnl0ZXM=\"}"),
                Duration.ofSeconds(30),
                new Lifecycle(),
                new ManualTime());

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> api.logIn(login))
                .withMessageContaining("(FAILURE, v2 of [token], [token]). Do something else.");
    }
}
