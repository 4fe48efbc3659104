package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.task.FileRef;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Files and failure dumps, which Anaplan keeps in chunks numbered from 0 on. */
public final class ContentApi implements Contents {
    private static final Duration WHOLE_CHUNK = Duration.ofMinutes(10);
    private static final String NOTHING_LISTED =
            "Anaplan lists no chunks of it. An export writes its file when it runs; uploads and dumps are dropped when"
                    + " they were not used for 48 hours, and only their user can have them.";

    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Duration timeout;
    private final Duration wholeChunk;
    private final Pages pages;

    /**
     * Makes the resource of a session.
     *
     * @param session the connection to the API
     */
    public ContentApi(ApiSession session) {
        this.uris = session.uris();
        this.exchange = session.exchange();
        this.timeout = session.timeouts().transfer();
        this.wholeChunk = Durations.longer(timeout, WHOLE_CHUNK);
        this.pages = new Pages(exchange, timeout, session.time());
    }

    @Override
    public List<String> chunkIds(ContentRef content) {
        URI list = uris.chunks(content);
        List<String> ids = new ArrayList<>();
        try {
            ids.addAll(pages.readAll(list, ContentApi::ids));
        } catch (AnaplanApiException refused) {
            throw missingOr(refused, content);
        }
        if (ids.isEmpty()) {
            throw new NoContentException(content.toString(), NOTHING_LISTED);
        }
        ids.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        for (int i = 0; i < ids.size(); i++) {
            if (!ids.get(i).equals(String.valueOf(i))) {
                throw new MalformedResponseException(
                        "GET " + list.getRawPath(),
                        "a list of chunks in which chunk " + i + " is missing or comes twice: " + ids,
                        "",
                        null);
            }
        }
        return List.copyOf(ids);
    }

    private static List<String> ids(JsonObject answer) throws Json.Unexpected {
        List<String> page = new ArrayList<>();
        if (answer == JsonObject.NOTHING) { // one of the ways to say that a dump is gone
            return page;
        }
        for (JsonObject row : Pages.rows(answer, "chunks")) {
            page.add(row.required("id"));
        }
        return page;
    }

    @Override
    public void chunk(ContentRef content, String chunkId, ChunkBuffer into) {
        boolean isThere;
        try {
            URI chunk = uris.chunk(content, chunkId);
            isThere = exchange.getBytes(chunk, timeout, wholeChunk, check(content, chunkId), into);
        } catch (AnaplanApiException refused) {
            throw missingOr(refused, content);
        }
        if (!isThere) {
            throw new NoContentException(
                    content.toString(), "its chunk " + chunkId + " was answered with 204, no content.");
        }
    }

    private static ContentCheck check(ContentRef content, String chunkId) {
        if (content instanceof ContentRef.OfFile) {
            return ContentCheck.OF_FILE;
        }
        return chunkId.equals("0") ? ContentCheck.OF_DUMP_START : ContentCheck.OF_DUMP;
    }

    // That a dump is not there, or no longer, is said in several ways; of a file they are errors like any other.
    private static AnaplanException missingOr(AnaplanApiException refused, ContentRef content) {
        boolean isMissing = content instanceof ContentRef.OfDump
                && (refused.condition() == ApiCondition.NOT_ACCEPTED || refused.condition() == ApiCondition.NOT_FOUND);
        return isMissing ? new NoContentException(content.toString(), refused.getMessage()) : refused;
    }

    @Override
    public void announce(FileRef file, int chunkCount) {
        String count = Json.write(body -> body.writeNumberProperty("chunkCount", chunkCount));
        exchange.postForObject(uris.file(file), count, timeout);
    }

    @Override
    public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
        URI chunk = uris.chunk(new ContentRef.OfFile(file), String.valueOf(index));
        exchange.put(chunk, bytes, compressed, timeout, wholeChunk);
    }

    @Override
    public void complete(FileRef file) {
        exchange.post(uris.complete(file), Json.write(Map.of("id", file.fileId())), timeout);
    }
}
