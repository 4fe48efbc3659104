package io.github.anaplan4j.internal.auth;

import static io.github.anaplan4j.internal.port.Failures.notSent;
import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.TransportException.Kind;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.RefreshTokenStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which logins are repeated, and which trades of a refresh token. */
class RepeatedLoginTest {
    private static final IssuedToken ISSUED = new IssuedToken(new AuthToken("issued"), Duration.ofMinutes(35));

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final Service service = new Service();
    private final ScriptedOAuth oauth = new ScriptedOAuth();
    private final TokenFactory factory = new TokenFactory(service, oauth, lifecycle, time);

    static Stream<AnaplanException> passing() {
        return Stream.of(
                status(429),
                status(503),
                status(500),
                status(502),
                status(408),
                notSent(Kind.CONNECT),
                sent(Kind.CONNECTION_LOST),
                sent(Kind.TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aLoginIsRepeatedAfterTroubleOnTheWay(AnaplanException trouble) {
        service.failing(trouble, trouble, trouble);

        assertThat(password().token()).isEqualTo(ISSUED.token());

        assertThat(service.requests).containsExactly("login", "login", "login", "login");
    }

    @Test
    void aLoginThatIsAlwaysInTroubleIsSentFourTimes() {
        AnaplanException trouble = status(503);
        service.failing(trouble, trouble, trouble, trouble, trouble);

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> password().token())
                .havingRootCause()
                .isSameAs(trouble);

        assertThat(service.requests).hasSize(4);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(15));
    }

    static Stream<AnaplanException> lasting() {
        return Stream.of(status(302), status(400), status(401), status(403), status(404), status(407));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatWasJudgedIsNotRepeated(AnaplanException judged) {
        service.failing(judged);

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> password().token());

        assertThat(service.requests).hasSize(1);
        assertThat(time.passed()).isZero();
    }

    @Test
    void noLoginBeginsSoLateThatNobodyWaitsForItsEnd() {
        service.failing(status(429, Duration.ofSeconds(61)));

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> password().token());

        assertThat(service.requests).hasSize(1);
        assertThat(time.passed()).isZero();
    }

    @Test
    void whoHasAValidTokenGoesOnWithItAtOnce() {
        ClientTokens tokens = password();
        tokens.token();
        time.pass(Duration.ofMinutes(30));
        service.failing(status(503), status(503));

        assertThat(tokens.token()).isEqualTo(ISSUED.token());

        assertThat(service.requests).containsExactly("login", "refresh", "login");
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void aClientThatClosesDoesNotLogInAgain() {
        service.failing(status(503), status(503));
        time.in(Duration.ofSeconds(2), lifecycle::beginClosing);

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> password().token());

        assertThat(service.requests).hasSize(1);
    }

    static Stream<AnaplanException> surelyNotProcessed() {
        return Stream.of(notSent(Kind.CONNECT), status(429));
    }

    @ParameterizedTest
    @MethodSource("surelyNotProcessed")
    void aRefreshTokenThatSurelyWasNotTradedIsSentAgain(AnaplanException trouble) {
        oauth.answering(failing(trouble), () -> new OAuthAnswer.Granted(ISSUED, "next"));

        assertThat(trading().token()).isEqualTo(ISSUED.token());

        assertThat(oauth.requests).containsExactly("refresh first", "refresh first");
    }

    static Stream<AnaplanException> perhapsProcessed() {
        return Stream.of(status(500), status(503), status(408), sent(Kind.CONNECTION_LOST), sent(Kind.TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("perhapsProcessed")
    void aRefreshTokenThatMayHaveBeenTradedIsNotSentAgain(AnaplanException trouble) {
        oauth.answering(failing(trouble));

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> trading().token());

        assertThat(oauth.requests).containsExactly("refresh first");
    }

    private static Supplier<OAuthAnswer> failing(AnaplanException trouble) {
        return () -> {
            throw new LoginFailedException("There is no token.", trouble);
        };
    }

    private ClientTokens password() {
        return factory.password("ada@example.com", () -> "secret".toCharArray());
    }

    private ClientTokens trading() {
        return factory.oauth(OAuthClient.of("app-1"), new RefreshTokens(RefreshTokenStore.inMemory("first")));
    }

    /** A service that has trouble as often as it was told to. */
    private static final class Service implements Logins {
        private final List<String> requests = new ArrayList<>();
        private final Deque<AnaplanException> troubles = new ArrayDeque<>();

        void failing(AnaplanException... next) {
            troubles.addAll(List.of(next));
        }

        @Override
        public IssuedToken logIn(Login login) {
            return answer("login");
        }

        @Override
        public IssuedToken refresh(AuthToken valid) {
            return answer("refresh");
        }

        private IssuedToken answer(String request) {
            requests.add(request);
            @Nullable AnaplanException trouble = troubles.poll();
            if (trouble != null) {
                throw new LoginFailedException("There is no token.", trouble);
            }
            return ISSUED;
        }

        @Override
        public void logOut(AuthToken token) {}
    }
}
