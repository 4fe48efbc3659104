package io.github.anaplan4j.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.TestTokens;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.internal.watch.BackgroundDriver;
import io.github.anaplan4j.internal.watch.PollEngine;
import io.github.anaplan4j.internal.watch.TestEngines;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TokenSource;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a token that expires is renewed, and what is done if that fails. */
class TokenLifeTest {
    private final ManualTime time = new ManualTime();
    private final Service service = new Service();
    private final ClientTokens tokens = opened(Credentials.userPassword("ada@example.com", "secret".toCharArray()));

    @Test
    void aTokenIsRenewedFiveMinutesBeforeItExpires() {
        tokens.token();
        time.pass(Duration.ofMinutes(30).minusNanos(1));
        tokens.token();
        assertThat(service.requests).containsExactly("login");

        time.pass(Duration.ofNanos(1));
        assertThat(tokens.token().value()).isEqualTo("token-2");
        assertThat(service.requests).containsExactly("login", "refresh token-1");
    }

    @Test
    void ofAShortLifeTheLastFifthIsTheMargin() {
        service.lifetime = Duration.ofSeconds(10);
        tokens.token();
        time.pass(Duration.ofSeconds(8));

        assertThat(tokens.token().value()).isEqualTo("token-2");
    }

    @Test
    void aTokenOfUnknownLifeIsKeptUntilItIsRejected() {
        service.lifetime = null;
        AuthToken first = tokens.token();
        time.pass(Duration.ofDays(365));

        assertThat(tokens.token()).isEqualTo(first);
        assertThat(tokens.renewed(first).value()).isEqualTo("token-2");
        assertThat(service.requests).containsExactly("login", "login");
    }

    @Test
    void anExpiredTokenIsNotRefreshed() {
        tokens.token();
        time.pass(Duration.ofMinutes(35));

        assertThat(tokens.token().value()).isEqualTo("token-2");
        assertThat(service.requests).containsExactly("login", "login");
    }

    @Test
    void aServiceThatIsDownCostsNothingAsLongAsTheTokenIsValid() {
        AuthToken first = tokens.token();
        service.isDown = true;
        time.pass(Duration.ofMinutes(30));

        assertThat(tokens.token()).isEqualTo(first);
        assertThat(tokens.token()).isEqualTo(first);
        assertThat(service.requests)
                .as("one attempt, then a pause")
                .containsExactly("login", "refresh token-1", "login");

        time.pass(Duration.ofMinutes(5));
        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(tokens::token);
    }

