package io.github.anaplan4j.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithFakeAnaplan
class SettingsTest {
    private final FakeAnaplan fake;
    private final Shell shell;
    private final Path home;
    private final Path file;

    SettingsTest(FakeAnaplan fake, VirtualTime time, @TempDir Path home) {
        this.fake = fake;
        this.home = home;
        this.file = home.resolve(".config/anaplan4j/profiles.properties");
        this.shell = new Shell(home, time);
    }

    @BeforeEach
    void givenAUser() throws IOException {
        Files.createDirectories(file.getParent());
        fake.logins().givenUser("ada@example.com", "right");
    }

    private void profile(String lines) throws IOException {
        Files.writeString(
                file,
                "profile = test\napi-url = " + fake.url() + "\nauth-url = " + fake.authUrl()
                        + "\nworkspace = " + fake.model().workspaceId() + "\nmodel = "
                        + fake.model().modelId() + "\ntest.user = ada@example.com\n" + lines + "\n");
    }

    @Test
    void aProfileHasAllButTheSecret() throws IOException {
        profile("other.user = nobody");

        assertThat(shell.with("ANAPLAN_PASSWORD", "right").run("list"))
                .as(shell.err())
                .isZero();
        assertThat(shell.run("list", "--profile", "other")).isEqualTo(ExitCode.BAD_CREDENTIALS.number());
    }

    @Test
    void anOptionCountsBeforeTheEnvironmentAndThatBeforeTheProfile() throws IOException {
        profile("test.password-command = echo right");
        assertThat(shell.run("list")).as(shell.err()).isZero();
        assertThat(shell.with("ANAPLAN_USER", "grace@example.com").run("list"))
                .isEqualTo(ExitCode.BAD_CREDENTIALS.number());
        assertThat(shell.run("list", "--user", "ada@example.com")).isZero();
    }

    @Test
    void aSecretComesFromAProgramOrAFileBesideTheProfiles() throws IOException {
        profile("test.password-command = printf 'right\\\\nother\\\\n'");
        assertThat(shell.run("list")).as(shell.err()).isZero();

        Files.writeString(file.resolveSibling("secret"), "right\n");
        profile("test.password-file = secret");
        assertThat(shell.run("list")).as(shell.err()).isZero();
    }

    @Test
    void aSecretInTheClearIsRefusedUnlessItIsAllowed() throws IOException {
        profile("test.password = right");
        assertThat(shell.run("list")).isNotZero();
        assertThat(shell.err())
                .contains("in the clear", "password-command", "secrets-in-clear")
                .doesNotContain("right");

        profile("test.password = right\ntest.secrets-in-clear = true");
        assertThat(shell.run("list")).as(shell.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    test.modell = x             | "test.modell"
                    test.region = EU99          | EU99
                    test.polling-floor = soon   | such as 90s
                    test.requests-per-minute = many | whole number
                    test.transport = pigeon     | feign, httpclient
                    test.proxy = nowhere        | host:port
                    test.ca-file = none.pem     | none.pem
                    """)
    void aWrongLineIsTold(String line, String told) throws IOException {
        profile("test.password-command = echo right\n" + line);

        assertThat(shell.run("list")).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains(told);
        assertThat(fake.journal().requests()).isEmpty();
    }

    @Test
    void aFileOrProfileThatIsNotThereIsTold() throws IOException {
        assertThat(shell.run("list", "--config", home.resolve("no.properties").toString()))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("no.properties");
        assertThat(shell.run("list", "-p", "prod")).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("prod.region = EU1");
        profile("");
        assertThat(shell.run("list", "-p", "prod")).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("\"prod\"", "has test");
    }

    @Test
    void nobodySetToLogInIsTold() throws IOException {
        profile("test.user =");

        assertThat(shell.run("list")).isEqualTo(ExitCode.USAGE.number());
        assertThat(shell.err()).contains("Nobody is set to log in", "--user", "ANAPLAN_TOKEN");
    }

    @Test
    void aPasswordThatIsNowhereIsTold() throws IOException {
        profile("");

        assertThat(shell.run("list")).isNotZero();
        assertThat(shell.err()).contains("ANAPLAN_PASSWORD", "password-command");
    }
}
