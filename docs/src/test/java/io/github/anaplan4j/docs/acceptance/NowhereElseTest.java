package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.RefreshTokenStore;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a server says, nothing goes to a host that the client was not set up for.
 *
 * <p>That is watched at a socket that listens.
 */
class NowhereElseTest {
    private ServerSocket elsewhere;
    private String foreignUrl;

    @BeforeEach
    void listenElsewhere() throws IOException {
        elsewhere = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        foreignUrl = "http://127.0.0.1:" + elsewhere.getLocalPort() + "/2/0/models";
    }

    @AfterEach
    void nobodyCame() throws IOException {
        try (ServerSocket listening = elsewhere) {
            listening.setSoTimeout(1); // whoever came is in the queue already
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(listening::accept);
        }
    }

    static Stream<Arguments> redirects() {
        return Stream.of(EachTransport.values())
                .flatMap(
                        transport -> Stream.of(301, 302, 303, 307, 308).map(status -> Arguments.of(transport, status)));
    }

    @ParameterizedTest
    @MethodSource("redirects")
    void aRedirectIsAnErrorThatNamesTheCure(EachTransport transport, int status) {
        try (Fixture fixture = new Fixture(transport)) {
            Fault redirect = Fault.answer(status, Map.of("Location", foreignUrl), new byte[0]);
            AnaplanModel model = model(fixture);

            fixture.fake.faults().inject(redirect);
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> model.actions(ActionKind.PROCESS))
                    .withMessageContaining("never followed");
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> fixture.fake.faults().inject(redirect));
            assertThatExceptionOfType(StartUncertainException.class) // a 303 may come after the work
                    .isThrownBy(() -> model.process("118").start())
                    .havingCause()
                    .withMessageContaining("never followed");
            fixture.fake.faults().inject(redirect);
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> model.file("113").writeTo(new ByteArrayOutputStream()));
            fixture.fake.faults().inject(redirect);
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> fixture.task(Scenario.complete()).status());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLoginIsNotRedirectedEither(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fixture.fake.url())
                        .authUrl(fixture.fake.authUrl())
                        .credentials(Credentials.userPassword("ada@example.com", "made-for-this-test".toCharArray()))
                        .transport(wire)
                        .build()) {
            fixture.fake.faults().inject(Fault.answer(307, Map.of("Location", foreignUrl), new byte[0]));

            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() -> anaplan.task(fixture.fake.startTask(Scenario.complete()))
                            .status())
                    .withMessageContaining("307");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshTokenIsNotRedirectedEither(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport);
                HttpTransport wire = transport.create();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fixture.fake.url())
                        .oauthUrl(fixture.fake.oauthUrl())
                        .credentials(Credentials.oauth(
                                OAuthClient.of("app-1"), RefreshTokenStore.inMemory("made-for-this-test")))
                        .transport(wire)
                        .build()) {
            fixture.fake.faults().inject(Fault.answer(308, Map.of("Location", foreignUrl), new byte[0]));

            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(() -> anaplan.task(fixture.fake.startTask(Scenario.complete()))
                            .status())
                    .withMessageContaining("308");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLinkToANextPageIsNotFollowed(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.givenProcess("1", "A", Scenario.complete());
            fixture.fake.givenProcess("2", "B", Scenario.complete());
            fixture.fake
                    .faults()
                    .inject(Fault.json(
                            200,
                            "{\"meta\":{\"schema\":\"" + foreignUrl + "\",\"paging\":{\"totalSize\":2,\"next\":\""
                                    + foreignUrl + "\"}},\"processes\":[{\"id\":\"1\",\"name\":\"A\"}]}"));

            assertThat(model(fixture).actions(ActionKind.PROCESS)).hasSize(2);
            assertThat(fixture.fake.journal().requests()).hasSize(2);
        }
    }

    @Test
    void aBaseUrlThatIsNeitherHttpsNorLoopbackIsRefused() {
        for (String url :
                new String[] {"http://api.anaplan.com/2/0", "http://127.0.0.1.example.com/2/0", "http://10.0.0.1/2/0"
                }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AnaplanClient.builder().apiUrl(url))
                    .withMessageContaining("https");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AnaplanClient.builder().authUrl(url))
                    .withMessageContaining("https");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AnaplanClient.builder().oauthUrl(url))
                    .withMessageContaining("https");
        }
    }

    private static AnaplanModel model(Fixture fixture) {
        return fixture.anaplan.model(
                fixture.fake.model().workspaceId(), fixture.fake.model().modelId());
    }
}
