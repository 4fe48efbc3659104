package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.RefreshTokenStore;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OAuthLoginTest {
    private static final OAuthClient CLIENT = OAuthClient.of("app-1");

    private final VirtualTime time = VirtualTime.create();
    private final List<UserCode> shown = new ArrayList<>();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aTwoHourWatchTradesEachRefreshTokenOnceAndLeavesTheLastOneForTheNextProgram(EachTransport transport)
            throws IOException {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create()) {
            RefreshTokenStore store = RefreshTokenStore.file(directory.resolve("token"));
            store.save(fake.logins().givenRefreshToken(CLIENT.id()));

            for (int program = 0; program < 2; program++) {
                try (AnaplanClient anaplan = client(fake, wire, Credentials.oauth(CLIENT, store))) {
                    TaskOutcome outcome = anaplan.task(
                                    fake.startTask(Scenario.complete().lasting(Duration.ofHours(2))))
                            .await(WatchSettings.defaults()
                                    .withPolicy(PollingPolicy.standard())
                                    .withLimit(Duration.ofHours(3)));
                    assertThat(outcome.isSuccess()).isTrue();
                }
            }

            List<RecordedRequest> trades = requests(fake, "/oauth/token");
            assertThat(trades).hasSize(2 * 5);
            assertThat(trades).extracting(OAuthLoginTest::text).doesNotHaveDuplicates();
            assertThat(trades).noneMatch(trade -> trade.header("Authorization").isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsRevokedMidwayCostsOneTrade(EachTransport transport) {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(
                        fake,
                        wire,
                        Credentials.oauth(
                                CLIENT, RefreshTokenStore.inMemory(fake.logins().givenRefreshToken(CLIENT.id()))))) {
            time.in(Duration.ofMinutes(10), fake.logins()::revokeTokens);

            TaskOutcome outcome = anaplan.task(
                            fake.startTask(Scenario.complete().lasting(Duration.ofMinutes(20))))
                    .await(Duration.ofHours(1));

            assertThat(outcome.isSuccess()).isTrue();
            assertThat(requests(fake, "/oauth/token")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUserLetsTheProgramInOnce(EachTransport transport) {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create()) {
            RefreshTokenStore store = RefreshTokenStore.file(directory.resolve("token"));
            for (int program = 0; program < 2; program++) {
                try (AnaplanClient anaplan = client(fake, wire, Credentials.oauthDevice(CLIENT, store, code -> {
                    shown.add(code);
                    fake.faults().inject(Fault.status(503)); // a hiccup while the user types
                    time.in(Duration.ofSeconds(62), () -> fake.logins().approveDevice(code.code()));
                }))) {
                    anaplan.task(fake.startTask(Scenario.complete())).status();
                }
            }

            assertThat(shown).singleElement().satisfies(code -> {
                assertThat(code.verificationUri()).startsWith(fake.oauthUrl());
                assertThat(code.complete())
                        .hasValueSatisfying(uri -> assertThat(uri).endsWith(code.code()));
                assertThat(code.lifetime()).isEqualTo(Duration.ofMinutes(15));
            });
            // The first question is the hiccup; after it the pauses are twice as long.
            assertThat(secondsOf(requests(fake, "/oauth/token")))
                    .containsExactly(5L, 15L, 25L, 35L, 45L, 55L, 65L, 65L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUserTurnsTheProgramAway(EachTransport transport) {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(
                        fake,
                        wire,
                        Credentials.oauthDevice(
                                CLIENT,
                                RefreshTokenStore.inMemory(),
                                code -> fake.logins().denyDevice(code.code())))) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() ->
                            anaplan.task(fake.startTask(Scenario.complete())).status())
                    .withMessageContaining("did not let OAuthClient[app-1] in");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeadRefreshTokenIsToldWithTheServicesWordsAndNotWithTheToken(EachTransport transport) {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan =
                        client(fake, wire, Credentials.oauth(CLIENT, RefreshTokenStore.inMemory("spent-long-ago")))) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() ->
                            anaplan.task(fake.startTask(Scenario.complete())).status())
                    .withMessageContaining("(invalid_grant, Unknown or invalid refresh token.)")
                    .withMessageNotContaining("spent-long-ago");

            time.advance(Duration.ofMinutes(1));
            fake.faults()
                    .inject(Fault.json(429, "{\"error\":\"too_many\",\"error_description\":\"of spent-long-ago\"}"));
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() ->
                            anaplan.task(fake.startTask(Scenario.complete())).status())
                    .withMessageContaining("(too_many, of [token])");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshTokenIsSavedThoughItsAccessTokenCannotBeUsed(EachTransport transport) throws Exception {
        for (String unusable : List.of("\"a\\nb\"", "\"\"", "null", "7", "\"a\", \"expires_in\": []")) {
            RefreshTokenStore store = RefreshTokenStore.inMemory("refresh-1");
            try (FakeAnaplan fake = FakeAnaplan.start(time);
                    HttpTransport wire = transport.create();
                    AnaplanClient anaplan = client(fake, wire, Credentials.oauth(CLIENT, store))) {
                TaskRef task = fake.startTask(Scenario.complete());
                fake.faults()
                        .inject(Fault.json(
                                200, "{\"access_token\": " + unusable + ", \"refresh_token\": \"refresh-2\"}"));

                assertThatExceptionOfType(LoginFailedException.class)
                        .as(unusable)
                        .isThrownBy(() -> anaplan.task(task).status());

                assertThat(store.load()).as(unusable).contains("refresh-2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsUnderstoodOnWhicheverStatusItComes(EachTransport transport) {
        for (int status : new int[] {400, 401, 403}) {
            try (FakeAnaplan fake = FakeAnaplan.start(time);
                    HttpTransport wire = transport.create();
                    AnaplanClient unattended =
                            client(fake, wire, Credentials.oauth(CLIENT, RefreshTokenStore.inMemory("refresh-1")));
                    AnaplanClient attended = client(
                            fake,
                            wire,
                            Credentials.oauthDevice(
                                    CLIENT,
                                    RefreshTokenStore.inMemory(),
                                    code -> fake.faults()
                                            .inject(Fault.json(status, "{\"error\":\"access_denied\"}"))))) {
                fake.faults().inject(Fault.json(status, "{\"error\":\"invalid_grant\"}"));
                assertThatExceptionOfType(LoginFailedException.class)
                        .as("%s", status)
                        .isThrownBy(() -> unattended
                                .task(fake.startTask(Scenario.complete()))
                                .status())
                        .withMessageContaining("a user authorize the application anew");

                assertThatExceptionOfType(LoginFailedException.class)
                        .as("%s", status)
                        .isThrownBy(() -> attended.task(fake.startTask(Scenario.complete()))
                                .status());
                assertThat(requests(fake, "/oauth/token")).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationProvesItselfByItsSecret(EachTransport transport) {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create()) {
            String secret = UUID.randomUUID().toString();
            fake.logins().givenOAuthClient("app-2", secret);
            RefreshTokenStore store = RefreshTokenStore.inMemory(fake.logins().givenRefreshToken("app-2"));

            try (AnaplanClient wrong =
                    client(fake, wire, Credentials.oauth(OAuthClient.of("app-2", "guess"::toCharArray), store))) {
                assertThatExceptionOfType(LoginFailedException.class)
                        .isThrownBy(() ->
                                wrong.task(fake.startTask(Scenario.complete())).status())
                        .withMessageContaining("its secret");
            }
            try (AnaplanClient right =
                    client(fake, wire, Credentials.oauth(OAuthClient.of("app-2", secret::toCharArray), store))) {
                assertThat(right.task(fake.startTask(Scenario.complete())).status())
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoAnswerOfAnOAuthServiceIsToldWithItsAddress(EachTransport transport) {
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan =
                        client(fake, wire, Credentials.oauthDevice(CLIENT, RefreshTokenStore.inMemory(), shown::add))) {
            for (Fault fault : List.of(
                    Fault.json(200, "{}"),
                    Fault.json(200, "[]"),
                    Fault.answer(200, Map.of("Content-Type", "text/html"), "<html>".getBytes(StandardCharsets.UTF_8)),
                    Fault.status(404),
                    Fault.status(502))) {
                fake.faults().inject(fault);
                assertThatExceptionOfType(LoginFailedException.class)
                        .as("%s", fault)
                        .isThrownBy(() -> anaplan.task(fake.startTask(Scenario.complete()))
                                .status())
                        .withMessageContaining("The OAuth service is " + fake.oauthUrl());
                time.advance(Duration.ofMinutes(2));
            }
            assertThat(shown).isEmpty();
        }
    }

    private AnaplanClient client(FakeAnaplan fake, HttpTransport wire, Credentials credentials) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .oauthUrl(fake.oauthUrl())
                .credentials(credentials)
                .transport(wire)
                .time(time)
                .build();
    }

    private static List<RecordedRequest> requests(FakeAnaplan fake, String path) {
        return fake.journal().requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    private static String text(RecordedRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    private static List<Long> secondsOf(List<RecordedRequest> requests) {
        Instant start = requests.get(0).at().minusSeconds(5);
        return requests.stream()
                .map(request -> Duration.between(start, request.at()).toSeconds())
                .toList();
    }
}
