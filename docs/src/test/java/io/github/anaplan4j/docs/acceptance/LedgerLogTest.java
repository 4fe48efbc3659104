package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of a start that finds something in the ledger, as somebody reads it who was not there. */
class LedgerLogTest {
    @TempDir
    Path directory;

    @Test
    void theLogSaysWhatBecomesOfAStart() throws Exception {
        List<String> said = ForkedJava.run(
                        List.of("-Dorg.slf4j.simpleLogger.log.io.github.anaplan4j.internal.usecase=info"),
                        Nights.class,
                        directory.toString())
                .lines()
                .toList();

        assertThat(said)
                .filteredOn(line -> line.contains("Going on"))
                .satisfiesExactly(run -> assertThat(run)
                        .containsPattern("Going on with .*/tasks/\\S+, started at 2\\S+Z, instead of starting it again")
                        .contains("a run returns its outcome")
                        .endsWith("If Anaplan has it no longer, look what became of it, and then call settleStart()."));
        assertThat(said)
                .filteredOn(line -> line.contains("waits"))
                .singleElement()
                .asString()
                .contains("processes/118000000007 waits for another start or run of it")
                .contains(directory + ", for PT10M at most");
        assertThat(said)
                .filteredOn(line -> line.contains("settled"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("processes/118000000007 is settled in the ledger of starts, " + directory),
                        second -> assertThat(second)
                                .contains("Nothing of ", "was unsettled in the ledger of starts, " + directory));
    }

    /** The program whose log is read. */
    static final class Nights {
        public static void main(String[] arguments) {
            VirtualTime time = VirtualTime.create();
            try (FakeAnaplan fake = FakeAnaplan.start(time);
                    HttpTransport wire = EachTransport.HTTPCLIENT.create();
                    AnaplanClient anaplan = AnaplanClient.builder()
                            .apiUrl(fake.url())
                            .credentials(Credentials.renewedBy(fake::token))
                            .transport(wire)
                            .startLedger(new HeldForAWhile(StartLedger.file(Path.of(arguments[0]))))
                            .time(time)
                            .build()) {
                ActionRef process = fake.givenProcess(
                        "118000000007", "Nightly load", Scenario.complete().lasting(Duration.ofHours(3)));
                AnaplanAction nightly = anaplan.model(process.model()).process(process.actionId());
                givenUp(nightly);
                givenUp(nightly);
                nightly.settleStart();
                nightly.settleStart();
            }
        }

        private static void givenUp(AnaplanAction nightly) {
            try {
                nightly.run(Duration.ofMinutes(1));
            } catch (WatchGivenUpException underWay) {
                System.out.println(underWay.reason());
            }
        }
    }

    /** A ledger that another program holds when the second run wants to start. */
    private static final class HeldForAWhile implements StartLedger {
        private final StartLedger ledger;
        private final AtomicInteger opened = new AtomicInteger();

        HeldForAWhile(StartLedger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
            boolean isOfAction = !action.actionId().contains("~");
            boolean isHeld = isOfAction && List.of(2, 3).contains(opened.incrementAndGet());
            return isHeld ? Optional.empty() : ledger.open(action, atMost);
        }

        @Override
        public String toString() {
            return ledger.toString();
        }
    }
}
