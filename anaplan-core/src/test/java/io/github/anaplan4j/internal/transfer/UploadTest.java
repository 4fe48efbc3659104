package io.github.anaplan4j.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.internal.port.FakeContents;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UploadTest {
    private static final FileRef FILE = new FileRef(new ModelRef("8a81", "75A4"), "113");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Contents contents = new Recording();
    private final Upload upload = upload(contents, 1, false);

    /** Takes everything, and writes it down. */
    private class Recording extends FakeContents {
        @Override
        public void announce(FileRef file, int chunkCount) {
            requests.add("announce " + chunkCount);
        }

        @Override
        public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
            requests.add(index + ": " + bytes.length);
        }

        @Override
        public void complete(FileRef file) {
            requests.add("complete");
        }
    }

    @Test
    void aKnownLengthIsCutIntoChunksOfTenMegabytes() throws IOException {
        new Upload(contents, FILE, 1, false, underWay -> {}).send(zeros(20_000_001), 20_000_001);

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

    @Test
    void asManyChunksAsThereIsRoomForAreUnderWayAndAllArriveBeforeTheEnd() throws IOException {
        CyclicBarrier together = new CyclicBarrier(4);
        Contents slow = new Recording() {
            @Override
            public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
                Waiting.await(together);
                super.put(file, index, bytes, compressed);
            }
        };

        upload(slow, 4, false).send(zeros(80));
        upload(slow, 4, false).send(zeros(80), 80);

        String[] chunks = {"0: 10", "1: 10", "2: 10", "3: 10", "4: 10", "5: 10", "6: 10", "7: 10"};
        assertThat(requests.subList(0, 10))
                .startsWith("announce -1")
                .contains(chunks)
                .endsWith("complete");
        assertThat(requests.subList(10, 19)).startsWith("announce 8").contains(chunks);
    }

    @Test
    void noMoreIsReadThanThereIsRoomFor() {
        AtomicInteger read = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(1);
        InputStream source = new InputStream() {
            @Override
            public int read() {
                if (read.incrementAndGet() == 20) {
                    full.countDown();
                }
                return 'x';
            }
        };
        Contents failing = new Recording() {
            @Override
            public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
                Waiting.await(full);
                throw new NoContentException("file", "it is gone.");
            }
        };

        assertThatExceptionOfType(NoContentException.class)
                .isThrownBy(() -> upload(failing, 2, false).send(source, 50));

        assertThat(read).hasValue(20);
    }

    @Test
    void theMemoryOfAChunkThatHasArrivedIsUsedAgain() throws IOException {
        Set<byte[]> used = Collections.newSetFromMap(new IdentityHashMap<>());
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        Contents keeping = new Recording() {
            @Override
            public synchronized void put(FileRef file, int index, byte[] bytes, boolean compressed) {
                if (bytes.length == 10) {
                    used.add(bytes);
                }
                arrived.writeBytes(bytes);
            }
        };
        byte[] source = "0123456789abcdefghij".repeat(25).concat("klm").getBytes(StandardCharsets.UTF_8);

        upload(keeping, 1, false).send(new ByteArrayInputStream(source), source.length);
        upload(keeping, 1, false).send(new ByteArrayInputStream(source));

        assertThat(used).hasSize(2);
        assertThat(arrived.toByteArray()).startsWith(source).endsWith(source).hasSize(2 * source.length);
        upload(keeping, 4, false).send(new ByteArrayInputStream(source), source.length);
        assertThat(used).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aChunkThatCannotBeSentBreaksOffTheOthersBeforeTheUploadFails() {
        CountDownLatch underWay = new CountDownLatch(3);
        AtomicInteger ended = new AtomicInteger();
        Contents failing = new Recording() {
            @Override
            public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
                if (index == 2) {
                    Waiting.await(underWay);
                    throw new NoContentException("file", "it is gone.");
                }
                underWay.countDown();
                Waiting.await(new CountDownLatch(1));
                ended.incrementAndGet();
            }
        };

        assertThatExceptionOfType(NoContentException.class)
                .isThrownBy(() -> upload(failing, 4, false).send(zeros(100), 100));

        assertThat(ended).hasValue(3);
    }

    @Test
    void anInterruptBreaksOffWhatIsUnderWayAndStaysSet() {
        AtomicInteger ended = new AtomicInteger();
        Thread uploading = Thread.currentThread();
        Contents hanging = new Recording() {
            @Override
            public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
                uploading.interrupt();
                Waiting.await(new CountDownLatch(1));
                ended.incrementAndGet();
            }
        };

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> upload(hanging, 4, false).send(zeros(10), 10))
                .satisfies(stopped -> assertThat(stopped.kind()).isEqualTo(TransportException.Kind.INTERRUPTED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended).hasValue(1);
    }

    @Test
    void closingTheClientEndsAnUpload() {
        Lifecycle lifecycle = new Lifecycle();
        AtomicReference<Transfers> transfers = new AtomicReference<>();
        transfers.set(new Transfers(
                new Recording() {
                    @Override
                    public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
                        transfers.get().close();
                        Waiting.await(new CountDownLatch(1));
                    }
                },
                lifecycle,
                4,
                4));

        assertThatIllegalStateException()
                .isThrownBy(() -> transfers.get().upload(FILE, false).send(zeros(10), 10))
                .withMessageContaining("closed");
    }

    @Test
    void eachChunkIsCompressedByItself() throws IOException {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        Contents unpacking = new Recording() {
            @Override
            public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
                assertThat(compressed).isTrue();
                byte[] chunk = unpacked(bytes);
                super.put(file, index, chunk, compressed);
                arrived.writeBytes(chunk);
            }
        };
        byte[] source = "Code,Name\n1,Ada\n2,Bob\n".getBytes(StandardCharsets.UTF_8);

        assertThat(upload(unpacking, 1, true).send(new ByteArrayInputStream(source)))
                .isEqualTo(source.length);
        upload(unpacking, 1, true).send(new ByteArrayInputStream(source), source.length);

        assertThat(requests)
                .containsExactly(
                        "announce -1", "0: 10", "1: 10", "2: 2", "complete", "announce 3", "0: 10", "1: 10", "2: 2");
        assertThat(arrived.toString(StandardCharsets.UTF_8)).isEqualTo("Code,Name\n1,Ada\n2,Bob\n".repeat(2));
    }

    private static byte[] unpacked(byte[] bytes) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Upload upload(Contents contents, int atOnce, boolean compressed) {
        return new Upload(contents, FILE, atOnce, compressed, underWay -> {}, 10, 50, 1_000);
    }

    private static InputStream zeros(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }
}
