package io.github.anaplan4j.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.TestTokens;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.internal.port.OAuthAnswer.Granted;
import io.github.anaplan4j.internal.port.OAuthAnswer.Refused;
import io.github.anaplan4j.internal.port.OAuthGrants.DeviceCodes;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.RefreshTokenStore;
import io.github.anaplan4j.spi.TokenSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens by OAuth: what is traded, what is kept, and who is asked. */
class OAuthTest {
    private static final OAuthClient CLIENT = OAuthClient.of("app-1");
    private static final UserCode USER_CODE =
            new UserCode("ABCD-EFGH", "https://example.com/device", null, Duration.ofMinutes(15));

    private final ManualTime time = new ManualTime() {
        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pass(duration);
        }
    };
    private final ScriptedOAuth service = new ScriptedOAuth();
    private final List<String> done = service.requests;
    private final Store store = new Store();
    private final List<UserCode> shown = new ArrayList<>();

    OAuthTest() {
        service.codes = new DeviceCodes("device-1", USER_CODE, Duration.ofSeconds(5));
    }

    @Test
    void aRefreshTokenIsSentWithoutWhatIsNoPartOfIt() {
        store.token = "\uFEFF\"refresh-1\"\r\n";
        service.answering(granted("access-1", "refresh-2"));

        unattended().token();

        assertThat(done).startsWith("lock", "save refresh-1", "refresh refresh-1");
    }

    @Test
    void theNewRefreshTokenIsSavedBeforeTheAccessTokenIsUsed() {
        store.token = "refresh-1";
        service.answering(granted("access-1", "refresh-2"), granted("access-2", "refresh-3"));
        TokenSource tokens = unattended();

        done.add("use " + tokens.token().value());
        time.pass(Duration.ofMinutes(30));
        done.add("use " + tokens.token().value());

        assertThat(done)
                .containsExactly(
                        "lock",
                        "save refresh-1",
                        "refresh refresh-1",
                        "save refresh-2",
                        "unlock",
                        "use access-1",
                        "lock",
                        "refresh refresh-2",
                        "save refresh-3",
                        "unlock",
                        "use access-2");
    }

    @Test
    void aRefreshTokenIsNotSpentIfItsStoreCannotSave() {
        store.token = "refresh-1";
        store.isBroken = true;
        TokenSource tokens = unattended();

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("was not sent")
                .withMessageContaining("disk full")
                .withMessageNotContaining("refresh-1");
        assertThat(done).containsExactly("lock", "save refresh-1", "unlock");

        store.isBroken = false;
        service.answering(granted("access-1", "refresh-2"));
        time.pass(Duration.ofMinutes(1));
        assertThat(tokens.token().value()).isEqualTo("access-1");
        assertThat(store.token).isEqualTo("refresh-2");
    }

    @Test
    void aRefreshTokenThatStaysIsSavedOnceToSeeThatItCanBe() {
        store.token = "refresh-1";
        service.answering(granted("access-1", null), granted("access-2", "refresh-1"));
        TokenSource tokens = unattended();
        tokens.token();
        time.pass(Duration.ofMinutes(30));

        assertThat(tokens.token().value()).isEqualTo("access-2");
        assertThat(store.token).isEqualTo("refresh-1");
        assertThat(done).containsOnlyOnce("save refresh-1");
    }

    @Test
    void aRefreshTokenThatCannotBeSavedIsKeptAndItsAccessTokenNotUsed() {
        store.token = "refresh-1";
        service.answering(
                () -> {
                    store.isBroken = true;
                    return granted("access-1", "refresh-2").get();
                },
                granted("access-2", "refresh-3"));
        TokenSource tokens = unattended();

        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("disk full")
                .withMessageContaining("is lost when this program ends")
                .withMessageNotContaining("refresh-2");
        assertThat(store.token).isEqualTo("refresh-1");

        store.isBroken = false;
        time.pass(Duration.ofSeconds(5));
        assertThat(tokens.token().value()).isEqualTo("access-2");
        assertThat(done).containsSubsequence("save refresh-2", "refresh refresh-2", "save refresh-3");
    }

    @Test
    void twoClientsWithOneCredentialsObjectTradeOneTokenAfterTheOther() {
        store.token = "refresh-1";
        Credentials credentials = Credentials.oauth(CLIENT, store);
        service.answering(granted("access-1", "refresh-2"), granted("access-2", "refresh-3"));

        TestTokens.of(credentials, NoServices.TOKENS, service, time).token();
        TestTokens.of(credentials, NoServices.TOKENS, service, time).token();

        assertThat(done).containsSubsequence("refresh refresh-1", "refresh refresh-2");
    }

    @Test
    void withoutARefreshTokenThatIsTakenTheErrorSaysWhereToGetOne() {
        TokenSource tokens = unattended();
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("no refresh token for OAuthClient[app-1]")
                .withMessageContaining("offline_access");

        store.token = "refresh-1";
        service.answering(
                refused("invalid_grant", "Unknown or invalid refresh token."), refused("unauthorized_client", ""));
        time.pass(Duration.ofMinutes(1));
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("(invalid_grant, Unknown or invalid refresh token.)")
                .withMessageContaining("authorize the application anew");
        time.pass(Duration.ofMinutes(1));
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("(unauthorized_client)")
                .withMessageContaining("Check the client id");
    }

    @Test
    void theDeviceGrantShowsTheCodeAndAsksAsOftenAsItMay() {
        List<Long> askedAt = new ArrayList<>();
        service.answering(
                at(askedAt, refused("authorization_pending", "")),
                at(askedAt, refused("slow_down", "")),
                at(askedAt, () -> {
                    throw new LoginFailedException("no network", null);
                }),
                at(askedAt, refused("authorization_pending", "")),
                at(askedAt, granted("access-1", "refresh-1")));

        assertThat(attended().token().value()).isEqualTo("access-1");

        assertThat(shown).containsExactly(USER_CODE);
        assertThat(askedAt).containsExactly(5L, 10L, 20L, 40L, 60L);
        assertThat(store.token).isEqualTo("refresh-1");
    }

    @Test
    void withARefreshTokenThatIsTakenNobodyIsAskedAndWithADeadOneSomebodyIs() {
        store.token = "refresh-1";
        service.answering(
                granted("access-1", "refresh-2"), refused("invalid_grant", ""), granted("access-2", "refresh-9"));
        TokenSource tokens = attended();
        tokens.token();
        assertThat(shown).isEmpty();

        time.pass(Duration.ofHours(1));
        assertThat(tokens.token().value()).isEqualTo("access-2");
        assertThat(shown).hasSize(1);
        assertThat(store.token).isEqualTo("refresh-9");
    }

    @Test
    void whoSaysNoIsNotAskedAgain() {
        service.answering(refused("access_denied", "The user said no"));
        TokenSource tokens = attended();

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(tokens::token)
                    .withMessageContaining("did not let OAuthClient[app-1] in");
            time.pass(Duration.ofMinutes(2));
        }
        assertThat(shown).hasSize(1);
    }

    @Test
    void aCodeThatNobodyEntersEndsTheWaitWhetherTheServiceSaysSoOrNot() {
        service.answering(refused("expired_token", ""));
        TokenSource tokens = attended();
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("Nobody entered the code");

        time.pass(Duration.ofMinutes(1));
        for (int poll = 0; poll < 900 / 5; poll++) {
            service.answering(refused("authorization_pending", ""));
        }
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("Nobody entered the code");
        assertThat(shown).hasSize(2);
    }

    @Test
    void closingEndsTheWaitForAPerson() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        ManualTime real = new ManualTime() {
            @Override
            public void sleep(Duration duration) throws InterruptedException {
                waits.countDown();
                new CountDownLatch(1).await();
            }
        };
        Lifecycle lifecycle = new Lifecycle();
        ClientTokens tokens = TestTokens.of(
                Credentials.oauthDevice(CLIENT, store, shown::add), NoServices.TOKENS, service, lifecycle, real);
        FutureTask<AuthToken> asked = new FutureTask<>(tokens::token);
        new Thread(asked).start();
        waits.await();

        lifecycle.beginClosing();
        tokens.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(asked::get)
                .withMessageContaining("closed during the login");
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(tokens::token)
                .withMessageContaining("closed");
    }

    @Test
    void anInterruptOnTheWayDoesNotCostTheRefreshToken(@TempDir Path directory) throws IOException {
        RefreshTokenStore file = RefreshTokenStore.file(directory.resolve("token"));
        file.save("refresh-1");

        new RefreshTokens(file).trade(held -> {
            Thread.currentThread().interrupt();
            return (Granted) granted("access-1", "refresh-2").get();
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(file.load()).contains("refresh-2");
    }

    @Test
    void anInterruptWhileTheTokenIsSavedIsNoReasonToLoseItEither() {
        Store hit = new Store() {
            @Override
            public void save(String refreshToken) throws IOException {
                if (done.add("attempt") && done.size() == 2) {
                    Thread.currentThread().interrupt();
                    throw new IOException("closed by interrupt");
                }
                super.save(refreshToken);
            }
        };

        new RefreshTokens(hit)
                .trade(held -> (Granted) granted("access-1", "refresh-2").get());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("lock", "attempt", "attempt", "save refresh-2", "unlock");
    }

    @Test
    void theTextForThePersonSaysWhatToDo() {
        assertThat(USER_CODE)
                .hasToString("Open https://example.com/device and enter the code ABCD-EFGH within 15 minutes.");
    }

    @Test
    void noTextHasASecret() {
        OAuthClient client = OAuthClient.of("app-2", "hush-hush"::toCharArray);

        assertThat(client.secret()).contains("hush-hush");
        assertThat(client + " " + granted("access-1", "refresh-1").get() + service.codes)
                .doesNotContain("hush")
                .doesNotContain("access-1")
                .doesNotContain("refresh-1")
                .doesNotContain("device-1");
        assertThatIllegalArgumentException().isThrownBy(() -> OAuthClient.of(" "));
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> OAuthClient.of("app-2", () -> null).secret())
                .withMessageContaining("no secret for OAuthClient[app-2]");
    }

    private TokenSource unattended() {
        return TestTokens.of(Credentials.oauth(CLIENT, store), NoServices.TOKENS, service, time);
    }

    private TokenSource attended() {
        return TestTokens.of(Credentials.oauthDevice(CLIENT, store, shown::add), NoServices.TOKENS, service, time);
    }

    private Supplier<OAuthAnswer> at(List<Long> seconds, Supplier<OAuthAnswer> answer) {
        return () -> {
            seconds.add(time.nanoTime() / 1_000_000_000);
            return answer.get();
        };
    }

    private static Supplier<OAuthAnswer> granted(String access, @Nullable String refresh) {
        return () -> new Granted(new IssuedToken(new AuthToken(access), Duration.ofMinutes(35)), refresh);
    }

    private static Supplier<OAuthAnswer> refused(String error, String description) {
        return () -> new Refused(error, description);
    }

    private class Store implements RefreshTokenStore {
        private @Nullable String token;
        private boolean isBroken;

        @Override
        public Optional<String> load() {
            return Optional.ofNullable(token);
        }

        @Override
        public void save(String refreshToken) throws IOException {
            done.add("save " + refreshToken);
            if (isBroken) {
                throw new IOException("disk full");
            }
            token = refreshToken;
        }

        @Override
        public Closeable lock() {
            done.add("lock");
            return () -> done.add("unlock");
        }
    }
}
