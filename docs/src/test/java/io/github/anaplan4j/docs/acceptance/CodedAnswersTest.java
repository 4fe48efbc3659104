package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that compresses its answers though nobody has asked for it. */
class CodedAnswersTest {
    private static final String FILE = "113000000001";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void identityIsAskedForWithEachRequest(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.task(Scenario.complete()).status();

            assertThat(fixture.fake.journal().requests())
                    .isNotEmpty()
                    .allSatisfy(request ->
                            assertThat(request.headers().get("Accept-Encoding")).containsExactly("identity"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCompressedStatusIsRead(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            String status = "{\"task\":{\"taskId\":\"" + task.ref().taskId() + "\",\"taskState\":\"CANCELLING\"}}";
            fixture.fake.faults().inject(coded("gzip", gzip(status)));

            assertThat(task.status().state()).isEqualTo(TaskState.CANCELLING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCompressedChunkIsSavedAsItWas(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            Path target = directory.resolve("sales.csv");
            AnaplanFile file = file(fixture);
            fixture.fake.faults().inject(request -> isChunk(request.target()), coded("gzip", gzip("Region,Amount")));

            file.saveTo(target);

            assertThat(target).hasContent("Region,Amount");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCodingThatIsNotKnownIsRefusedAndNothingIsSaved(EachTransport transport) throws IOException {
        try (Fixture fixture = new Fixture(transport)) {
            Path target = directory.resolve("sales.csv");
            Files.writeString(target, "before");
            AnaplanFile file = file(fixture);
            fixture.fake.faults().inject(10, request -> isChunk(request.target()), coded("br", new byte[] {1, 2, 3}));

            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> file.saveTo(target))
                    .withMessageContaining("encoded as br, though not asked to be");

            assertThat(target).hasContent("before");
        }
    }

    private static boolean isChunk(String target) {
        return target.contains("/chunks/");
    }

    private static AnaplanFile file(Fixture fixture) {
        fixture.fake.files().givenFile(FILE, "sales.csv", "as it is".getBytes(StandardCharsets.UTF_8));
        return fixture.anaplan
                .model(fixture.fake.model().workspaceId(), fixture.fake.model().modelId())
                .file(FILE);
    }

    private static Fault coded(String coding, byte[] body) {
        return Fault.answer(200, Map.of("Content-Encoding", coding, "Content-Type", "text/csv"), body);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(encoded)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return encoded.toByteArray();
    }
}
