package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.docs.KeyTool;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.RefreshTokenStore;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * A run with all its troubles gives away no secret.
 *
 * <p>That holds for whatever the library logs at TRACE, throws or prints.
 */
class SecretsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void nothingThatTheLibrarySaysHasASecretInIt(EachTransport transport) throws Exception {
        Path secrets = directory.resolve("secrets");

        // HttpClient's own loggers print what it sends; the guide says which to switch off.
        String said = ForkedJava.run(
                List.of(
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.hc.client5.http.headers=info",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.hc.client5.http.wire=info"),
                Run.class,
                transport.name(),
                secrets.toString());

        assertThat(said)
                .contains(
                        "read at TRACE",
                        "was lost; its task is",
                        "Fault",
                        "[token]",
                        "LoginFailedException",
                        "FAILED: ");
        assertThat(Files.readAllLines(secrets))
                .hasSizeGreaterThan(8)
                .allSatisfy(secret -> assertThat(said).doesNotContain(secret));
    }

    /** The program whose output is searched. */
    static final class Run {
        private static final String USER = "ada@example.com";

        private static final Pattern SECRET_MEMBER = Pattern.compile(
                "\"(?:refresh_token|device_code|client_secret|encodedData|encodedSignedData)\":\"([^\"]+)\"");

        private final String password = UUID.randomUUID().toString();
        private final String proxyPassword = UUID.randomUUID().toString();
        private final String clientSecret = UUID.randomUUID().toString();
        private String unused = "no refresh token yet";
        private final VirtualTime time = VirtualTime.create();

        public static void main(String[] args) throws Exception {
            LoggerFactory.getLogger(SecretsTest.class).trace("read at TRACE");
            Run run = new Run();
            EachTransport transport = EachTransport.valueOf(args[0]);
            Set<String> secrets = new TreeSet<>(run.runWithTrouble(transport));
            secrets.addAll(run.runWithCertificate(transport, Path.of(args[1] + ".p12")));
            Files.write(Path.of(args[1]), secrets);
        }

        private List<String> runWithTrouble(EachTransport transport) throws IOException {
            try (FakeAnaplan fake = FakeAnaplan.start(time);
                    HttpTransport wire = transport.create();
                    AnaplanClient anaplan = AnaplanClient.builder()
                            .apiUrl(fake.url())
                            .authUrl(fake.authUrl())
                            .credentials(Credentials.userPassword(USER, password.toCharArray()))
                            .logOutOnClose(true)
                            .transport(wire)
                            .time(time)
                            .build()) {
                fake.givenProcess("118000000007", "Nightly load", Scenario.failed());
                AnaplanModel model =
                        anaplan.model(fake.model().workspaceId(), fake.model().modelId());
                attempt(() -> model.files()); // nobody of that name can log in yet
                fake.logins().givenUser(USER, password);
                time.advance(Duration.ofSeconds(5));
                model.files();
                fake.duringNextRequest(() -> {});
                fake.duringNextRequest(() -> fake.faults().inject(Fault.afterProcessing(Fault.noAnswer())));
                time.in(Duration.ofSeconds(20), fake.logins()::revokeTokens);
                time.in(
                        Duration.ofSeconds(25),
                        () -> fake.duringNextRequest(() -> fake.faults().inject(echo(503, fake))));
                TaskOutcome outcome = model.process("118000000007")
                        .run(
                                StartOptions.defaults(),
                                WatchSettings.defaults()
                                        .withLimit(Duration.ofHours(1))
                                        .withListener(event -> System.out.println(event)));
                System.out.println(outcome + "\n" + anaplan.report(outcome) + "\n" + anaplan + model + wire);
                for (DumpRef dump : outcome.dumps()) {
                    System.out.println(anaplan.failureDump(dump).writeTo(new ByteArrayOutputStream()));
                }
                fake.duringNextRequest(() -> fake.faults().inject(echo(400, fake)));
                attempt(() -> model.process("118000000007").tasks());
                fake.faults().inject(4, Fault.status(500));
                attempt(() -> model.files());
                runWithOAuth(fake, wire);
                return secrets(fake);
            }
        }

        /** Logs in with a key of PEM that a passphrase opens, through a proxy with a password, refused at first. */
        private Set<String> runWithCertificate(EachTransport transport, Path file) throws Exception {
            String passphrase = UUID.randomUUID().toString();
            KeyTool keys = new KeyTool(file, passphrase.toCharArray());
            keys.make("localhost", "RSA", "-validity", "30", "-ext", "san=dns:localhost");
            KeyStore store = keys.load();
            ClientCertificate certificate = ClientCertificate.ofKeyStore(store, "localhost", passphrase.toCharArray());
            String proxyLogin =
                    Base64.getEncoder().encodeToString(("ada:" + proxyPassword).getBytes(StandardCharsets.UTF_8));
            SSLContext trusting = keys.trusting("localhost");
            Set<String> secrets = new TreeSet<>(Set.of(passphrase, proxyPassword, proxyLogin));
            secrets.add(Base64.getEncoder()
                    .encodeToString(
                            store.getKey("localhost", passphrase.toCharArray()).getEncoded())
                    .substring(100, 164)); // of the key's own text, that it has in common with no other
            try (FakeAnaplan fake = FakeAnaplan.start();
                    TlsFront front = new TlsFront(trusting, fake.url());
                    TunnellingProxy proxy = new TunnellingProxy("Basic " + proxyLogin)) {
                for (String password : List.of("wrong-" + proxyPassword, proxyPassword)) {
                    try (HttpTransport wire = transport.create(TransportSettings.defaults()
                                    .withSslContext(trusting)
                                    .withProxy(proxy.address().withLogin("ada", password.toCharArray())));
                            AnaplanClient anaplan = AnaplanClient.builder()
                                    .apiUrl("https://localhost:" + front.port() + "/2/0")
                                    .authUrl("https://localhost:" + front.port())
                                    .credentials(Credentials.certificate(certificate))
                                    .logOutOnClose(true)
                                    .transport(wire)
                                    .time(time)
                                    .build()) {
                        attempt(() -> anaplan.model("1", "2").files()); // not registered, or not through the proxy
                        fake.logins().givenCertificate((X509Certificate) store.getCertificate("localhost"));
                        time.advance(Duration.ofSeconds(5));
                        attempt(() -> anaplan.model("1", "2").files());
                        System.out.println(certificate + " " + proxy.address() + wire);
                    }
                    secrets.add("wrong-" + proxyPassword);
                }
                secrets.addAll(secrets(fake));
            }
            return secrets;
        }

        private void runWithOAuth(FakeAnaplan fake, HttpTransport wire) throws IOException {
            OAuthClient app = OAuthClient.of("app-1", clientSecret::toCharArray);
            RefreshTokenStore lastOne = RefreshTokenStore.inMemory(); // what comes into it was in an answer alone
            List<Credentials> ways = List.of(
                    Credentials.oauth(
                            app, RefreshTokenStore.inMemory(fake.logins().givenRefreshToken(app.id()))),
                    Credentials.oauth(
                            app, RefreshTokenStore.inMemory(fake.logins().givenRefreshToken("another application"))),
                    Credentials.oauthDevice(app, lastOne, code -> fake.logins().approveDevice(code.code())));
            for (Credentials way : ways) {
                try (AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fake.url())
                        .oauthUrl(fake.oauthUrl())
                        .credentials(way)
                        .transport(wire)
                        .time(time)
                        .build()) {
                    attempt(() -> anaplan.model("1", "2").files());
                    System.out.println(app + " " + way);
                }
            }
            unused = lastOne.load().orElseThrow();
        }

        /** An answer that has in it what the request was allowed with, as a gateway's page of errors may. */
        private static Fault echo(int status, FakeAnaplan fake) {
            List<RecordedRequest> requests = fake.journal().requests();
            String authorization =
                    requests.get(requests.size() - 1).header("Authorization").orElseThrow();
            return Fault.json(
                    status, "{\"status\":{\"code\":" + status + ",\"message\":\"Bad: " + authorization + "\"}}");
        }

        private void attempt(Runnable attempt) {
            try {
                attempt.run();
            } catch (AnaplanException failure) {
                failure.printStackTrace(System.out);
                if (failure instanceof AnaplanApiException answer) {
                    System.out.println(answer.body());
                }
            }
        }

        /** The password, and whatever was sent to prove who is asking. */
        private List<String> secrets(FakeAnaplan fake) {
            Set<String> secrets = new TreeSet<>(Set.of(password, clientSecret, unused));
            for (RecordedRequest request : fake.journal().requests()) {
                request.header("Authorization").ifPresent(header -> secrets.add(header.split(" ")[1]));
                Matcher member = SECRET_MEMBER.matcher(new String(request.body(), StandardCharsets.UTF_8));
                while (member.find()) {
                    secrets.add(member.group(1));
                }
            }
            return List.copyOf(secrets);
        }
    }
}
