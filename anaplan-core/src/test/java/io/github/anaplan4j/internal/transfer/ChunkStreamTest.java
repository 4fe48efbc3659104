package io.github.anaplan4j.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.internal.port.FakeContents;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChunkStreamTest {
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(new ModelRef("8a81", "75A4"), "113"));

    @Test
    void anEmptyChunkOfSeveralIsNeitherContentNorTheEnd() throws IOException {
        for (String empty : List.of("0", "1", "2")) {
            try (InputStream in = stream(List.of("0", "1", "2"), id -> id.equals(empty) ? "" : id)) {
                assertThatExceptionOfType(MalformedResponseException.class)
                        .isThrownBy(in::readAllBytes)
                        .withMessageContaining("Chunk " + empty + " of workspaces/8a81/models/75A4/files/113");
                assertThatExceptionOfType(MalformedResponseException.class).isThrownBy(in::read);
            }
        }
    }

    @Test
    void anOnlyChunkThatIsEmptyIsNoContent() throws IOException {
        try (InputStream in = stream(List.of("0"), id -> "")) {
            assertThatExceptionOfType(NoContentException.class).isThrownBy(in::read);
        }
    }

    @Test
    void contentThatWasReplacedByAsManyChunksIsNotTakenForOne() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        Contents replaced = contents(List.of("0", "1", "2"), id -> fetched.getAndIncrement() < 2 ? "old" : "new");
        try (InputStream in = opened(replaced, 1)) {
            assertThatExceptionOfType(NoContentException.class)
                    .isThrownBy(in::readAllBytes)
                    .withMessageContaining("replaced");
        }
    }

    @Test
    void theOnlyChunkIsFetchedOnce() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        try (InputStream in = stream(List.of("0"), id -> "chunk " + fetched.getAndIncrement())) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("chunk 0");
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(fetched).hasValue(1);
    }

    @Test
    void aClosedDownloadKeepsNothing() throws Exception {
        for (boolean readFirst : new boolean[] {false, true}) {
            List<WeakReference<ChunkBuffer>> chunks = new CopyOnWriteArrayList<>();
            Contents contents = new FakeContents() {
                @Override
                public List<String> chunkIds(ContentRef content) {
                    return List.of("0", "1");
                }

                @Override
                public void chunk(ContentRef content, String id, ChunkBuffer into) {
                    arrive("x", into);
                    chunks.add(new WeakReference<>(into));
                }
            };
            ChunkStream stream = opened(contents, 4);
            if (readFirst) {
                assertThat(stream.readAllBytes()).hasSize(2);
            }
            stream.close();

            while (chunks.stream().anyMatch(chunk -> chunk.get() != null)) { // until the test's time is over
                System.gc();
            }
            assertThat(stream.isClosed()).isTrue();
        }
    }

    @Test
    void singleBytesAreReadAcrossChunks() throws IOException {
        try (InputStream in = stream(List.of("0", "1"), id -> id)) {
            assertThat(in.read()).isEqualTo('0');
            assertThat(in.read(new byte[0], 0, 0)).isZero();
            assertThat(in.read()).isEqualTo('1');
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFailureOfTheFetchingIsThatOfTheReading() throws IOException {
        try (InputStream in = stream(List.of("0", "1"), id -> {
            if (id.equals("1")) {
                throw new NoContentException("dump", "it is gone.");
            }
            return id;
        })) {
            assertThat(in.read()).isEqualTo('0');
            assertThatExceptionOfType(NoContentException.class).isThrownBy(in::read);
        }
    }

    @Test
    void closingEndsTheThreadThatFetchesAhead() throws Exception {
        AtomicReference<Thread> fetcher = new AtomicReference<>();
        CountDownLatch fetching = new CountDownLatch(1);
        InputStream in = stream(List.of("0", "1"), id -> {
            if (id.equals("1")) {
                fetcher.set(Thread.currentThread());
                fetching.countDown();
                waitForAnInterrupt();
            }
            return id;
        });
        fetching.await();

        in.close();

        fetcher.get().join(Duration.ofSeconds(20).toMillis());
        assertThat(fetcher.get().isAlive()).isFalse();
        assertThatExceptionOfType(IOException.class).isThrownBy(in::read);
    }

    @Test
    void closingByAnotherThreadEndsAReadThatWaitsAndIsToldAsThat() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        InputStream in = stream(List.of("0", "1"), id -> {
            if (id.equals("1")) {
                fetching.countDown();
                waitForAnInterrupt();
                throw new IllegalStateException("interrupted");
            }
            return id;
        });
        assertThat(in.read()).isEqualTo('0');
        FutureTask<Integer> reading = new FutureTask<>(in::read);
        new Thread(reading).start();
        fetching.await();

        in.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(reading::get)
                .withCauseInstanceOf(IOException.class)
                .withMessageContaining("closed");
    }

    @Test
    void anInterruptEndsTheWaitForAChunk() throws Exception {
        try (InputStream in = stream(List.of("0", "1"), id -> {
            if (id.equals("1")) {
                waitForAnInterrupt();
            }
            return id;
        })) {
            assertThat(in.read()).isEqualTo('0');
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(TransportException.class)
                    .isThrownBy(in::read)
                    .satisfies(stopped -> assertThat(stopped.kind()).isEqualTo(TransportException.Kind.INTERRUPTED));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void asManyChunksAsTheWindowHasAreUnderWayAndNoMoreAreHeld() throws Exception {
        List<String> begun = new CopyOnWriteArrayList<>();
        AtomicInteger first = new AtomicInteger(4);
        CyclicBarrier together = new CyclicBarrier(4);
        try (InputStream in = stream(List.of("0", "1", "2", "3", "4", "5"), id -> {
            begun.add(id);
            if (first.getAndDecrement() > 0) {
                Waiting.await(together);
            }
            return id;
        })) {
            assertThat(begun).containsExactlyInAnyOrder("0", "1", "2", "3");
            assertThat(in.read()).isEqualTo('0'); // and is still held
            assertThat(begun).hasSize(4);

            assertThat(in.read()).isEqualTo('1');

            while (begun.size() < 5) { // until the test's time is over
                Thread.onSpinWait();
            }
            assertThat(begun).hasSize(5).endsWith("4");
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("2345");
        }
    }

    @Test
    void chunksThatArriveInAnotherOrderAreReadInTheirs() throws Exception {
        CountDownLatch[] arrived = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
        try (InputStream in = stream(List.of("0", "1", "2"), id -> {
            int number = Integer.parseInt(id);
            if (number < 2) {
                Waiting.await(arrived[number + 1]);
            }
            arrived[number].countDown();
            return id;
        })) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("012");
        }
    }

    @Test
    void aWindowOfOneFetchesNothingAhead() throws Exception {
        List<String> begun = new CopyOnWriteArrayList<>();
        try (InputStream in = opened(
                contents(List.of("0", "1"), id -> {
                    begun.add(id);
                    return id;
                }),
                1)) {
            assertThat(in.read()).isEqualTo('0');
            assertThat(begun).containsExactly("0");
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("1");
            assertThat(begun).containsExactly("0", "1", "0");
        }
    }

    @Test
    void aChunkThatCannotBeHadEndsTheFetchingOfTheOthers() throws Exception {
        CountDownLatch underWay = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);
        try (InputStream in = stream(List.of("0", "1", "2", "3", "4"), id -> {
            if (id.equals("1")) {
                Waiting.await(underWay);
                throw new NoContentException("dump", "it is gone.");
            }
            if (!id.equals("0")) {
                underWay.countDown();
                waitForAnInterrupt();
                ended.countDown();
            }
            return id;
        })) {
            assertThat(in.read()).isEqualTo('0');

            assertThatExceptionOfType(NoContentException.class).isThrownBy(in::read);

            ended.await();
            assertThatExceptionOfType(NoContentException.class).isThrownBy(in::read);
        }
    }

    @Test
    void theMemoryOfAChunkThatWasReadIsUsedAgain() throws IOException {
        Set<ChunkBuffer> used = ConcurrentHashMap.newKeySet();
        Contents contents = new FakeContents() {
            @Override
            public List<String> chunkIds(ContentRef content) {
                return IntStream.range(0, 50).mapToObj(Integer::toString).toList();
            }

            @Override
            public void chunk(ContentRef content, String id, ChunkBuffer into) {
                used.add(into);
                arrive("chunk", into);
            }
        };
        try (InputStream in = opened(contents, 4)) {
            assertThat(in.readAllBytes()).hasSize(50 * 5);
        }

        assertThat(used).hasSizeLessThanOrEqualTo(4);
    }

    private static void waitForAnInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static ChunkStream opened(Contents contents, int window) {
        return new Transfers(contents, new Lifecycle(), window, window).open(FILE);
    }

    private static InputStream stream(List<String> ids, Function<String, String> chunks) {
        return opened(contents(ids, chunks), 4);
    }

    private static Contents contents(List<String> ids, Function<String, String> chunks) {
        return new FakeContents() {
            @Override
            public List<String> chunkIds(ContentRef content) {
                return ids;
            }

            @Override
            public void chunk(ContentRef content, String id, ChunkBuffer into) {
                arrive(chunks.apply(id), into);
            }
        };
    }
}
