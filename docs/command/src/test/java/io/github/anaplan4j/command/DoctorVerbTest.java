package io.github.anaplan4j.command;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Set-ups that are broken in one way each: the first line that fails names the cause. */
@WithFakeAnaplan
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorVerbTest {
    private static final String SECRET = "open-sesame-9";

    private final FakeAnaplan fake;
    private final VirtualTime time;
    private final Shell shell;
    private final Path home;

    DoctorVerbTest(FakeAnaplan fake, VirtualTime time, @TempDir Path home) {
        this.fake = fake;
        this.time = time;
        this.home = home;
        this.shell = Shell.to(fake, home, time)
                .without("ANAPLAN_TOKEN")
                .with("ANAPLAN_USER", "ada@example.com")
                .with("ANAPLAN_PASSWORD", SECRET);
    }

    @BeforeEach
    void givenAUser() {
        fake.logins().givenUser("ada@example.com", SECRET);
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
    }

    /** Runs the doctor, and expects that a check is the first that fails, and that all after it were skipped. */
    private String failingAt(String check, ExitCode code, String... arguments) {
        String[] line = new String[1 + arguments.length];
        line[0] = "doctor";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        assertThat(shell.run(line)).as(shell.out() + shell.err()).isEqualTo(code.number());
        String failing = shell.out()
                .lines()
                .filter(each -> each.startsWith("FAIL"))
                .reduce((one, other) -> one + "\n" + other)
                .orElse("none");
        assertThat(failing)
                .as(shell.out())
                .matches("(?s)FAIL +" + check + " .*")
                .doesNotContain("\n");
        String after = shell.out().substring(shell.out().indexOf(failing) + failing.length());
        assertThat(after.lines().skip(1)).allMatch(each -> each.startsWith("SKIPPED"));
        assertThat(shell.out()).doesNotContain(SECRET);
        assertThat(fake.journal()).startedNothing();
        return failing;
    }

    @Test
    void allIsWell() {
        assertThat(shell.run("doctor", "--action", "Nightly load"))
                .as(shell.out())
                .isZero();
        assertThat(shell.out()).doesNotContain("FAIL").contains("as ada@example.com", "Nightly load");
        assertThat(fake.journal()).startedNothing();
    }

    @Test
    void programsReadAnObjectACheck() {
        shell.run("doctor", "--json");

        assertThat(shell.out().lines())
                .hasSize(14)
                .allMatch(line -> line.startsWith("{\"check\":\"") && line.contains("\"state\":\""));
    }

    @Test
    void theReportHasNothingOfTheUsers() throws IOException {
        Path report = home.resolve("doctor.md");
        shell.run("run", "Nightly load");

        shell.run("doctor", "--action", "Nightly load", "--report", report.toString());

        assertThat(report)
                .content()
                .contains("| login | OK | accepted |", "Runs that are still listed: 1")
                .doesNotContainIgnoringCase(
                        "ada@", SECRET, "Nightly", "118000000007", "127.0.0.1", "Demo", home.toString())
                .doesNotContain(fake.model().modelId(), fake.model().workspaceId());
    }

    @Test
    void wrongRegion() {
        try (FakeAnaplan other = FakeAnaplan.start(time)) {
            other.logins().givenUser("ada@example.com", SECRET);
            shell.with("ANAPLAN_AUTH_URL", other.authUrl());

            assertThat(failingAt("login", ExitCode.BAD_CREDENTIALS)).contains("region");
        }
    }

    @Test
    void wrongPassword() {
        shell.with("ANAPLAN_PASSWORD", "wrong");

        assertThat(failingAt("login", ExitCode.BAD_CREDENTIALS)).contains("password");
    }

    @Test
    void expiredCertificate() throws Exception {
        VirtualTime today = VirtualTime.startingAt(Instant.now());
        Keys keys = new Keys(home).make("ada", "-startdate", "-30d", "-validity", "20");
        Shell late = new Shell(home, today)
                .with("ANAPLAN_API_URL", fake.url())
                .with("ANAPLAN_CERTIFICATE", keys.certificate("ada").toString())
                .with("ANAPLAN_KEY", keys.key("ada").toString());

        assertThat(late.run("doctor")).isEqualTo(ExitCode.BAD_CREDENTIALS.number());
        assertThat(late.out().lines().filter(line -> line.startsWith("FAIL")))
                .singleElement()
                .asString()
                .contains("credentials", "CN=ada", "has expired");
    }

    @Test
    void aKeyThatDoesNotMatch() throws Exception {
        Keys keys = new Keys(home).make("ada").make("grace");
        shell.with("ANAPLAN_CERTIFICATE", keys.certificate("ada").toString())
                .with("ANAPLAN_KEY", keys.key("grace").toString());

        assertThat(failingAt("credentials", ExitCode.BAD_CREDENTIALS)).contains("not that of the");
    }

    @Test
    void aClockThatIsOffByAnHour() {
        time.jump(Duration.ofHours(1));
        try (FakeAnaplan right = FakeAnaplan.start(VirtualTime.create())) {
            right.logins().givenUser("ada@example.com", SECRET);
            shell.with("ANAPLAN_API_URL", right.url()).with("ANAPLAN_AUTH_URL", right.authUrl());

            assertThat(failingAt("clock", ExitCode.NOT_DONE)).contains("3600 s ahead", "Set the clock");
        }
    }

    @Test
    void aProxyThatWantsAPassword() throws IOException {
        try (Answering proxy = new Answering(
                ServerSocketFactory.getDefault(),
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n")) {
            shell.with("ANAPLAN_API_URL", "https://api.example.invalid/2/0")
                    .with("ANAPLAN_PROXY", "127.0.0.1:" + proxy.port());

            assertThat(failingAt("proxy", ExitCode.NOT_DONE)).contains("407", "proxy-user", "ANAPLAN_PROXY_PASSWORD");
        }
    }

    @Test
    void tlsByTheCaOfACompany() throws Exception {
        Keys keys = new Keys(home).make("Company CA", "-ext", "san=dns:localhost,ip:127.0.0.1");
        try (Answering server = new Answering(
                keys.server().getServerSocketFactory(),
                "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")) {
            shell.with("ANAPLAN_API_URL", "https://localhost:" + server.port() + "/2/0");

            assertThat(failingAt("TLS", ExitCode.NOT_DONE)).contains("signed by CN=Company CA", "ca-file");

            shell.with("ANAPLAN_CA_FILE", keys.certificate("Company CA").toString());
            shell.run("doctor");
            assertThat(shell.out()).contains("localhost is signed by CN=Company CA", "OK      API");
        }
    }

    @Test
    void aCertificateForAnotherName() throws Exception {
        Keys keys = new Keys(home).make("other.example");
        try (Answering server = new Answering(keys.server().getServerSocketFactory(), "")) {
            shell.with("ANAPLAN_API_URL", "https://localhost:" + server.port() + "/2/0")
                    .with("ANAPLAN_CA_FILE", keys.certificate("other.example").toString());

            assertThat(failingAt("TLS", ExitCode.NOT_DONE)).contains("is for another name", "Is the host right?");
        }
    }

    @Test
    void anExpiredCertificateOfTheServer() throws Exception {
        Keys keys =
                new Keys(home).make("localhost", "-startdate", "-3d", "-validity", "1", "-ext", "san=dns:localhost");
        try (Answering server = new Answering(keys.server().getServerSocketFactory(), "")) {
            Shell today = new Shell(home, VirtualTime.startingAt(Instant.now()))
                    .with("ANAPLAN_API_URL", "https://localhost:" + server.port() + "/2/0")
                    .with("ANAPLAN_TOKEN", "any");

            assertThat(today.run("doctor")).isEqualTo(ExitCode.NOT_DONE.number());
            assertThat(today.out()).contains("FAIL    TLS", "has expired at");
        }
    }

    @Test
    void aLoginHostThatIsNotThere() throws IOException {
        shell.with("ANAPLAN_AUTH_URL", "https://no-such-host.invalid");

        assertThat(failingAt("name", ExitCode.NOT_DONE)).contains("no-such-host.invalid leads nowhere");
    }

    @Test
    void aProxyIsNotUsedForHttp() {
        shell.with("ANAPLAN_PROXY", "no-such-host.invalid:8080");

        assertThat(shell.run("doctor")).as(shell.out()).isZero();
        assertThat(shell.out()).contains("it is not used for http");
    }

    @Test
    void aServerInTroubleIsNoMatterOfCredentials() {
        fake.faults().inject(100, RequestMatchers.logins(), Fault.status(503));

        failingAt("login", ExitCode.NOT_DONE);
    }

    @Test
    void anArchivedModel() {
        ModelRef model = fake.model();
        fake.faults()
                .inject(
                        RequestMatchers.to("GET", "/2/0/models/" + model.modelId()),
                        Fault.json(
                                200,
                                "{\"model\":{\"id\":\"" + model.modelId() + "\",\"currentWorkspaceId\":\""
                                        + model.workspaceId()
                                        + "\",\"name\":\"Old\",\"activeState\":\"ARCHIVED\"}}"));

        assertThat(failingAt("model", ExitCode.NOT_DONE)).contains("\"Old\"", "ARCHIVED", "unarchive");
    }

    @Test
    void aProcessThatIsNotVisible() {
        assertThat(failingAt("action", ExitCode.NOT_DONE, "--action", "Monthly load"))
                .contains("Monthly load", "\"Nightly load\" (118000000007)");
    }

    @Test
    void aFileThatIsNotVisible() {
        assertThat(failingAt("file", ExitCode.NOT_DONE, "--file", "sales.csv")).contains("sales.csv");
    }

    @Test
    void noNetwork() throws IOException {
        shell.with("ANAPLAN_API_URL", "https://no-such-host.invalid/2/0");
        assertThat(failingAt("name", ExitCode.NOT_DONE)).contains("no-such-host.invalid leads nowhere");

        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        shell.with("ANAPLAN_API_URL", "http://127.0.0.1:" + closed + "/2/0");
        assertThat(failingAt("connection", ExitCode.NOT_DONE)).contains("refuses");
    }

    @Test
    void aWrongBaseUrl() throws IOException {
        try (Answering site = new Answering(
                ServerSocketFactory.getDefault(),
                "HTTP/1.1 404 Not Found\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>")) {
            shell.with("ANAPLAN_API_URL", "http://127.0.0.1:" + site.port());

            assertThat(failingAt("API", ExitCode.NOT_DONE)).contains("status 404 and a web page", "ends with /2/0");
        }
    }

    @Test
    void aTransportThatIsNotThere() {
        assertThat(failingAt("class path", ExitCode.USAGE, "--transport", "both"))
                .contains("\"both\"", "feign, httpclient");
    }

    @Test
    void aSettingThatIsWrong() throws IOException {
        Files.createDirectories(home.resolve(".config/anaplan4j"));
        shell.with("ANAPLAN_API_URL", "nowhere");

        assertThat(failingAt("settings", ExitCode.USAGE)).contains("api-url", "nowhere");
    }
}
