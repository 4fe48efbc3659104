package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import feign.Feign;
import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.AnaplanRegion;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.Download;
import io.github.anaplan4j.FailureDump;
import io.github.anaplan4j.ModelQueue;
import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.GiveUpReason;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.report.DumpRows;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.HttpTransportProvider;
import io.github.anaplan4j.spi.RefreshTokenStore;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.SuccessCriterion;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.Watch;
import io.github.anaplan4j.watch.WatchEvent;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that the guide and the README quote, between marks, each in a test that runs it. */
class GuideExamplesTest {
    private final VirtualTime time = VirtualTime.create();
    private FakeAnaplan fake;
    private final List<String> logged = new ArrayList<>();
    private final List<String> resumedLater = new ArrayList<>();

    // The guide's reader has one transport on the class path; here are both.
    @BeforeEach
    void chooseATransport() {
        System.setProperty(HttpTransportProvider.PROPERTY, "httpclient");
    }

    @AfterEach
    void leaveNoChoiceBehind() {
        System.clearProperty(HttpTransportProvider.PROPERTY);
    }

    @Test
    void taskRef() {
        // quote: task-ref
        TaskRef task = TaskRef.ofProcess("8a8b8c8d", "75A40874", "118000000002", "5B882A63");

        String line = task.toString();
        // workspaces/8a8b8c8d/models/75A40874/processes/118000000002/tasks/5B882A63

        TaskRef again = TaskRef.parse(line);
        // end

        assertThat(line).isEqualTo("workspaces/8a8b8c8d/models/75A40874/processes/118000000002/tasks/5B882A63");
        assertThat(again).isEqualTo(task);
    }

    @Test
    void cron(@TempDir Path ledgerDirectory) {
        try (FakeAnaplan started = FakeAnaplan.start(time)) {
            fake = started;
            ActionRef process = fake.givenProcess(
                    "118000000007", "Nightly load", Scenario.complete().lasting(Duration.ofHours(3)));
            assertThat(nightly(process, ledgerDirectory)).isEqualTo(5);
            assertThat(nightly(process, ledgerDirectory)).isZero();
            assertThat(fake.tasks().all()).hasSize(1);

            fake.faults().inject(RequestMatchers.starts(), Fault.status(404));
            assertThat(nightly(process, ledgerDirectory)).isEqualTo(7);
            assertThat(logged).singleElement().asString().contains("404");
            logged.clear();
            assertThat(fake.tasks().all()).hasSize(1);

            fake.faults().inject(RequestMatchers.starts(), Fault.afterProcessing(Fault.noAnswer()));
            fake.faults().inject(5, RequestMatchers.taskLists(), Fault.gatewayPage());
            assertThat(nightly(process, ledgerDirectory)).isEqualTo(6);
            assertThat(logged).singleElement().asString().contains("It is not known whether");
            assertThat(nightly(process, ledgerDirectory)).isEqualTo(6);
            assertThat(fake.tasks().all()).hasSize(2);
        }
    }

    @Test
    void cronTellsRejectedRowsFromASuccess(@TempDir Path ledgerDirectory) {
        try (FakeAnaplan started = FakeAnaplan.start(time)) {
            fake = started;
            ActionRef process = fake.givenProcess("118000000007", "Nightly load", Scenario.completeWithRejectedRows());

            assertThat(nightly(process, ledgerDirectory)).isEqualTo(2);
        }
    }