    @Test
    void afterFailuresThePausesGetLongerUpToAMinute() {
        service.isDown = true;
        List<Long> attempts = new ArrayList<>();
        for (int second = 0; second < 300; second++) {
            int before = service.requests.size();
            assertThatExceptionOfType(LoginFailedException.class).isThrownBy(tokens::token);
            if (service.requests.size() > before) {
                attempts.add(time.nanoTime() / 1_000_000_000);
            }
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(attempts).containsExactly(0L, 5L, 15L, 35L, 75L, 135L, 195L, 255L);
        service.isDown = false;
        time.pass(Duration.ofMinutes(1));
        assertThat(tokens.token()).isNotNull();
    }

    @Test
    void fiftyTasksAreWatchedForTwoHoursWithOneLoginAndOneRenewalInEachPeriod() {
        FakeTasks tasks = FakeTasks.polling(task -> new TaskStatus(
                null,
                time.passed().compareTo(Duration.ofHours(2)) < 0 ? TaskState.IN_PROGRESS : TaskState.CANCELLED,
                null,
                null,
                null,
                null,
                null));
        Lifecycle lifecycle = new Lifecycle();
        RequestLimiter limiter = TestLimits.limiter(RequestLimiter.DEFAULT_REQUESTS_PER_MINUTE, time);
        PollEngine engine = TestEngines.engine(
                tasks,
                tokens::ready,
                WatchSettings.defaults().withPolicy(PollingPolicy.standard()),
                limiter,
                lifecycle,
                time);
        List<CompletableFuture<TaskOutcome>> outcomes = new ArrayList<>();
        try (BackgroundDriver driver = new BackgroundDriver(time, Runnable::run, lifecycle)) {
            for (int i = 0; i < 50; i++) {
                TaskRef task = TaskRef.ofProcess("8a81", "75A4", "118000000002", "T" + i);
                outcomes.add(driver.watch(task, engine).outcome().toCompletableFuture());
            }

            time.pass(Duration.ofMinutes(121));
        }

        assertThat(outcomes)
                .allSatisfy(outcome ->
                        assertThat(outcome).isCompletedWithValueMatching(TaskOutcome.Cancelled.class::isInstance));
        assertThat(service.requests)
                .containsExactly("login", "refresh token-1", "refresh token-2", "refresh token-3", "refresh token-4");
        assertThat(tasks.calls).hasSizeGreaterThan(50 * 100);
    }

    @Test
    void loggingOutRevokesTheTokenThereIsAndNoMore() {
        tokens.logOut();
        assertThat(service.requests).isEmpty();
        tokens.token();

        tokens.logOut();
        tokens.logOut();

        assertThat(service.requests).containsExactly("login", "logout token-1");
    }

    @Test
    void userAndPasswordAreSentAsUtf8AndTheArrayStaysAsItIs() {
        char[] password = "pä:ss".toCharArray();
        Login login = new PasswordLogin("ada@example.com", () -> password);

        String sent = login.request(Instant.EPOCH).authorization();

        assertThat(sent).startsWith("Basic ");
        assertThat(new String(Base64.getDecoder().decode(sent.substring(6)), StandardCharsets.UTF_8))
                .isEqualTo("ada@example.com:pä:ss");
        assertThat(password).containsExactly("pä:ss".toCharArray());
        assertThat(login.request(Instant.EPOCH).toString() + login).doesNotContain("pä:ss");
    }

    @Test
    void thePasswordThatWasPassedInMayBeOverwritten() {
        char[] password = "secret".toCharArray();
        TokenSource overwritten = opened(Credentials.userPassword("ada@example.com", password));
        Arrays.fill(password, 'x');

        overwritten.token();
        overwritten.renewed(overwritten.token());

        String expected = "Basic "
                + Base64.getEncoder().encodeToString("ada@example.com:secret".getBytes(StandardCharsets.UTF_8));
        assertThat(service.authorizations).containsExactly(expected, expected);
    }

    @Test
    void aMissingNameOrPasswordIsToldAtOnce() {
        for (String name : new String[] {null, "", " ", "ada:example"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Credentials.userPassword(name, "x".toCharArray()))
                    .withMessageContaining("e-mail address");
        }
        for (char[] none : new char[][] {null, {}}) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() -> opened(Credentials.userPassword("ada@example.com", () -> none))
                            .token())
                    .withMessageContaining("no password for ada@example.com");
        }
    }

    @Test
    void aLoginOfOnesOwnThatReturnsNoTokenIsToldSo() {
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> TestTokens.of(
                                Credentials.renewedBy(() -> null), NoServices.TOKENS, NoServices.OAUTH, time)
                        .token())
                .withMessageContaining("returned no token");
    }

    private ClientTokens opened(Credentials credentials) {
        return TestTokens.of(credentials, service, new ScriptedOAuth(), time);
    }

    private static final class Service implements Logins {
        private final List<String> requests = new ArrayList<>();
        private final List<String> authorizations = new ArrayList<>();
        private @Nullable Duration lifetime = Duration.ofMinutes(35);
        private boolean isDown;
        private int tokens;

        @Override
        public IssuedToken logIn(Login login) {
            authorizations.add(login.request(Instant.EPOCH).authorization());
            return issued("login");
        }

        @Override
        public IssuedToken refresh(AuthToken valid) {
            return issued("refresh " + valid.value());
        }

        @Override
        public void logOut(AuthToken token) {
            requests.add("logout " + token.value());
        }

        private IssuedToken issued(String request) {
            requests.add(request);
            if (isDown) {
                throw new LoginFailedException("The service is down.", null);
            }
            return new IssuedToken(new AuthToken("token-" + ++tokens), lifetime);
        }
    }
}
