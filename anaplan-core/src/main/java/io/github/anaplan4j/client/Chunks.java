package io.github.anaplan4j.client;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.protocol.ContentApi;
import io.github.anaplan4j.task.ContentRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.transfer.ChunkSource;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The chunks of one file or dump. A chunk that breaks off is fetched again from its start. */
final class Chunks implements ChunkSource {
    private static final String NOTHING_LISTED =
            "Anaplan lists no chunks of it. An export writes its file when it runs;"
                    + " uploads and dumps are dropped when they were not used for 48 hours, and only their user can have them.";

    private final ContentApi api;
    private final ContentRef content;
    private final Repeating repeating;
    private final Duration timeout;

    Chunks(ContentApi api, ContentRef content, Repeating repeating, Duration timeout) {
        this.api = api;
        this.content = content;
        this.repeating = repeating;
        this.timeout = timeout;
    }

    @Override
    public List<String> chunkIds() {
        List<String> ids = present(() -> api.chunkIds(content, timeout));
        if (ids.isEmpty()) {
            throw new NoContentException(content.toString(), NOTHING_LISTED);
        }
        return ids;
    }

    @Override
    public InputStream chunk(String chunkId) {
        return present(() -> api.chunk(content, chunkId, timeout));
    }

    // That a dump is not there, or no longer, is said in several ways; of a file they are errors like any other.
    private <T> T present(Supplier<T> request) {
        try {
            return repeating.sendInTurn(request);
        } catch (AnaplanApiException refused) {
            boolean gone = content instanceof DumpRef
                    && (refused.condition() == ApiCondition.NOT_ACCEPTED
                            || refused.condition() == ApiCondition.NOT_FOUND);
            throw gone ? new NoContentException(content.toString(), refused.getMessage()) : refused;
        }
    }
}