    private int nightly(ActionRef process, Path ledgerDirectory) {
        String workspaceId = process.model().workspaceId();
        String modelId = process.model().modelId();
        AnaplanClientBuilder builder = AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.renewedBy(fake::token))
                .time(time);
        // quote: cron
        try (AnaplanClient anaplan =
                builder.startLedger(StartLedger.file(ledgerDirectory)).build()) {
            TaskOutcome outcome = anaplan.model(workspaceId, modelId)
                    .processNamed("Nightly load")
                    .run(Duration.ofHours(2));
            return outcome.fold(succeeded -> 0, withRejectedRows -> 2, failed -> 3, cancelled -> 4);
        } catch (WatchGivenUpException underWay) {
            return 5; // the next call goes on with this run
        } catch (StartUncertainException inDoubt) {
            log(inDoubt.getMessage()); // nothing is sent until somebody has looked and calls settleStart()
            return 6;
        } catch (AnaplanException notStarted) {
            log(notStarted.getMessage()); // nothing was started, unless a StartLedgerException has an outcome()
            return 7;
        }
        // end
    }

    @Test
    void startAndResume() {
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
            AnaplanAction nightly = anaplan.model(
                            task.model().workspaceId(), task.model().modelId())
                    .processNamed("Nightly load");
            // quote: start-and-resume
            AnaplanTask started = nightly.start();
            log(started.ref().toString()); // whatever happens to this program, this line is enough

            TaskOutcome outcome = started.await(Duration.ofHours(2));
            // end

            // quote: resume
            TaskOutcome later = anaplan.task(TaskRef.parse(logged.get(0))).await(Duration.ofHours(2));
            // end
            assertThat(later.isSuccess()).isTrue();
            assertThat(outcome.task()).isEqualTo(later.task());
        });
    }

    @Test
    void await() {
        inVirtualTime(
                Scenario.failed(),
                (anaplan, task) -> assertThat(succeeds(anaplan, task)).isFalse());
        assertThat(resumedLater).isEmpty();

        inVirtualTime(
                Scenario.named("endless").then(Duration.ZERO, "{\"taskState\":\"IN_PROGRESS\"}"),
                (anaplan, task) -> assertThat(succeeds(anaplan, task)).isFalse());
        assertThat(resumedLater).hasSize(1);
        assertThat(logged).singleElement().asString().contains("IN_PROGRESS");
    }

    private boolean succeeds(AnaplanClient anaplan, TaskRef task) {
        // quote: await
        try {
            TaskOutcome outcome = anaplan.task(task).await(Duration.ofHours(2));
            return outcome.isSuccess();
        } catch (WatchGivenUpException gaveUp) {
            log(gaveUp.getMessage()); // why, when it was last seen, and what to do
            if (gaveUp.reason() == GiveUpReason.TIME_SPENT) {
                resumeLater(gaveUp.task().toString()); // it was left alone and may still be running
            }
            return false;
        }
        // end
    }

    @Test
    void report() {
        inVirtualTime(Scenario.failed(), (anaplan, task) -> {
            TaskOutcome outcome = anaplan.task(task).await(Duration.ofHours(2));
            // quote: report
            TaskReport report = anaplan.report(outcome);

            log(report.toString());
            report.firstFailedStep().ifPresent(step -> log("Step " + step.place() + " failed first"));
            // end
        });

        assertThat(logged).hasSize(2).last().isEqualTo("Step 3 failed first");
    }

    @Test
    void dumps(@TempDir Path directory) {
        inVirtualTime(Scenario.failed(), (anaplan, task) -> {
            saveDumps(anaplan, anaplan.task(task).await(Duration.ofHours(2)), directory);

            assertThat(directory).isDirectoryContaining("glob:**/112000000003-*.csv");
            assertThat(logged).containsExactly("5: The name is missing");
        });
    }

    private void saveDumps(AnaplanClient anaplan, TaskOutcome outcome, Path directory) {
        try {
            // quote: dumps
            Files.createDirectories(directory);
            for (DumpRef ref : outcome.dumps()) {
                try {
                    Download download = anaplan.failureDump(ref).saveTo(directory.resolve(ref.fileName()));
                    if (download instanceof Download.Unavailable unavailable) {
                        log(unavailable.why());
                    }
                } catch (IOException | AnaplanException notSaved) {
                    log(ref + ": " + notSaved.getMessage()); // and on to the next one
                }
            }
            // end
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        FailureDump dump = anaplan.failureDump(outcome.dumps().get(0));
        // quote: rows
        Optional<DumpRows> available = dump.rows();
        if (available.isPresent()) {
            try (DumpRows rows = available.get()) {
                rows.stream()
                        .filter(row -> !row.isWarning())
                        .forEach(row -> log(row.line().orElse(0) + ": " + String.join(", ", row.errors())));
            }
        }
        // end
    }

    @Test
    void files(@TempDir Path directory) throws IOException {
        Path employees = Files.writeString(directory.resolve("employees.csv"), "Code,Name\n1,Ada\n");
        Path sales = directory.resolve("sales.csv");
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            ActionRef load = fake.models()
                    .givenAction(
                            ActionKind.IMPORT, "112000000003", "Load employees", "HIERARCHY_DATA", Scenario.complete());
            fake.models()
                    .givenAction(ActionKind.EXPORT, "116000000001", "Sales", "GRID_ALL_PAGES", Scenario.complete());
            fake.models().givenSource(load, fake.files().givenFile("113000000001", "employees.csv"));
            fake.files().givenFile("116000000001", "sales.csv", "a,b".getBytes(StandardCharsets.UTF_8));
            transfer(anaplan.model(task.model().workspaceId(), task.model().modelId()), employees, sales);
        });

        assertThat(sales).hasContent("a,b");
    }

    private static void transfer(AnaplanModel model, Path employees, Path sales) {
        try {
            // quote: upload
            TaskOutcome loaded = model.actionNamed(ActionKind.IMPORT, "Load employees")
                    .upload(employees)
                    .run(Duration.ofHours(1));
            // end
            assertThat(loaded.isSuccess()).isTrue();
            // quote: export
            AnaplanAction export = model.actionNamed(ActionKind.EXPORT, "Sales");
            if (export.run(Duration.ofHours(1)).isSuccess()) {
                export.outputFile().saveTo(sales);
            }
            // end
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Test
    void credentials() {
        // quote: own-login
        AnaplanClient anaplan = AnaplanClient.builder()
                .credentials(Credentials.renewedBy(() -> logInSomehow()))
                .build();
        // end

        anaplan.close();
        assertThat(logged).as("nobody logs in before there is a request").isEmpty();
    }

    @Test
    void oauth(@TempDir Path directory) {
        String clientId = "app-1";
        Path tokenFile = directory.resolve("token");
        try (FakeAnaplan server = FakeAnaplan.start(time)) {
            fake = server;
            for (int program = 0; program < 2; program++) {
                // quote: oauth
                Credentials credentials = Credentials.oauthDevice(
                        OAuthClient.of(clientId),
                        RefreshTokenStore.file(tokenFile),
                        code -> show(code)); // Open https://... and enter the code ABCD-EFGH within 15 minutes.
                // end
                try (AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fake.url())
                        .oauthUrl(fake.oauthUrl())
                        .credentials(credentials)
                        .time(time)
                        .build()) {
                    anaplan.task(fake.startTask(Scenario.complete())).status();
                }
            }
        }
        assertThat(logged).singleElement().asString().startsWith("Open http://127.0.0.1:");
    }

    private void show(UserCode code) {
        log(code.toString());
        fake.logins().approveDevice(code.code());
    }

    @Test
    void network() {
        String token = "token";
        char[] proxyPassword = "secret".toCharArray();
        // quote: network
        AnaplanClient anaplan = AnaplanClient.builder()
                .credentials(Credentials.token(token))
                .region(AnaplanRegion.EU3)
                .proxy(HttpProxy.of("proxy.example.com", 8080).withLogin("ada", proxyPassword))
                .connectTimeout(Duration.ofSeconds(5))
                .startTimeout(Duration.ofMinutes(10))
                .build();
        // end
        anaplan.close();
    }

    @Test
    void certificate() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> withCertificate("none".toCharArray()));
    }

    private static AnaplanClient withCertificate(char[] passphrase) throws IOException {
        // quote: credentials
        ClientCertificate certificate =
                ClientCertificate.ofPem(Path.of("anaplan.pem"), Path.of("anaplan-key.pem"), passphrase);

        AnaplanClient anaplan = AnaplanClient.builder()
                .credentials(Credentials.certificate(certificate))
                .build();
        // end
        return anaplan;
    }

    private String logInSomehow() {
        log("login");
        return "token";
    }

    @Test
    void names() {
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            fake.models().givenModel(fake.model(), "Sales", "Finance");
            fake.files().givenFile("113000000001", "sales.csv");
            // quote: names
            log("Logged in as " + anaplan.verify()); // starts nothing: for checks of health

            AnaplanModel model = anaplan.modelNamed("Finance", "Sales");
            log(model.ref() + " is " + model.definition().state());
            AnaplanFile sales = model.fileNamed("sales.csv");
            // end

            assertThat(logged).containsExactly("Logged in as ada@example.com", fake.model() + " is UNLOCKED");
            assertThat(sales.ref().fileId()).isEqualTo("113000000001");
        });
    }

    @Test
    void run() {
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            ActionRef process = fake.givenProcess("118000000007", "Nightly load", Scenario.failed());
            String workspaceId = process.model().workspaceId();
            String modelId = process.model().modelId();
            // quote: run
            AnaplanAction nightly = anaplan.model(workspaceId, modelId).processNamed("Nightly load");

            TaskOutcome outcome = nightly.run(Duration.ofHours(2));
            // end

            assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
        });
    }

    @Test
    void scenario() {
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            // quote: scenario
            Scenario slow = Scenario.named("slow and unsuccessful")
                    .then(Duration.ZERO, "{\"taskState\":\"NOT_STARTED\"}")
                    .then(Duration.ofMinutes(1), "{\"taskState\":\"IN_PROGRESS\",\"progress\":0.5}")
                    .then(Duration.ofHours(1), "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":false}}");

            ActionRef process = fake.givenProcess("118000000007", "Nightly load", slow);
            // end

            TaskOutcome outcome = anaplan.model(
                            process.model().workspaceId(), process.model().modelId())
                    .process("118000000007")
                    .run(Duration.ofHours(2));
            assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
        });
    }

    @Test
    void criterion() {
        Scenario ignoredRows = Scenario.named("ignored rows")
                .then(
                        Duration.ZERO,
                        "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":false,\"nestedResults\":["
                                + "{\"successful\":true}]}}");
        inVirtualTime(ignoredRows, (anaplan, task) -> {
            // quote: criterion
            WatchSettings settings = WatchSettings.defaults().withCriterion(SuccessCriterion.nestedFlags());

            TaskOutcome outcome = anaplan.task(task).await(settings.withLimit(Duration.ofHours(2)));
            // end

            assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
        });
    }

    @Test
    void listener() {
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            // quote: listener
            WatchSettings settings = WatchSettings.defaults().withListener(event -> {
                if (event instanceof WatchEvent.StateChanged changed) {
                    log(changed.elapsed().toSeconds() + " s: " + changed.to());
                }
            });
            // end

            anaplan.task(task)
                    .await(settings.withPolicy(PollingPolicy.standard()).withLimit(Duration.ofHours(2)));
        });

        assertThat(logged).containsExactly("0 s: NOT_STARTED", "10 s: IN_PROGRESS", "30 s: COMPLETE");
    }

    @Test
    void background() {
        try (FakeAnaplan started = FakeAnaplan.start();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(started.url())
                        .credentials(Credentials.token(started.token()))
                        .build()) {
            TaskRef task = started.startTask(Scenario.complete().lasting(Duration.ZERO));
            // quote: background
            Watch watch = anaplan.task(task).watch();

            CompletionStage<Void> told = watch.outcome()
                    .thenAccept(outcome -> log("Ended: " + outcome.isSuccess()))
                    .exceptionally(failure -> {
                        log("Watch ended first: " + failure.getCause());
                        return null;
                    });

            told.toCompletableFuture().join(); // closing the client would stop the watch
            // end
        }

        assertThat(logged).containsExactly("Ended: true");
    }

    @Test
    void stored() {
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            // quote: stored
            WatchStep step = anaplan.watchStep(WatchSettings.defaults());
            String stored = step.start(task).toText();

            // Later, perhaps in another process:
            StepResult result = step.poll(WatchState.parse(stored));
            if (result instanceof StepResult.Pending pending) {
                stored = pending.state().toText();
                runAgainAt(pending.state().nextPoll());
            } else if (result instanceof StepResult.Finished finished) {
                log("Ended: " + finished.outcome().isSuccess());
            } else if (result instanceof StepResult.GaveUp gaveUp) {
                log("Gave up: " + gaveUp.reason());
            }
            // end

            assertThat(WatchState.parse(stored).polls()).isEqualTo(1);
        });

        assertThat(logged).containsExactly("again in PT5S");
    }

    @Test
    void history(@TempDir Path directory) {
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            AnaplanClientBuilder builder = AnaplanClient.builder()
                    .apiUrl(fake.url())
                    .credentials(Credentials.token(fake.token()))
                    .time(time);
            assertThat(outcomeAsLearned(builder, directory, task).isSuccess()).isTrue();
        });
        assertThat(directory.resolve("durations")).exists();
    }

    private static TaskOutcome outcomeAsLearned(AnaplanClientBuilder builder, Path directory, TaskRef task) {
        // quote: history
        try (AnaplanClient anaplan = builder.durationHistory(DurationHistory.file(directory.resolve("durations")))
                .build()) {
            return anaplan.task(task).await(Duration.ofHours(2)); // polled as earlier programs have learned
        }
        // end
    }

    @Test
    void usualPolicy() {
        inVirtualTime(Scenario.complete(), (client, task) -> {
            AnaplanClientBuilder builder = AnaplanClient.builder()
                    .apiUrl(fake.url())
                    .credentials(Credentials.token(fake.token()))
                    .time(time);
            // quote: usual-policy
            DurationHistory history = DurationHistory.inMemory();
            AnaplanClient anaplan = builder.durationHistory(history).build();
            WatchSettings careful = WatchSettings.defaults()
                    .withPolicy(PollingPolicy.learned(history)
                            .waitingAtMost(Duration.ofMinutes(2))
                            .givingUpWithoutProgressFor(Duration.ofHours(1)));
            // end

            try (anaplan) {
                TaskOutcome outcome = anaplan.task(task).await(careful.withLimit(Duration.ofHours(2)));
                assertThat(outcome.isSuccess()).isTrue();
                assertThat(history.durations(task.action())).hasSize(1);
            }
        });
    }

    @Test
    void policies() {
        // quote: policies
        WatchSettings stuck = WatchSettings.defaults()
                .withPolicy(PollingPolicy.stretching(Duration.ofSeconds(10), Duration.ofMinutes(5), 0.1)
                        .tolerating(30)
                        .givingUpWithoutProgressFor(Duration.ofHours(1)));

        WatchSettings learning = WatchSettings.defaults().learningFrom(DurationHistory.inMemory());
        // end

        Scenario endless = Scenario.named("stuck").then(Duration.ZERO, "{\"taskState\":\"IN_PROGRESS\"}");
        inVirtualTime(
                endless,
                (anaplan, task) -> assertThatExceptionOfType(WatchGivenUpException.class)
                        .isThrownBy(() -> anaplan.task(task).await(stuck.withLimit(Duration.ofHours(2))))
                        .satisfies(gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.NO_PROGRESS)));
        inVirtualTime(Scenario.complete(), (anaplan, task) -> {
            anaplan.task(task).await(learning.withLimit(Duration.ofHours(2)));
            assertThat(learning.history().durations(task.action())).hasSize(1);
        });
    }

    @Test
    void queue() throws Exception {
        try (FakeAnaplan started = FakeAnaplan.start();
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(started.url())
                        .credentials(Credentials.token(started.token()))
                        .build()) {
            Scenario atOnce = Scenario.complete().lasting(Duration.ZERO);
            ActionRef process = started.givenProcess("118000000007", "Nightly load", atOnce);
            AnaplanAction action = anaplan.model(process.model()).process(process.actionId());
            // quote: queue
            ModelQueue queue = new ModelQueue();

            CompletionStage<TaskOutcome> outcome = queue.submit(
                    action.ref().model(), action::start, task -> task.watch().outcome());
            // end

            assertThat(outcome.toCompletableFuture().get(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
    }

    @Test
    void queueOfRuns(@TempDir Path directory) throws Exception {
        Path sales = Files.writeString(directory.resolve("sales.csv"), "Code,Amount\n1,7\n");
        try (FakeAnaplan started = FakeAnaplan.start()) {
            ModelRef other = new ModelRef(started.model().workspaceId(), "75A40875");
            Scenario atOnce = Scenario.complete().lasting(Duration.ZERO);
            for (ModelRef model : List.of(started.model(), other)) {
                ActionRef load = new ActionRef(model, ActionKind.IMPORT, "112000000003");
                started.models().givenAction(load, "Load sales", "HIERARCHY_DATA", atOnce);
                FileRef source = new FileRef(model, "113000000001");
                started.files().givenFile(source, "sales.csv", 0, chunk -> new byte[0]);
                started.models().givenSource(load, source);
                started.models().givenAction(model.process("118000000007"), "Nightly load", "", atOnce);
            }
            AnaplanClientBuilder builder =
                    AnaplanClient.builder().apiUrl(started.url()).credentials(Credentials.token(started.token()));

            try (AnaplanClient anaplan =
                    builder.startLedger(StartLedger.file(directory)).build()) {
                ModelQueue queue = new ModelQueue();
                List<CompletionStage<TaskOutcome>> outcomes = List.of(
                        load(queue, anaplan.model(started.model()), sales), load(queue, anaplan.model(other), sales));
                for (CompletionStage<TaskOutcome> outcome : outcomes) {
                    assertThat(outcome.toCompletableFuture()
                                    .get(10, TimeUnit.SECONDS)
                                    .isSuccess())
                            .isTrue();
                }
            }
            assertThat(started.tasks().all()).hasSize(2);
        }
    }

    private static CompletionStage<TaskOutcome> load(ModelQueue queue, AnaplanModel model, Path sales) {
        // quote: queue-of-runs
        return queue.submit(model.ref(), () -> {
            AnaplanAction nightly = model.processNamed("Nightly load");
            Optional<AnaplanTask> left = nightly.recoverStart(); // by a program that was killed
            if (left.isPresent()) {
                return left.get().await(Duration.ofHours(2)); // an upload now might spoil it
            }
            model.actionNamed(ActionKind.IMPORT, "Load sales").upload(sales);
            return nightly.run(Duration.ofHours(2));
        });
        // end
    }

    @Test
    void transport() {
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            TaskStatus status = over(fake.url(), fake.token(), fake.startTask(Scenario.complete()));

            assertThat(status.state()).isEqualTo(TaskState.NOT_STARTED);
            assertThat(fake.journal().requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.header("X-Trace")).contains("42"));
        }
    }

    private static TaskStatus over(String url, String token, TaskRef task) {
        // quote: transport
        Feign.Builder mine = Feign.builder().requestInterceptor(template -> template.header("X-Trace", "42"));

        try (HttpTransport transport = FeignTransport.using(mine);
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(url)
                        .credentials(Credentials.token(token))
                        .transport(transport)
                        .build()) {
            return anaplan.task(task).status();
        }
        // end
    }

    private interface Example {
        void run(AnaplanClient anaplan, TaskRef task);
    }

    private void inVirtualTime(Scenario scenario, Example example) {
        try (FakeAnaplan started = FakeAnaplan.start(time);
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(started.url())
                        .credentials(Credentials.token(started.token()))
                        .executor(Runnable::run)
                        .time(time)
                        .build()) {
            fake = started;
            example.run(anaplan, started.startTask(scenario));
        }
    }

    private void log(String line) {
        logged.add(line);
    }

    private void runAgainAt(Instant when) {
        logged.add("again in " + Duration.between(time.now(), when));
    }

    private void resumeLater(String line) {
        resumedLater.add(line);
    }
}
