package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the server takes for a page. */
class PagesPropertiesTest {
    private static final ContentRef FILE = new ContentRef.OfFile(new FileRef(new ModelRef("8a81", "75A4"), "113"));

    /** A server with a list, some of whose rows it holds back. */
    private record Paging(int rows, int there, List<Integer> sizes) implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            String query = request.uri().getQuery();
            int offset = Integer.parseInt(query.substring(query.indexOf("offset=") + "offset=".length()));
            int end = Math.min(there, offset + sizes.get(offset % sizes.size()));
            String page = IntStream.range(offset, end)
                    .mapToObj(row -> "{\"id\":\"" + row + "\"}")
                    .collect(Collectors.joining(","));
            String body = "{\"meta\":{\"paging\":{\"totalSize\":" + rows + "}},\"chunks\":[" + page + "]}";
            return new TransportResponse(
                    200, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), () -> {});
        }

        @Override
        public void close() {}
    }

    @Property(tries = 200)
    void aListIsWholeAndInOrder(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 20) Integer> sizes) {
        List<String> all = chunkIds(new Paging(rows, rows, sizes));

        assertThat(all)
                .isEqualTo(IntStream.range(0, rows).mapToObj(String::valueOf).toList());
    }

    @Property(tries = 200)
    void aListThatEndsTooSoonIsNone(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 60) int missing,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 20) Integer> sizes) {
        Paging server = new Paging(rows + missing, rows, sizes);

        assertThatExceptionOfType(MalformedResponseException.class).isThrownBy(() -> chunkIds(server));
    }

    private static List<String> chunkIds(HttpTransport transport) {
        return new ContentApi(Sessions.over(transport, new ManualTime())).chunkIds(FILE);
    }
}
