package io.github.anaplan4j.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.internal.port.FakeContents;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final FileRef FILE = new FileRef(new ModelRef("8a81", "75A4"), "113");

    private final List<String> requests = new ArrayList<>();
    private final Contents contents = new FakeContents() {
        @Override
        public void announce(FileRef file, int chunkCount) {
            requests.add("announce " + chunkCount);
        }

        @Override
        public void put(FileRef file, int index, byte[] bytes) {
            requests.add(index + ": " + bytes.length);
        }

        @Override
        public void complete(FileRef file) {
            requests.add("complete");
        }
    };
    private final Upload upload = new Upload(contents, FILE, 10, 50, 1_000);

    @Test
    void aKnownLengthIsCutIntoChunksOfTenMegabytes() throws IOException {
        new Upload(contents, FILE).send(zeros(20_000_001), 20_000_001);

        assertThat(requests).containsExactly("announce 3", "0: 10000000", "1: 10000000", "2: 1");
    }

    @Test
    void anEmptyFileIsOneEmptyChunk() throws IOException {
        upload.send(zeros(0), 0);

        assertThat(requests).containsExactly("announce 1", "0: 0");
    }

    @Test
    void longFilesGetLargerChunksSoThatThereAreAThousandAtMost() throws IOException {
        upload.send(zeros(20_000), 20_000);

        assertThat(requests).hasSize(1_001).startsWith("announce 1000", "0: 20").endsWith("999: 20");
    }

    @Test
    void aFileThatIsTooLongIsRefusedBeforeAnythingIsSent() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> upload.send(zeros(1), 50_001))
                .withMessageContaining("no more than 50000 bytes");
        assertThat(requests).isEmpty();
    }

    @Test
    void aFileThatChangesMeanwhileIsAnError() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> upload.send(zeros(20), 21))
                .withMessageContaining("changed while it was being read");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> upload.send(zeros(11), 10));
    }

    @Test
    void aStreamThatIsTooLongIsAnErrorThatSaysWhatToDo() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> upload.send(zeros(10_001)))
                .withMessageContaining("Write it to a file first");
        assertThat(requests).doesNotContain("complete");
    }

    @Test
    void aStreamThatEndsWithAChunkHasNoEmptyChunkAfterIt() throws IOException {
        assertThat(upload.send(zeros(20))).isEqualTo(20);

        assertThat(requests).containsExactly("announce -1", "0: 10", "1: 10", "complete");
    }

    private static InputStream zeros(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }
}
