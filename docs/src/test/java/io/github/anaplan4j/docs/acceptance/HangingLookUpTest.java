package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A JVM that looks names up in a pipe into which nobody writes, so that each look-up hangs. */
@Timeout(60)
class HangingLookUpTest {
    private static final Duration PATIENT = Duration.ofSeconds(50);
    private static final int CALLS = 10;

    @TempDir
    Path directory;

    /** Sends requests that can have no addresses, and says what became of them. */
    public static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) {
            EachTransport transport = EachTransport.valueOf(arguments[0]);
            TransportSettings direct = TransportSettings.defaults().withConnectTimeout(PATIENT);
            TransportSettings proxied = direct.withProxy(HttpProxy.of("proxy.example.com", 3128));
            for (TransportSettings settings : List.of(direct, proxied)) {
                try (HttpTransport wire = transport.create(settings)) {
                    for (int i = 0; i < CALLS; i++) {
                        ask(wire);
                    }
                }
            }
        }

        private static void ask(HttpTransport wire) {
            URI uri = URI.create("https://api.example.com/2/0/x");
            TransportRequest request =
                    new TransportRequest(TransportRequest.Method.POST, uri, Map.of(), new byte[] {'{', '}'}, PATIENT);
            try {
                wire.execute(request.withCallTimeout(Duration.ofMillis(50))).close();
            } catch (TransportException failure) {
                System.out.println(failure.mayHaveBeenSent() + " " + failure.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLimitOfACallHoldsAndTheJvmEndsAllTheSame(EachTransport transport) throws Exception {
        Path pipe = directory.resolve("hosts");
        assumeThat(isMade(pipe)).isTrue();

        String said = ForkedJava.run(List.of("-Djdk.net.hosts.file=" + pipe), Asking.class, transport.name());

        assertThat(said.lines().filter(line -> line.startsWith("false") && line.contains("may take PT0.05S")))
                .as(said)
                .hasSize(2 * CALLS);
    }

    private static boolean isMade(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
