package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.testkit.FakeModels;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.Scenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileTest {
    private static final String SOURCE = "113000000001";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void theOutputOfAnExportIsSavedAfterItsRun(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            String id = "116000000001";
            fixture.fake
                    .models()
                    .givenAction(ActionKind.EXPORT, id, "Sales", "TABULAR_MULTI_COLUMN", Scenario.complete());
            fixture.fake.files().givenFile(id, "sales.csv", bytes("a,b\n"), bytes("1,2\n"));
            AnaplanAction export = model(fixture).actionNamed(ActionKind.EXPORT, "Sales");

            assertThat(export.run(Duration.ofHours(1)).isSuccess()).isTrue();
            assertThat(export.outputFile().saveTo(directory.resolve("sales.csv")))
                    .isEqualTo(8);

            assertThat(directory.resolve("sales.csv")).hasContent("a,b\n1,2\n");
            assertThatIllegalStateException()
                    .isThrownBy(() -> model(fixture).process("118").outputFile())
                    .withMessageContaining("no export");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileCanBeReadAsAStream(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.files().givenFile(SOURCE, "source.csv", bytes("one"), bytes("two"));

            try (InputStream in = file(fixture).open()) {
                assertThat(in.read()).isEqualTo('o');
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("netwo");
                assertThat(in.read()).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesAreListed(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            FileRef filled = fixture.fake.files().givenFile(SOURCE, "source.csv", bytes("one"), bytes("two"));
            FileRef empty = fixture.fake.files().givenFile("113000000002", "other.csv");

            assertThat(model(fixture).files())
                    .containsExactly(
                            new FileDefinition(filled, "source.csv", 2, "txt", "UTF-8"),
                            new FileDefinition(empty, "other.csv", 0, "txt", "UTF-8"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingToDownloadIsAnErrorAndMakesNoFile(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.files().givenFile(SOURCE, "source.csv");

            assertThatExceptionOfType(NoContentException.class)
                    .isThrownBy(() -> file(fixture).saveTo(directory.resolve("source.csv")))
                    .withMessageContaining(SOURCE);
            fixture.fake.faults().inject(Fault.status(404));
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> file(fixture).saveTo(directory.resolve("source.csv")))
                    .withMessageContaining("another region");

            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingDirectoryIsToldBeforeAnythingIsAsked(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> file(fixture).saveTo(directory.resolve("missing/source.csv")))
                    .withMessageContaining("directory does not exist");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> file(fixture).saveTo(directory))
                    .withMessageContaining("is a directory");

            assertThat(fixture.fake.journal().requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anImportRunsOnWhatWasUploaded(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv");
            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
                Path source = Files.writeString(directory.resolve("mine.csv"), "Code,Name\n1,Zo\u00EB\n", charset);

                file(fixture).upload(source);

                assertThat(fixture.fake.files().content(ref)).as("as it is").isEqualTo(Files.readAllBytes(source));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anImportKnowsItsFileAndUploadsIt(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv");
            FakeModels models = fixture.fake.models();
            models.givenSource(
                    models.givenAction(
                            ActionKind.IMPORT, "112000000003", "Employees", "MODULE_DATA", Scenario.complete()),
                    ref);
            models.givenAction(ActionKind.IMPORT, "112000000004", "Prices", "MODULE_DATA", Scenario.complete());
            Path source = Files.writeString(directory.resolve("mine.csv"), "Code,Name\n1,Ada\n");

            assertThat(model(fixture)
                            .action(ActionKind.IMPORT, "112000000003")
                            .upload(source)
                            .run(Duration.ofHours(1))
                            .isSuccess())
                    .isTrue();

            assertThat(fixture.fake.files().content(ref)).isEqualTo(Files.readAllBytes(source));
            assertThatIllegalStateException()
                    .isThrownBy(() -> model(fixture)
                            .action(ActionKind.IMPORT, "112000000004")
                            .upload(source))
                    .withMessageContaining("112000000004")
                    .withMessageContaining("another model");
            assertThatIllegalStateException()
                    .isThrownBy(() -> model(fixture).process("118").sourceFile())
                    .withMessageContaining("no import");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotTellItsSizeIsUploadedToItsEnd(EachTransport transport) throws Exception {
        Path ofTheSystem = Path.of("/proc/version");
        assumeThat(ofTheSystem).exists();
        try (Fixture fixture = new Fixture(transport)) {
            FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv");

            file(fixture).upload(ofTheSystem);
            assertThat(fixture.fake.files().content(ref)).isEqualTo(Files.readAllBytes(ofTheSystem));

            Path pipe = directory.resolve("pipe");
            assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            Thread writer = new Thread(() -> write(pipe, "Code,Name\n"), "writer of a pipe");
            writer.start();
            file(fixture).upload(pipe);
            writer.join();
            assertThat(fixture.fake.files().content(ref)).isEqualTo(bytes("Code,Name\n"));
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.WRITE);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeFileGoesInChunksOfAnnouncedNumber(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv");
            byte[] content = pattern(25_000_001);

            file(fixture).upload(Files.write(directory.resolve("large"), content));

            assertThat(fixture.fake.files().content(ref)).isEqualTo(content);
            assertThat(fixture.fake.journal().requests())
                    .extracting(RecordedRequest::method)
                    .containsExactly("POST", "PUT", "PUT", "PUT");
            assertThat(fixture.fake.journal().requests().get(0).body())
                    .asString()
                    .contains("3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamOfUnknownLengthIsCompletedAtItsEnd(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv");
            byte[] content = pattern(20_000_000);

            assertThat(file(fixture).upload(new ByteArrayInputStream(content))).isEqualTo(20_000_000);

            assertThat(fixture.fake.files().content(ref)).isEqualTo(content);
            assertThat(fixture.fake.journal().requests())
                    .extracting(request -> request.method() + request.path().replaceAll(".*" + SOURCE, ""))
                    .containsExactly("POST", "PUT/chunks/0", "PUT/chunks/1", "POST/complete");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aShortStreamAndAnEmptyOneAreOneChunk(EachTransport transport) throws IOException {
        for (int size : new int[] {0, 1, 10_000_000}) {
            try (Fixture fixture = new Fixture(transport)) {
                FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv");

                assertThat(file(fixture).upload(new ByteArrayInputStream(pattern(size))))
                        .isEqualTo(size);

                assertThat(fixture.fake.files().content(ref)).hasSize(size);
                assertThat(fixture.fake.journal().requests()).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void troubleOnTheWayIsMetBySendingAChunkAgain(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv");
            byte[] content = pattern(20_000_000);
            afterGoodOnes(fixture, 0, Fault.status(503));
            afterGoodOnes(fixture, 1, Fault.afterProcessing(Fault.noAnswer()));
            afterGoodOnes(fixture, 2, Fault.afterProcessing(Fault.status(504)));

            file(fixture).upload(new ByteArrayInputStream(content));

            assertThat(fixture.fake.files().content(ref)).isEqualTo(content);
            assertThat(fixture.fake.journal().requests())
                    .extracting(request -> request.method() + request.path().replaceAll(".*" + SOURCE, ""))
                    .containsExactly(
                            "POST",
                            "POST",
                            "PUT/chunks/0",
                            "PUT/chunks/0",
                            "PUT/chunks/1",
                            "POST/complete",
                            "POST/complete");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatBreaksIsNotMadeAFile(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            FileRef ref = fixture.fake.files().givenFile(SOURCE, "source.csv", bytes("of yesterday"));
            InputStream broken = new InputStream() {
                private int left = 20_000_000;

                @Override
                public int read() throws IOException {
                    if (left-- == 0) {
                        throw new IOException("The pipe broke");
                    }
                    return 'x';
                }
            };

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> file(fixture).upload(broken))
                    .withMessage("The pipe broke");

            assertThat(fixture.fake.files().content(ref)).isEqualTo(bytes("of yesterday"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownFileIsRefusedWithTheThreeMeanings(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> file(fixture).upload(new ByteArrayInputStream(bytes("x"))))
                    .withMessageContaining("does not exist")
                    .withMessageContaining("may not see it")
                    .withMessageContaining("another region");
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> file(fixture).writeTo(new ByteArrayOutputStream()));
        }
    }

    /** Some requests go well, and one does not. */
    private static void afterGoodOnes(Fixture fixture, int good, Fault fault) {
        for (int i = 0; i < good; i++) {
            fixture.fake.duringNextRequest(() -> {});
        }
        fixture.fake.duringNextRequest(() -> fixture.fake.faults().inject(fault));
    }

    private static AnaplanModel model(Fixture fixture) {
        return fixture.anaplan.model(
                fixture.fake.model().workspaceId(), fixture.fake.model().modelId());
    }

    private static AnaplanFile file(Fixture fixture) {
        return model(fixture).file(SOURCE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + i / 997);
        }
        return bytes;
    }
}
