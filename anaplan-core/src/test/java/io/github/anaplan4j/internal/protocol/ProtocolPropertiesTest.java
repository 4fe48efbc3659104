package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ProtocolPropertiesTest {
    private static final String TOKEN = "secret/".repeat(20);

    /** However many tokens a body has, and wherever it is cut off, nothing of one is quoted. */
    @Property(tries = 300)
    void noExcerptShowsAnyOfTheToken(
            @ForAll @IntRange(max = 2_000) int before, @ForAll @IntRange(min = 1, max = 400) int tokens) {
        String body = "\n".repeat(before) + (TOKEN + TOKEN.replace("/", "\\/")).repeat(tokens);

        String excerpt = BodyExcerpt.of(body.getBytes(StandardCharsets.UTF_8), new AuthToken(TOKEN));

        assertThat(excerpt).doesNotContain("secret").doesNotContainPattern("\\R");
        assertThat(excerpt.length()).isLessThanOrEqualTo(BodyExcerpt.MAX_LENGTH);
    }

    /** No id gets out of its segment, and each arrives as it was. */
    @Property(tries = 300)
    void eachIdIsOneSegmentOfTheAddress(
            @ForAll("ids") String workspace,
            @ForAll("ids") String model,
            @ForAll("ids") String process,
            @ForAll("ids") String task) {
        ApiUris uris = new ApiUris(BaseUrl.of("https://api.anaplan.com/2/0"));

        URI uri = uris.task(TaskRef.ofProcess(workspace, model, process, task), false);

        assertThat(uri.getHost()).isEqualTo("api.anaplan.com");
        assertThat(uri.getRawQuery()).isNull();
        assertThat(uri.getRawFragment()).isNull();
        assertThat(uri.getRawPath()).matches("(?:/[A-Za-z0-9%._*-]+){10}");
        assertThat(uri.getPath().split("/", -1))
                .containsExactly(
                        "", "2", "0", "workspaces", workspace, "models", model, "processes", process, "tasks", task);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withChars("aZ09-_.~:@!$&'()*+,;=%äÖ漢 ?#")
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(id -> id.equals(id.strip()) && isId(id));
    }

    private static boolean isId(String id) {
        try {
            return new ModelRef(id, "M").workspaceId().equals(id);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** However many rows a server puts into a page, each is read once, and nothing is asked for in vain. */
    @Property(tries = 200)
    void pagesOfAnySizeAddUpToTheList(
            @ForAll @IntRange(min = 1, max = 300) int rows, @ForAll @IntRange(min = 1, max = 100) int perPage) {
        Paged server = new Paged(rows, perPage);

        List<String> ids = new ContentApi(Sessions.over(server, new ManualTime()))
                .chunkIds(new ContentRef.OfFile(new FileRef(new ModelRef("W", "M"), "F")));

        assertThat(ids)
                .isEqualTo(IntStream.range(0, rows).mapToObj(String::valueOf).toList());
        assertThat(server.requests).isEqualTo((rows + perPage - 1) / perPage);
    }

    private static final class Paged implements HttpTransport {
        private final int rows;
        private final int perPage;
        private int requests;

        Paged(int rows, int perPage) {
            this.rows = rows;
            this.perPage = perPage;
        }

        @Override
        public TransportResponse execute(TransportRequest request) {
            requests++;
            int offset = Integer.parseInt(request.uri().getQuery().replaceAll(".*offset=", ""));
            String page = IntStream.range(offset, Math.min(rows, offset + perPage))
                    .mapToObj(id -> "{\"id\":\"" + id + "\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            String body = "{\"meta\":{\"paging\":{\"totalSize\":" + rows + "}},\"chunks\":" + page + "}";
            return new TransportResponse(
                    200, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), () -> {});
        }

        @Override
        public void close() {}
    }
}
