package io.github.anaplan4j.command;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.command.setup.StateDirectory;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.Step;
import io.github.anaplan4j.testkit.time.FastTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as it is packaged, in processes of its own, which are killed and interrupted. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JarIT {
    private static final String NAME = "Nightly load";
    private static final long SEED = 20261127;
    private static final int KILLS = 10;
    // Killed when all is done and told, a program has nothing left that another could go on with.
    private static final double MOMENTS = 0.9;

    private final FakeAnaplan fake = FakeAnaplan.start(FastTime.times(60));
    private final Jar anaplan;

    private final Path home;

    JarIT(@TempDir Path home) {
        this.home = home;
        anaplan = new Jar(fake, home);
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private void givenARun(Duration lasting) {
        fake.givenProcess(
                "118000000007",
                NAME,
                Scenario.process(Step.importing("Load sales").rejecting(40, 2_000))
                        .lasting(lasting));
    }

    @ParameterizedTest
    @ValueSource(strings = {"httpclient", "feign"})
    void eachEndHasItsExitCode(String transport) throws Exception {
        givenARun(Duration.ofSeconds(10));
        fake.givenProcess("118000000001", "Good", Scenario.complete());
        fake.givenProcess("118000000003", "Bad", Scenario.failed());
        fake.givenProcess("118000000004", "Cancelled", Scenario.cancelled());
        fake.givenProcess("118000000005", "Lost", Scenario.complete());
        fake.givenProcess("118000000006", "Long", Scenario.complete().lasting(Duration.ofHours(1)));

        assertThat(anaplan.run("run", "Good", "--transport", transport)).isZero();
        assertThat(anaplan.run("run", "none", "--transport", transport)).isEqualTo(1);
        assertThat(anaplan.run("run", NAME, "--transport", transport)).isEqualTo(2);
        assertThat(anaplan.run("run", NAME, "--transport", transport, "--max-rejected", "2%"))
                .isZero();
        assertThat(anaplan.run("run", "Bad", "--transport", transport)).isEqualTo(3);
        assertThat(anaplan.run("run", "Cancelled", "--transport", transport)).isEqualTo(4);
        assertThat(anaplan.run("run", "Long", "--transport", transport, "--limit", "2s"))
                .isEqualTo(5);
        assertThat(anaplan.err()).contains("anaplan watch workspaces/");
        fake.faults().inject(RequestMatchers.starts(), Fault.reset());
        assertThat(anaplan.run("run", "Lost", "--transport", transport)).isEqualTo(6);
        assertThat(anaplan.run("run", "Good", "--transport", "carrier-pigeon")).isEqualTo(64);
        RunFile held = heldByAnother("118000000001");
        assertThat(anaplan.run("run", "Good", "--transport", transport)).isEqualTo(8);
        held.close();
        anaplan.with("ANAPLAN_TOKEN", "wrong");
        assertThat(anaplan.run("run", "Good", "--transport", transport)).isEqualTo(7);
    }

    @Test
    void twoTransportsOfOneNameAreTold() throws Exception {
        Path services = Files.createDirectories(home.resolve("second/META-INF/services"));
        Files.writeString(
                services.resolve("io.github.anaplan4j.spi.HttpTransportProvider"), SecondTransport.class.getName());
        Path type = Path.of(SecondTransport.class.getName().replace('.', '/') + ".class");
        Path copy = home.resolve("second").resolve(type);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of("target/test-classes").resolve(type), copy);

        assertThat(anaplan.with(home.resolve("second")).run("doctor")).isEqualTo(64);
        assertThat(anaplan.out().lines().filter(line -> line.startsWith("FAIL")))
                .singleElement()
                .asString()
                .contains("class path", "2 transports are called httpclient");
    }

    private RunFile heldByAnother(String process) {
        StateDirectory state = new StateDirectory(home.resolve("state"));
        return RunFile.open(state.run(fake.model().process(process)), "it", Duration.ZERO, TimeSource.system());
    }

    @Test
    void killedAtAnyMomentAndCalledAgainItIsOneRunWithItsExitCode() throws Exception {
        givenARun(Duration.ofMinutes(1));
        long begin = System.nanoTime();
        assertThat(anaplan.run("run", NAME, "--dumps", "rejected")).isEqualTo(2);
        long whole = System.nanoTime() - begin;
        Random random = new Random(SEED);
        for (int kill = 1; kill <= KILLS; kill++) {
            Process killed = anaplan.start("run", NAME, "--dumps", "rejected");
            killed.waitFor((long) (MOMENTS * whole * random.nextDouble()), TimeUnit.NANOSECONDS);
            killed.destroyForcibly();
            boolean hasEnded = Jar.end(killed) == 2; // before it was killed
            if (!hasEnded) {
                int code = anaplan.run("run", NAME, "--dumps", "rejected");
                if (code == 6) { // killed between what it wrote down and the POST: nobody can know, and so it says
                    assertThat(fake.tasks().all()).hasSize(kill);
                    code = anaplan.run("run", NAME, "--dumps", "rejected", "--settle");
                }
                assertThat(code).as("kill %s: %s", kill, anaplan.err()).isEqualTo(2);
            }
            assertThat(fake.journal()).started(1 + kill);
        }
        assertThat(fake.tasks().all()).hasSize(1 + KILLS);
    }

    @Test
    void whoeverInterruptsItLeavesTheRunAlone() throws Exception {
        givenARun(Duration.ofMinutes(2));

        Process interrupted = startedRun();
        interrupt(interrupted);

        assertThat(Jar.end(interrupted)).isEqualTo(130);
        assertThat(anaplan.err())
                .contains(
                        "The run goes on", "anaplan watch " + fake.tasks().all().get(0));
        assertThat(fake.journal()).cancelledNothing();
        assertThat(anaplan.run("run", NAME)).isEqualTo(2);
        assertThat(fake.journal()).startedOnce();
    }

    @Test
    void itIsCancelledOnInterruptOnlyIfThatIsSaid() throws Exception {
        givenARun(Duration.ofHours(1));

        Process interrupted = startedRun("--cancel-on-interrupt");
        interrupt(interrupted);

        assertThat(Jar.end(interrupted)).isEqualTo(130);
        assertThat(fake.journal()).cancelled(fake.tasks().all().get(0));
        assertThat(anaplan.run("run", NAME)).isEqualTo(4);
    }

    private Process startedRun(String... options) throws IOException, InterruptedException {
        Process process = anaplan.start(
                Stream.concat(Stream.of("run", NAME), Stream.of(options)).toArray(String[]::new));
        while (process.isAlive() && !hasPolled()) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return process;
    }

    private boolean hasPolled() {
        return fake.journal().requests(RequestMatchers.polls()).stream()
                .map(RecordedRequest::method)
                .anyMatch("GET"::equals);
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
}
