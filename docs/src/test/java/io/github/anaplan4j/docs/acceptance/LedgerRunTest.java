package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.FakeModels;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that is run every night, and the night after a run whose end was not seen. */
class LedgerRunTest {
    private static final String SOURCE = "113000000001";
    private static final String IMPORT = "112000000003";
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Predicate<RecordedRequest> UPLOADS = RequestMatchers.to("PUT", ".*");

    @TempDir
    Path directory;

    private final VirtualTime time = VirtualTime.create();

    /** Starts, and gives up the watch, as a program does that is killed. */
    private WatchGivenUpException firstNight(FakeAnaplan fake) throws IOException {
        try (HttpTransport wire = EachTransport.HTTPCLIENT.create();
                AnaplanClient anaplan = client(fake, wire)) {
            AnaplanAction first = action(fake, anaplan).upload(source("first"));
            return catchThrowableOfType(WatchGivenUpException.class, () -> first.run(SHORT));
        }
    }

    @Test
    void nothingIsUploadedWhileAnEarlierRunReadsTheFile() throws IOException {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = EachTransport.HTTPCLIENT.create()) {
            firstNight(fake);
            try (AnaplanClient anaplan = client(fake, wire)) {
                TaskOutcome outcome =
                        action(fake, anaplan).upload(source("second")).run(LONG);

                assertThat(outcome.isSuccess()).isTrue();
                assertThat(fake.journal().requests(RequestMatchers.starts())).hasSize(1);
                assertThat(content(fake)).isEqualTo("first");

                assertThat(action(fake, anaplan)
                                .upload(source("third"))
                                .run(LONG)
                                .isSuccess())
                        .isTrue();
                assertThat(fake.journal().requests(RequestMatchers.starts())).hasSize(2);
                assertThat(content(fake)).isEqualTo("third");
            }
        }
    }

    @Test
    void nothingIsUploadedWhileItIsNotKnownWhetherAnEarlierRunReadsTheFile() throws IOException {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = EachTransport.HTTPCLIENT.create();
                AnaplanClient anaplan = client(fake, wire)) {
            fake.faults().inject(RequestMatchers.starts(), Fault.status(503));
            AnaplanAction action = action(fake, anaplan).upload(source("first"));
            assertThatExceptionOfType(StartUncertainException.class).isThrownBy(() -> action.run(LONG));

            assertThatExceptionOfType(StartUncertainException.class).isThrownBy(() -> action.upload(source("second")));

            assertThat(fake.journal().requests(UPLOADS)).hasSize(1);
            action.settleStart();
            action.upload(source("second"));
            assertThat(content(fake)).isEqualTo("second");
        }
    }

    @Test
    void aRunThatAnaplanHasNoLongerIsToldWithItsCure() throws IOException {
        try (FakeAnaplan fake = fake();
                HttpTransport wire = EachTransport.HTTPCLIENT.create()) {
            assertThat(firstNight(fake))
                    .hasMessageContaining("the next run goes on with it")
                    .hasMessageNotContaining("settleStart");
            fake.faults().inject(100, RequestMatchers.polls(), Fault.status(404));
            try (AnaplanClient anaplan = client(fake, wire)) {
                AnaplanAction action = action(fake, anaplan);
                assertThatExceptionOfType(WatchGivenUpException.class)
                        .isThrownBy(() -> action.run(LONG))
                        .withMessageContaining("then call settleStart().")
                        .satisfies(unseen -> assertThat(unseen.task().action()).isEqualTo(action.ref()));
                action.settleStart();
                assertThat(action.recoverStart()).isEmpty();
            }
        }
    }

    private FakeAnaplan fake() {
        FakeAnaplan fake = FakeAnaplan.start(time);
        FileRef file = fake.files().givenFile(SOURCE, "source.csv");
        FakeModels models = fake.models();
        models.givenSource(models.givenAction(ActionKind.IMPORT, IMPORT, "Employees", "MODULE_DATA", slow()), file);
        return fake;
    }

    private static Scenario slow() {
        return Scenario.complete().lasting(Duration.ofMinutes(20));
    }

    private AnaplanClient client(FakeAnaplan fake, HttpTransport wire) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.renewedBy(fake::token))
                .transport(wire)
                .startLedger(StartLedger.file(directory))
                .time(time)
                .build();
    }

    private static AnaplanAction action(FakeAnaplan fake, AnaplanClient anaplan) {
        return anaplan.model(fake.model().workspaceId(), fake.model().modelId()).action(ActionKind.IMPORT, IMPORT);
    }

    private Path source(String content) throws IOException {
        return Files.writeString(directory.resolve("source"), content);
    }

    private static String content(FakeAnaplan fake) {
        FileRef file = new FileRef(fake.model(), SOURCE);
        return new String(fake.files().content(file), StandardCharsets.UTF_8);
    }
}
