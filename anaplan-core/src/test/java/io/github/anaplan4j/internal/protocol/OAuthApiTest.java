package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.internal.port.OAuthGrants.DeviceCodes;
import io.github.anaplan4j.spi.ManualTime;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of the codes of a device grant. */
class OAuthApiTest {
    @ParameterizedTest
    @CsvSource({"600, 5, 600, 5", "900, 60, 900, 60", "100000000, 100000000, 900, 60", "-1, -1, 900, 5", "0, 0, 0, 0"})
    void nobodyWaitsForYearsBecauseTheServerSaysSo(int expiresIn, int interval, int lifetime, int pause) {
        DeviceCodes codes = codes("https://auth.example.com", "https://x.example.com/activate", expiresIn, interval);

        assertThat(codes.userCode().lifetime()).isEqualTo(Duration.ofSeconds(lifetime));
        assertThat(codes.interval()).isEqualTo(Duration.ofSeconds(pause));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x.example.com/activate", "javascript:alert(1)", "x.example.com"})
    void noCodeIsTypedWhereOthersCanReadIt(String address) {
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> codes("https://auth.example.com", address, 600, 5));
    }

    @Test
    void aFakeOnThisMachineMayNameAPlainAddress() {
        assertThat(codes("http://127.0.0.1:8080", "http://127.0.0.1:8080/activate", 600, 5)
                        .userCode()
                        .verificationUri())
                .isEqualTo("http://127.0.0.1:8080/activate");
    }

    @ParameterizedTest
    @CsvSource({
        "302, a redirect",
        "403, allow-list",
        "404, region",
        "405, region",
        "407, Set them where the proxy is set",
        "429, too many requests",
        "503, fault",
    })
    void whatIsNoAnswerOfTheServiceIsAdvisedOnByItsStatus(int status, String advice) {
        OAuthApi api = answering("https://auth.example.com", status, "<html>Sign in</html>");
        OAuthClient client = OAuthClient.of("client");

        for (ThrowingCallable request :
                List.<ThrowingCallable>of(() -> api.refresh(client, "refresh-1"), () -> api.requestCodes(client))) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(request)
                    .withMessageContaining("answered " + status + ". ")
                    .withMessageContaining(advice)
                    .withMessageNotContaining("no token");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 203, 204, 206, 207, 226, 299})
    void tokensAndCodesComeWith200Or201(int status) {
        String issued = "{\"access_token\":\"t\",\"device_code\":\"d\",\"user_code\":\"U\","
                + "\"verification_uri\":\"https://example.com\"}";
        OAuthApi api = answering("https://auth.example.com", status, issued);
        OAuthClient client = OAuthClient.of("client");

        for (ThrowingCallable request :
                List.<ThrowingCallable>of(() -> api.refresh(client, "refresh-1"), () -> api.requestCodes(client))) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(request)
                    .withMessageContaining("answered with " + status + " and something that is no token");
        }
        for (int good : new int[] {200, 201}) {
            assertThat(answering("https://auth.example.com", good, issued).refresh(client, "refresh-1"))
                    .isInstanceOf(OAuthAnswer.Granted.class);
        }
    }

    @Test
    void aRefusalIsToldInTheServicesWordsWithoutTheSecrets() {
        OAuthApi api = answering(
                "https://auth.example.com",
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"refresh-1 of secret-1 is used up\"}");
        OAuthClient client = OAuthClient.of("client", "secret-1"::toCharArray);

        assertThat(api.refresh(client, "refresh-1"))
                .isEqualTo(new OAuthAnswer.Refused("invalid_grant", "[token] of [token] is used up"));
    }

    @Test
    void aRefusalMayHaveNoWords() {
        OAuthClient client = OAuthClient.of("client");

        assertThat(answering("https://auth.example.com", 403, "{\"error\":\"slow_down\"}")
                        .refresh(client, "refresh-1"))
                .isEqualTo(new OAuthAnswer.Refused("slow_down", ""));
        assertThat(answering("https://auth.example.com", 401, "").refresh(client, "refresh-1"))
                .as("not every HTTP client delivers the body of a 401")
                .isEqualTo(new OAuthAnswer.Refused("status 401", ""));
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> answering("https://auth.example.com", 401, "").requestCodes(client))
                .withMessageContaining("has no code for")
                .withMessageContaining("(status 401)");
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> answering("https://auth.example.com", 400, "").refresh(client, "refresh-1"))
                .withMessageContaining("answered 400. ");
        assertThatExceptionOfType(LoginFailedException.class)
                .as("a refusal without a name is none")
                .isThrownBy(
                        () -> answering("https://auth.example.com", 400, "{}").refresh(client, "refresh-1"))
                .withMessageContaining("answered 400. ");
    }

    @ParameterizedTest
    @CsvSource({"3600, PT1H", "1, PT1S", "0,", "-1,", "soon,"})
    void anAccessTokenLivesAsLongAsTheServiceSaysOrUntilItIsRejected(String expiresIn, Duration lifetime) {
        String answer = "{\"access_token\":\"t\",\"expires_in\":\"" + expiresIn + "\"}";

        assertThat(answering("https://auth.example.com", 200, answer).refresh(OAuthClient.of("client"), "refresh-1"))
                .isInstanceOfSatisfying(OAuthAnswer.Granted.class, granted -> {
                    assertThat(granted.refreshToken()).isNull();
                    assertThat(granted.token()).isNotNull();
                    assertThat(granted.token().lifetime()).isEqualTo(lifetime);
                });
    }

    @ParameterizedTest
    @CsvSource({"{}, true", "'{\"refresh_token\":\"r\"}', false", "'{\"access_token\":\"a b\"}', true"})
    void aGrantBringsAtLeastOneToken(String answer, boolean isNone) {
        OAuthApi api = answering("https://auth.example.com", 200, answer);

        Throwable none = catchThrowable(() -> api.refresh(OAuthClient.of("client"), "refresh-1"));

        assertThat(none != null).isEqualTo(isNone);
        if (isNone) {
            assertThat(none)
                    .isInstanceOf(LoginFailedException.class)
                    .hasMessageContaining("something that is no token");
        }
    }

    private static DeviceCodes codes(String server, String address, int expiresIn, int interval) {
        String answer = "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"" + address
                + "\",\"expires_in\":" + expiresIn + ",\"interval\":" + interval + "}";
        return answering(server, 200, answer).requestCodes(OAuthClient.of("client"));
    }

    private static OAuthApi answering(String server, int status, String answer) {
        return new OAuthApi(
                BaseUrl.of(server),
                CannedTransport.answering(status, answer),
                Duration.ofSeconds(30),
                new Lifecycle(),
                new ManualTime());
    }
}
