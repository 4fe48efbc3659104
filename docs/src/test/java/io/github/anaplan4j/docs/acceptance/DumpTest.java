package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.anaplan4j.Download;
import io.github.anaplan4j.FailureDump;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.report.DumpRow;
import io.github.anaplan4j.report.DumpRows;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DumpTest {
    private static final DumpRef DUMP =
            new DumpRef(TaskRef.ofProcess("8a81", "75A4", "118000000007", "5B88"), "112000000003");

    private static final byte[] FIRST = "_Status_,Name,_Line_,_Error_1_\nE,\u00c4d".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "a,2,\"Too\n lo".getBytes(StandardCharsets.UTF_8);
    private static final byte[] THIRD = "ng\"\nW,Bob,7,Odd\n".getBytes(StandardCharsets.UTF_8);
    private static final String WHOLE = "_Status_,Name,_Line_,_Error_1_\nE,\u00c4da,2,\"Too\n long\"\nW,Bob,7,Odd\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void theDumpsOfAnOutcomeAreSavedUnderSafeNames(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            TaskOutcome outcome = fixture.task(Scenario.failed()).await(Duration.ofHours(1));
            for (DumpRef dump : outcome.dumps()) {
                Download download = fixture.anaplan.failureDump(dump).saveTo(directory.resolve(dump.fileName()));
                assertThat(download.isComplete()).isTrue();
            }
            assertThat(directory.resolve("112000000003-" + outcome.task().taskId() + ".csv"))
                    .content()
                    .startsWith("_Status_,")
                    .hasLineCount(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDumpOfAnImportAloneHasAnAddressOfItsOwn(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            TaskRef task = fixture.fake
                    .models()
                    .givenAction(ActionKind.IMPORT, "112000000003", "Load", "HIERARCHY_DATA", Scenario.complete())
                    .task("5B88");
            fixture.fake
                    .tasks()
                    .start(
                            task,
                            Scenario.named("an import")
                                    .then(
                                            Duration.ZERO,
                                            "{\"taskState\":\"COMPLETE\",\"result\":{\"successful\":true,"
                                                    + "\"failureDumpAvailable\":true,\"objectId\":\"112000000003\"}}"));

            List<DumpRef> dumps =
                    fixture.anaplan.task(task).await(Duration.ofHours(1)).dumps();

            assertThat(dumps).containsExactly(new DumpRef(task, null));
            assertThat(rows(fixture.anaplan.failureDump(dumps.get(0)))).hasSize(2);
            assertThat(fixture.fake.journal().requests())
                    .extracting(RecordedRequest::path)
                    .endsWith("/2/0/" + task + "/dump/chunks", "/2/0/" + task + "/dump/chunks/0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void chunksAreJoinedByteForByteWhereverTheyWereCut(EachTransport transport) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            assertThat(dump(fixture).writeTo(out))
                    .isEqualTo(new Download.Complete(WHOLE.getBytes(StandardCharsets.UTF_8).length));
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(WHOLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreReadAsTheyArrive(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            byte[] line = "E,\"Doe, J\",1,\"Says \"\"no\"\"\"\r\n".getBytes(StandardCharsets.UTF_8);
            byte[] many = new byte[line.length * 100_000];
            for (int i = 0; i < many.length; i += line.length) {
                System.arraycopy(line, 0, many, i, line.length);
            }
            fixture.fake
                    .files()
                    .givenDump(
                            DUMP,
                            50,
                            i -> i == 0 ? "_Status_,Name,_Line_,_Error_1_\r\n".getBytes(StandardCharsets.UTF_8) : many);

            try (DumpRows rows = dump(fixture).rows().orElseThrow()) {
                assertThat(rows.columns()).containsExactly("_Status_", "Name", "_Line_", "_Error_1_");
                DumpRow row = rows.next();
                assertThat(row.value("Name")).hasValue("Doe, J");
                assertThat(row.errors()).containsExactly("Says \"no\"");
                assertThat(rows.stream().limit(5)).hasSize(5);
            }

            assertThat(fixture.fake.journal().requests()).hasSizeLessThan(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowKnowsItsLineItsErrorsAndWhetherItWasRejected(EachTransport transport) {
        try (Fixture fixture = chunked(transport)) {
            List<DumpRow> rows = rows(dump(fixture));

            assertThat(rows).extracting(DumpRow::isWarning).containsExactly(false, true);
            assertThat(rows.get(0).line()).hasValue(2);
            assertThat(rows.get(0).value("Name")).hasValue("\u00c4da");
            assertThat(rows.get(0).errors()).containsExactly("Too\n long");
            assertThat(rows.get(0).value("Nobody")).isEmpty();
        }
    }

    static Stream<Arguments> waysToBreak() {
        byte[] half = "half of a chunk that must not be seen".getBytes(StandardCharsets.UTF_8);
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(
                                Fault.cutMidBody(half, 20),
                                Fault.reset(),
                                Fault.gatewayPage(),
                                Fault.tooManyRequests("7"))
                        .map(fault -> Arguments.of(transport, fault)));
    }

    @ParameterizedTest
    @MethodSource("waysToBreak")
    void aChunkThatBreaksIsFetchedAgainFromItsStart(EachTransport transport, Fault fault) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            fixture.fake.duringNextRequest(() -> {}); // the list
            fixture.fake.duringNextRequest(() -> {}); // the first chunk
            fixture.fake.duringNextRequest(() -> fixture.fake.faults().inject(2, fault));

            assertThat(dump(fixture).writeTo(out).isComplete()).isTrue();

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(WHOLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void troubleThatLastsEndsTheDownloadAndLeavesNoFile(EachTransport transport) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> fixture.fake.faults().inject(4, Fault.cutMidBody(SECOND, 3)));

            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(() -> dump(fixture).saveTo(directory.resolve("rejected.csv")));

            assertThat(directory).isEmptyDirectory();
            assertThat(dump(fixture).saveTo(directory.resolve("rejected.csv")).isComplete())
                    .isTrue();
            assertThat(directory.resolve("rejected.csv")).hasContent(WHOLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFullDiskIsAnErrorAndLeavesNoFile(EachTransport transport) throws IOException {
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(1_000_000).build();
        try (Fixture fixture = new Fixture(transport);
                FileSystem disk = Jimfs.newFileSystem(small)) {
            fixture.fake.files().givenDump(DUMP, 10, i -> new byte[300_000]);
            Path directory = Files.createDirectory(disk.getPath("/data"));

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dump(fixture).saveTo(directory.resolve("rejected.csv")));

            assertThat(directory).isEmptyDirectory();
        }
    }

    static Stream<Arguments> waysToBeGone() {
        return Stream.of(EachTransport.values())
                .flatMap(transport -> Stream.of(
                                Fault.answer(204, Map.of(), new byte[0]),
                                Fault.status(400),
                                Fault.status(404),
                                Fault.json(200, "{\"meta\":{\"paging\":{\"totalSize\":0}}}"))
                        .map(fault -> Arguments.of(transport, fault)));
    }

    @ParameterizedTest
    @MethodSource("waysToBeGone")
    void thatThereIsNoDumpIsAValue(EachTransport transport, Fault fault) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            Path old = Files.writeString(directory.resolve("rejected.csv"), "of yesterday");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            fixture.fake.faults().inject(3, fault);

            assertThat(dump(fixture).saveTo(old)).isInstanceOf(Download.Unavailable.class);
            assertThat(dump(fixture).writeTo(out)).isInstanceOf(Download.Unavailable.class);
            assertThat(dump(fixture).rows()).isEmpty();

            assertThat(old).hasContent("of yesterday");
            assertThat(directory)
                    .isDirectoryNotContaining(path -> path.toString().contains("part"));
            assertThat(out.size()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDumpThatIsReplacedMeanwhileIsGoneToo(EachTransport transport) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> fixture.fake.files().dropDump(DUMP));
            assertThat(dump(fixture).writeTo(new ByteArrayOutputStream())).isInstanceOf(Download.Unavailable.class);
        }
        try (Fixture fixture = chunked(transport)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> fixture.fake.files().dropDump(DUMP));

            assertThat(dump(fixture).writeTo(out))
                    .isInstanceOfSatisfying(
                            Download.Unavailable.class,
                            gone -> assertThat(gone.bytesWritten()).isEqualTo(FIRST.length));
            assertThat(out.toByteArray()).isEqualTo(FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMixOfTwoDumpsIsNotTakenForOne(EachTransport transport) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> fixture.fake.files().givenDump(DUMP, 4, i -> new byte[] {'n'}));

            assertThat(dump(fixture).saveTo(directory.resolve("rejected.csv")))
                    .isInstanceOfSatisfying(
                            Download.Unavailable.class,
                            mixed -> assertThat(mixed.why()).contains("replaced"));
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChunkWithoutContentIsNoEmptyChunk(EachTransport transport) throws IOException {
        for (int good : new int[] {1, 2, 3}) {
            try (Fixture fixture = chunked(transport)) {
                for (int i = 0; i < good; i++) {
                    fixture.fake.duringNextRequest(() -> {});
                }
                fixture.fake.duringNextRequest(
                        () -> fixture.fake.faults().inject(Fault.answer(204, Map.of(), new byte[0])));

                assertThat(dump(fixture).saveTo(directory.resolve("rejected.csv")))
                        .isInstanceOf(Download.Unavailable.class);
                assertThat(directory).isEmptyDirectory();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheClientEndsItsDownloads(EachTransport transport) {
        Set<Thread> before = downloads();
        try (Fixture fixture = chunked(transport)) {
            DumpRows rows = dump(fixture).rows().orElseThrow();
            fixture.anaplan.close();

            assertThatIllegalStateException().isThrownBy(() -> rows.stream().toList());
            assertThatIllegalStateException().isThrownBy(() -> dump(fixture).rows());
            Set<Thread> left = downloads();
            left.removeAll(before);
            assertThat(left)
                    .allSatisfy(thread -> thread.join(Duration.ofSeconds(20).toMillis()))
                    .noneMatch(Thread::isAlive);
        }
    }

    private static Set<Thread> downloads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("anaplan4j-download"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreGoneMeanwhileAreAnErrorAndNotTheEnd(EachTransport transport) {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> fixture.fake.files().dropDump(DUMP));

            assertThatExceptionOfType(NoContentException.class).isThrownBy(() -> rows(dump(fixture)));
        }
    }

    static Stream<Arguments> gaps() {
        return Stream.of(EachTransport.values())
                .flatMap(transport ->
                        Stream.of("0,2", "1,2", "0,1,1", "0,00", "0,x").map(ids -> Arguments.of(transport, ids)));
    }

    @ParameterizedTest
    @MethodSource("gaps")
    void aListOfChunksWithGapsIsAnError(EachTransport transport, String ids) {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.faults().inject(Fault.json(200, chunkList(3, ids)));

            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> dump(fixture).writeTo(new ByteArrayOutputStream()))
                    .withMessageContaining("chunk");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListThatIsShorterThanAnnouncedIsAnError(EachTransport transport) {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.faults().inject(Fault.json(200, chunkList(9, "0,1,2")));
            fixture.fake.faults().inject(Fault.json(200, "{\"meta\":{\"paging\":{\"totalSize\":9}}}"));

            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> dump(fixture).writeTo(new ByteArrayOutputStream()))
                    .withMessageContaining("a list of 9 rows of which 3 came");
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsInAnyOrderAndOfSeveralPagesAreReadWhole(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.files().givenDump(DUMP, 12, i -> ("chunk " + i + ";").getBytes(StandardCharsets.UTF_8));
            fixture.fake.faults().inject(Fault.json(200, chunkList(12, "11,10,9,8,7")));
            fixture.fake.faults().inject(Fault.json(200, chunkList(12, "0,1,2,3,4,5,6")));
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            dump(fixture).writeTo(out);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("chunk 0;chunk 1;")
                    .endsWith("chunk 10;chunk 11;");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfHtmlIsNoChunk(EachTransport transport) {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(() -> fixture.fake
                    .faults()
                    .inject(Fault.answer(
                            200,
                            Map.of("Content-Type", "text/html"),
                            "<html>Log in!</html>".getBytes(StandardCharsets.UTF_8))));

            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> dump(fixture).writeTo(new ByteArrayOutputStream()))
                    .withMessageContaining("HTML");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noAccessIsAnErrorAndAnExpiredTokenIsRenewed(EachTransport transport) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            fixture.fake.faults().inject(Fault.status(403));
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> dump(fixture).writeTo(new ByteArrayOutputStream()));

            fixture.fake.duringNextRequest(() -> {});
            fixture.fake.duringNextRequest(fixture.fake.logins()::expireToken);
            assertThat(dump(fixture).writeTo(new ByteArrayOutputStream()).isComplete())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNextChunkIsFetchedWhileOneIsWritten(EachTransport transport) throws IOException {
        try (Fixture fixture = chunked(transport)) {
            // Nothing is written before the second chunk was asked for: so it is under way while the first is written.
            ByteArrayOutputStream out = new ByteArrayOutputStream() {
                @Override
                public void write(byte[] bytes, int offset, int length) {
                    if (size() == 0) {
                        while (fixture.fake.journal().requests().size() < 3) {
                            Thread.onSpinWait();
                        }
                    }
                    super.write(bytes, offset, length);
                }
            };

            dump(fixture).writeTo(out);

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(WHOLE);
        }
    }

    private static Fixture chunked(EachTransport transport) {
        Fixture fixture = new Fixture(transport);
        fixture.fake.files().givenDump(DUMP, FIRST, SECOND, THIRD);
        return fixture;
    }

    private static FailureDump dump(Fixture fixture) {
        return fixture.anaplan.failureDump(DUMP);
    }

    private static List<DumpRow> rows(FailureDump dump) {
        try (DumpRows rows = dump.rows().orElseThrow()) {
            return rows.stream().toList();
        }
    }

    private static String chunkList(int total, String ids) {
        String rows = String.join(
                ",",
                Arrays.stream(ids.split(","))
                        .map(id -> "{\"id\":\"" + id + "\"}")
                        .toList());
        return "{\"meta\":{\"paging\":{\"totalSize\":" + total + "}},\"chunks\":[" + rows + "]}";
    }
}
