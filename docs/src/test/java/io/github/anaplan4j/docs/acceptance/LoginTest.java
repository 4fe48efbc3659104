package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TokenSource;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoginTest {
    private static final String WORDS = " (FAILURE_BAD_CREDENTIAL, Wrong user or password).";
    private static final String USER = "ada@example.com";
    private static final int WATCHES = 10;

    private final String password = "pässword:" + UUID.randomUUID();
    private final VirtualTime time = VirtualTime.create();

    @ParameterizedTest
    @EnumSource
    void tasksAreWatchedForTwoHoursWithOneLoginAndOneRenewalInEachPeriod(EachTransport transport) {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(fake, wire)) {
            List<Watch> watches = watches(fake, anaplan);

            time.advance(Duration.ofMinutes(121));

            assertThat(watches).allSatisfy(LoginTest::hasSucceeded);
            assertThat(requests(fake, "/token/"))
                    .extracting(RecordedRequest::path)
                    .containsExactly(
                            "/token/authenticate",
                            "/token/refresh",
                            "/token/refresh",
                            "/token/refresh",
                            "/token/refresh");
            assertThat(requests(fake, "/2/0/")).hasSizeGreaterThan(WATCHES * 100);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsRevokedMidwayCostsOneLoginAndNoWatch(EachTransport transport) {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(fake, wire)) {
            List<Watch> watches = watches(fake, anaplan);
            time.in(Duration.ofMinutes(50), fake.logins()::revokeTokens);

            time.advance(Duration.ofMinutes(121));

            assertThat(watches).allSatisfy(LoginTest::hasSucceeded);
            assertThat(requests(fake, "/token/authenticate")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshThatFailsIsMetByALoginAndAnAuthenticationServiceThatIsDownByTheTokenThereIs(EachTransport transport) {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(fake, wire)) {
            anaplan.task(fake.startTask(Scenario.complete())).status();
            time.advance(Duration.ofMinutes(31));
            fake.faults().inject(2, Fault.status(503)); // the refresh and the login

            anaplan.task(fake.startTask(Scenario.complete())).status();

            assertThat(paths(fake))
                    .endsWith("/token/authenticate", "2/0", "/token/refresh", "/token/authenticate", "2/0");
            time.advance(Duration.ofSeconds(5));
            fake.faults().inject(Fault.status(503)); // the refresh alone

            anaplan.task(fake.startTask(Scenario.complete())).status();

            assertThat(paths(fake)).endsWith("2/0", "/token/refresh", "/token/authenticate", "2/0");
        }
    }

    private static List<String> paths(FakeAnaplan fake) {
        return fake.journal().requests().stream()
                .map(request -> request.path().startsWith("/2/0") ? "2/0" : request.path())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedLoginSaysWhatToDoAndIsNotRepeatedAtOnce(EachTransport transport) {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(fake, wire)) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(LoginFailedException.class)
                        .isThrownBy(() -> anaplan.task(fake.startTask(Scenario.complete()))
                                .status())
                        .withMessageContaining("answered 401" + WORDS)
                        .withMessageContaining(USER)
                        .withMessageContaining("90 days")
                        .withMessageNotContaining(password);
            }
            assertThat(requests(fake, "/token/authenticate")).hasSize(1);

            fake.logins().givenUser(USER, password);
            time.advance(Duration.ofSeconds(5));
            anaplan.task(fake.startTask(Scenario.complete())).status();

            assertThat(requests(fake, "/token/authenticate")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anArrayThatThePasswordIsReadFromStaysAsItIs(EachTransport transport) {
        char[] own = password.toCharArray();
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = builder(fake, wire)
                        .credentials(Credentials.userPassword(USER, () -> own))
                        .build()) {
            for (int login = 0; login < 2; login++) {
                anaplan.task(fake.startTask(Scenario.complete())).status();
                fake.logins().revokeTokens();
            }

            assertThat(requests(fake, "/token/authenticate")).hasSize(2);
            assertThat(own).containsExactly(password.toCharArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenSourceThatThrowsOnLogOutDoesNotKeepTheClientOpen(EachTransport transport) {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create()) {
            TokenSource broken = new TokenSource() {
                @Override
                public AuthToken token() {
                    return new AuthToken(fake.token());
                }

                @Override
                public boolean logOut() {
                    throw new IllegalStateException("no vault");
                }
            };
            AnaplanClient anaplan = builder(fake, wire)
                    .credentials(Credentials.tokens(broken))
                    .logOutOnClose(true)
                    .build();
            anaplan.task(fake.startTask(Scenario.complete())).status();

            anaplan.close();

            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            anaplan.task(fake.startTask(Scenario.complete())).watch());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenFromALoginOfTheUsersIsMadeInvalidToo(EachTransport transport) {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create()) {
            try (AnaplanClient anaplan = builder(fake, wire)
                    .credentials(Credentials.renewedBy(fake::token))
                    .logOutOnClose(true)
                    .build()) {
                anaplan.task(fake.startTask(Scenario.complete())).status();
            }

            assertThat(requests(fake, "/token/"))
                    .extracting(RecordedRequest::path)
                    .containsExactly("/token/logout");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAGatewayEchoesDoesNotReachTheMessage(EachTransport transport) {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(fake, wire)) {
            AtomicReference<String> secret = new AtomicReference<>("");
            anaplan.task(fake.startTask(Scenario.complete())).status();
            secret.set(requests(fake, "/token/authenticate")
                    .get(0)
                    .header("Authorization")
                    .orElseThrow()
                    .substring("Basic ".length()));
            fake.logins().revokeTokens();
            fake.duringNextRequest(() -> {});
            fake.duringNextRequest(() -> fake.faults()
                    .inject(Fault.json(
                            401, "{\"status\":\"FAILURE\",\"statusMessage\":\"Basic " + secret + " is no good\"}")));

            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() ->
                            anaplan.task(fake.startTask(Scenario.complete())).status())
                    .withMessageContaining("answered 401")
                    .withMessageNotContaining(secret.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientLogsOutIfAsked(EachTransport transport) {
        for (boolean asked : new boolean[] {true, false}) {
            try (FakeAnaplan fake = fake();
                    HttpTransport wire = transport.create()) {
                AnaplanClient anaplan = builder(fake, wire).logOutOnClose(asked).build();
                anaplan.task(fake.startTask(Scenario.complete())).status();

                anaplan.close();
                anaplan.close();

                assertThat(requests(fake, "/token/logout")).hasSize(asked ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatAsksNothingDoesNotLogIn(EachTransport transport) {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = builder(fake, wire).logOutOnClose(true).build()) {
            assertThat(anaplan).isNotNull();
            assertThat(fake.journal().requests()).isEmpty();
        }
    }

    private FakeAnaplan fake() {
        FakeAnaplan fake = FakeAnaplan.start(time);
        fake.logins().givenUser(USER, password);
        return fake;
    }

    private AnaplanClient client(FakeAnaplan fake, HttpTransport wire) {
        return builder(fake, wire).build();
    }

    private AnaplanClientBuilder builder(FakeAnaplan fake, HttpTransport wire) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .authUrl(fake.authUrl())
                .credentials(Credentials.userPassword(USER, password.toCharArray()))
                .transport(wire)
                .executor(Runnable::run)
                .time(time);
    }

    private static List<Watch> watches(FakeAnaplan fake, AnaplanClient anaplan) {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < WATCHES; i++) {
            watches.add(anaplan.task(fake.startTask(Scenario.complete().lasting(Duration.ofHours(2))))
                    .watch());
        }
        return watches;
    }

    private static void hasSucceeded(Watch watch) {
        assertThat(watch.outcome().toCompletableFuture()).isCompletedWithValueMatching(TaskOutcome::isSuccess);
    }

    private static List<RecordedRequest> requests(FakeAnaplan fake, String path) {
        return fake.journal().requests().stream()
                .filter(request -> request.path().startsWith(path))
                .toList();
    }
}
