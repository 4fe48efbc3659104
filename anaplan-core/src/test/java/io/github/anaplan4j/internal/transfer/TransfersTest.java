package io.github.anaplan4j.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.LimitedContents;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.internal.port.FakeContents;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(new ModelRef("8a81", "75A4"), "113"));

    private static final Contents ONE_CHUNK = new FakeContents() {
        @Override
        public List<String> chunkIds(ContentRef content) {
            return List.of("0");
        }

        @Override
        public void chunk(ContentRef content, String chunkId, ChunkBuffer into) {
            arrive("12", into);
        }
    };

    private final Lifecycle lifecycle = new Lifecycle();
    private final Transfers transfers = new Transfers(ONE_CHUNK, lifecycle, 4, 4);

    @Test
    void closingEndsEveryDownloadThatIsUnderWay() throws IOException {
        ChunkStream one = transfers.open(FILE);
        ChunkStream another = transfers.open(FILE);
        assertThat(one.read()).isEqualTo('1');

        transfers.close();

        for (ChunkStream stream : List.of(one, another)) {
            assertThat(stream.isClosed()).isTrue();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(stream::read)
                    .withMessageContaining("closed");
        }
    }

    @Test
    void closingIsNothingToADownloadThatIsOver() throws IOException {
        ChunkStream stream = transfers.open(FILE);
        assertThat(stream.readAllBytes()).containsExactly('1', '2');
        stream.close();

        transfers.close();

        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void aLargeDownloadStaysWithinTheRequestBudget() throws IOException {
        ManualTime time = new ManualTime();
        RequestLimiter limiter = TestLimits.limiter(300, time);
        Contents sixHundredChunks = new FakeContents() {
            @Override
            public List<String> chunkIds(ContentRef content) {
                return IntStream.range(0, 600).mapToObj(Integer::toString).toList();
            }

            @Override
            public void chunk(ContentRef content, String chunkId, ChunkBuffer into) {
                arrive("x", into);
            }
        };
        Contents limited = new LimitedContents(sixHundredChunks, new RetryingRequests(limiter, lifecycle, time));

        try (ChunkStream stream = new Transfers(limited, lifecycle, 4, 1).open(FILE)) {
            assertThat(stream.readAllBytes()).hasSize(600);
        }

        // 300 a minute, less the fifth that is kept back.
        assertThat(time.passed()).isGreaterThan(Duration.ofSeconds(600 / 5));
    }

    @Test
    void aTransferHasItsShareBesideHundredsOfWatches() {
        ManualTime time = new ManualTime();
        RequestLimiter limiter = TestLimits.limiter(300, time);
        for (int i = 0; i < 200; i++) {
            poll(new ModelRef("8a81", "75A4").process("1").task("S" + i), limiter, time);
        }
        time.pass(Duration.ofMinutes(5));
        Duration start = time.passed();
        Contents limited = new LimitedContents(ONE_CHUNK, new RetryingRequests(limiter, lifecycle, time));

        for (int i = 0; i < 100; i++) {
            limited.chunk(FILE, "0", new ChunkBuffer());
        }

        assertThat(time.passed().minus(start)).isLessThan(Duration.ofMinutes(2));
    }

    private static void poll(TaskRef task, RequestLimiter limiter, ManualTime time) {
        Duration wait = limiter.askToPoll(task, task);
        if (wait.isZero()) {
            limiter.pollDone(task);
        }
        time.in(wait.isZero() ? limiter.floor() : wait, () -> poll(task, limiter, time));
    }

    @Test
    void aDownloadThatBeginsWhileTheClientClosesEndsAtOnce() {
        lifecycle.beginClosing();

        assertThat(transfers.open(FILE).isClosed()).isTrue();
    }
}
