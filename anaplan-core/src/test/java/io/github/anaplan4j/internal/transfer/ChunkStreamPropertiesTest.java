package io.github.anaplan4j.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.FakeContents;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the chunks, the window, the threads and the reads are. */
class ChunkStreamPropertiesTest {
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(new ModelRef("8a81", "75A4"), "113"));

    /** Chunks, and which of them were fetched when how many bytes had been read. */
    private static final class Chunks extends FakeContents {
        private record Fetch(int chunk, int bytesRead) {}

        private final List<String> chunks;
        private final AtomicInteger bytesRead = new AtomicInteger();
        private final Queue<Fetch> fetches = new ConcurrentLinkedQueue<>();

        Chunks(List<String> chunks) {
            this.chunks = chunks;
        }

        @Override
        public List<String> chunkIds(ContentRef content) {
            return IntStream.range(0, chunks.size()).mapToObj(String::valueOf).toList();
        }

        @Override
        public void chunk(ContentRef content, String id, ChunkBuffer into) {
            int chunk = Integer.parseInt(id);
            fetches.add(new Fetch(chunk, bytesRead.get()));
            arrive(chunks.get(chunk), into);
        }

        int wholeIn(int bytes) {
            int whole = 0;
            int end = chunks.get(0).length();
            while (end <= bytes) {
                whole++;
                end += whole < chunks.size() ? chunks.get(whole).length() : Integer.MAX_VALUE / 2;
            }
            return whole;
        }
    }

    @Property(tries = 300)
    void theChunksAreJoinedInOrderAndNoMoreAreFetchedThanTheWindowHolds(
            @ForAll("chunks") List<String> chunks,
            @ForAll @IntRange(min = 1, max = 5) int window,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 1, max = 9) int most)
            throws IOException {
        Chunks contents = new Chunks(chunks);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        try (ChunkStream stream = new ChunkStream(contents, FILE, window, threads)) {
            stream.begin();
            byte[] buffer = new byte[most];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                joined.write(buffer, 0, count);
                contents.bytesRead.set(joined.size());
            }
        }

        assertThat(joined.toString(StandardCharsets.US_ASCII)).isEqualTo(String.join("", chunks));
        assertThat(contents.fetches).allMatch(fetch -> fetch.chunk() < contents.wholeIn(fetch.bytesRead()) + window);
        int lookedAtAgain = chunks.size() > 1 ? 1 : 0; // the first, at the end
        assertThat(contents.fetches).hasSize(chunks.size() + lookedAtAgain);
    }

    @Provide
    Arbitrary<List<String>> chunks() {
        return Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
