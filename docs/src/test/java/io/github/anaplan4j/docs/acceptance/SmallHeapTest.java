package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import java.io.File;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dump of 1 GiB goes through a JVM of 64 MB. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallHeapTest {
    private static final DumpRef DUMP =
            new DumpRef(TaskRef.ofProcess("8a81", "75A4", "118000000007", "5B88"), "112000000003");
    private static final int CHUNK = 10 * 1024 * 1024;
    private static final long SIZE = 1024L * 1024 * 1024;
    private static final int CHUNKS = (int) ((SIZE + CHUNK - 1) / CHUNK);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void aDumpOfOneGibibyteIsSavedByteForByte(EachTransport transport) throws Exception {
        Path saved = directory.resolve("rejected.csv");
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            fake.files().givenDump(DUMP, CHUNKS, SmallHeapTest::chunk);

            ForkedJava.run(
                    List.of("-Xmx64m"), Downloader.class, transport.name(), fake.url(), fake.token(), saved.toString());
        }

        assertThat(Files.size(saved)).isEqualTo(SIZE);
        try (InputStream in = Files.newInputStream(saved)) {
            for (int i = 0; i < CHUNKS; i++) {
                byte[] expected = chunk(i);
                assertThat(Arrays.equals(in.readNBytes(expected.length), expected))
                        .as("chunk %d", i)
                        .isTrue();
            }
        }
    }

    /** The program with the small heap. */
    static final class Downloader {
        private Downloader() {}

        public static void main(String[] args) throws Exception {
            try (HttpTransport transport = EachTransport.valueOf(args[0]).create();
                    AnaplanClient anaplan = AnaplanClient.builder()
                            .apiUrl(args[1])
                            .credentials(Credentials.token(args[2]))
                            .transport(transport)
                            .requestsPerMinute(100_000) // the server is ours alone
                            .build()) {
                System.out.println(anaplan.failureDump(DUMP).saveTo(new File(args[3]).toPath()));
            }
        }
    }

    /** No two blocks are alike, so none can be lost, repeated or moved unseen. */
    private static byte[] chunk(int index) {
        byte[] chunk = new byte[(int) Math.min(CHUNK, SIZE - (long) index * CHUNK)];
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        for (long word = (long) index * CHUNK; buffer.hasRemaining(); word += Long.BYTES) {
            buffer.putLong(word * 0x9E3779B97F4A7C15L);
        }
        return chunk;
    }
}
