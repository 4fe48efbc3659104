package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chunks of one transfer that are under way together. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelTransferTest {
    private static final String FILE = "113000000001";
    private static final int MEGABYTES_10 = 10_000_000;

    private final FakeAnaplan fake = FakeAnaplan.start();

    @TempDir
    Path directory;

    @BeforeEach
    void noneIsLeftOfOthers() throws InterruptedException {
        assertThat(OurThreads.thatStay()).isEmpty();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @ParameterizedTest
    @EnumSource
    void fourChunksOfADownloadAreUnderWayAtOnceAndSavedInTheirOrder(EachTransport transport) throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        FileRef file = new FileRef(fake.model(), FILE);
        fake.files().givenFile(file, "source.csv", 8, chunk -> {
            if (fake.journal().requests().size() <= 9) { // the last look at the first chunk comes later
                await(together);
            }
            return text("chunk " + chunk + "\n");
        });
        try (HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(wire).build()) {
            file(anaplan).saveTo(directory.resolve("saved.csv"));
        }

        assertThat(directory.resolve("saved.csv"))
                .hasContent("chunk 0\nchunk 1\nchunk 2\nchunk 3\nchunk 4\nchunk 5\nchunk 6\nchunk 7\n");
        assertThat(OurThreads.thatStay()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fourChunksOfAnUploadAreUnderWayAtOnce(EachTransport transport) throws Exception {
        FileRef ref = fake.files().givenFile(FILE, "source.csv");
        byte[] content = new byte[4 * MEGABYTES_10];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i / 1_000_003);
        }
        CyclicBarrier together = new CyclicBarrier(4);
        fake.duringNextRequest(() -> {}); // the announcement
        for (int i = 0; i < 4; i++) {
            fake.duringNextRequest(() -> await(together));
        }
        try (HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(wire).build()) {
            file(anaplan).upload(new ByteArrayInputStream(content));
        }

        assertThat(fake.files().content(ref)).isEqualTo(content);
        assertThat(fake.journal().requests())
                .extracting(RecordedRequest::method)
                .containsExactly("POST", "PUT", "PUT", "PUT", "PUT", "POST");
        assertThat(OurThreads.thatStay()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void oneChunkAtOnceIsASetting(EachTransport transport) throws Exception {
        fake.files().givenFile(FILE, "source.csv", text("a"), text("b"), text("c"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(wire).chunksAtOnce(1).build()) {
            file(anaplan).writeTo(out);
        }

        assertThat(out).hasToString("abc");
        assertThat(fake.journal().requests())
                .extracting(request -> request.path().replaceAll(".*/", ""))
                .containsExactly("chunks", "0", "1", "2", "chunks", "0");
    }

    @ParameterizedTest
    @EnumSource
    void anUploadGoesCompressedByChoice(EachTransport transport) throws Exception {
        FileRef ref = fake.files().givenFile(FILE, "source.csv");
        byte[] content = text("Code,Name\n1,Ada\n".repeat(700_000)); // more than a chunk
        try (HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(wire).build()) {
            file(anaplan).compressed().upload(new ByteArrayInputStream(content));
        }

        assertThat(fake.files().content(ref)).isEqualTo(content);
        assertThat(fake.journal().requests())
                .filteredOn(request -> request.method().equals("PUT"))
                .hasSize(2)
                .allSatisfy(put -> {
                    assertThat(put.header("Content-Type")).hasValue("application/x-gzip");
                    assertThat(put.header("Content-Encoding")).isEmpty();
                    assertThat(put.body()).hasSizeLessThan(MEGABYTES_10 / 10);
                });
    }

    @ParameterizedTest
    @EnumSource
    void aChunkThatIsRefusedEndsTheUploadAndThoseThatHang(EachTransport transport) throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        fake.faults().inject(request -> request.path().endsWith("/chunks/2"), Fault.status(403));
        fake.faults().inject(10, request -> request.method().equals("PUT"), Fault.stall());
        try (HttpTransport wire = transport.create();
                AnaplanClient anaplan = client(wire).build()) {
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> file(anaplan).upload(new ByteArrayInputStream(new byte[8 * MEGABYTES_10])));
            assertThat(OurThreads.thatStay("anaplan4j-upload")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheClientEndsAnUploadThatHangs(EachTransport transport) throws Exception {
        fake.files().givenFile(FILE, "source.csv");
        fake.faults().inject(10, request -> request.method().equals("PUT"), Fault.stall());
        try (HttpTransport wire = transport.create()) {
            AnaplanClient anaplan = client(wire).build();
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() ->
                    catchThrowable(() -> file(anaplan).upload(new ByteArrayInputStream(new byte[8 * MEGABYTES_10]))));
            while (fake.journal().requests().size() < 5) {
                Thread.onSpinWait();
            }

            anaplan.close();

            assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
            assertThat(OurThreads.thatStay("anaplan4j-upload")).isEmpty();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException("not under way together", alone);
        }
    }

    private AnaplanClientBuilder client(HttpTransport wire) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .requestsPerMinute(60_000)
                .transport(wire);
    }

    private AnaplanFile file(AnaplanClient anaplan) {
        return anaplan.model(fake.model().workspaceId(), fake.model().modelId()).file(FILE);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
