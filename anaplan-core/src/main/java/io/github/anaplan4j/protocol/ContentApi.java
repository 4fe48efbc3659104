package io.github.anaplan4j.protocol;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.NoContentException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.task.ContentRef;
import io.github.anaplan4j.task.FileDefinition;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Files and failure dumps, which Anaplan keeps in chunks numbered from 0 on. Each method sends its request once, and again
 * only with a renewed token. Thread-safe.
 */
public final class ContentApi {
    private static final Duration WHOLE_CHUNK = Duration.ofMinutes(10);

    private final ApiUris uris;
    private final ApiExchange exchange;
    private final Pages pages;

    /** @param api the connection to the API */
    public ContentApi(AnaplanApi api) {
        this.uris = api.uris();
        this.exchange = api.exchange();
        this.pages = new Pages(exchange);
    }

    /**
     * @param model a model
     * @param timeout the longest wait for the server, for each page
     * @return its files, in the server's order
     */
    public List<FileDefinition> files(ModelRef model, Duration timeout) {
        return pages.readAll(uris.files(model), timeout, answer -> {
            List<FileDefinition> files = new ArrayList<>();
            for (JsonNode row : Json.objects(answer, "files")) {
                files.add(new FileDefinition(
                        new FileRef(model, DefinitionApi.required(row, "id")),
                        DefinitionApi.orEmpty(row, "name"),
                        Json.integer(row, "chunkCount"),
                        Json.text(row.get("format")),
                        Json.text(row.get("encoding"))));
            }
            return files;
        });
    }

    /**
     * @param content a file or dump
     * @param timeout the longest wait for the server, for each page
     * @return the ids of its chunks in their order; empty if it has none
     * @throws MalformedResponseException if one is missing
     * @throws AnaplanApiException if the answer has an error status
     * @throws TransportException if there is no complete answer
     */
    public List<String> chunkIds(ContentRef content, Duration timeout) {
        URI list = uris.chunks(content);
        List<String> ids = new ArrayList<>(pages.readComplete(list, timeout, answer -> {
            List<String> page = new ArrayList<>();
            for (JsonNode row : Json.objects(answer, "chunks")) {
                page.add(DefinitionApi.required(row, "id"));
            }
            return page;
        }));
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

    /**
     * @param content a file or dump
     * @param chunkId which of its chunks
     * @param timeout the longest silence of the server
     * @return the chunk, which has arrived as a whole and is in memory; it may be empty
     * @throws NoContentException if the server says that there is no such content
     * @throws AnaplanApiException if the answer has an error status
     * @throws MalformedResponseException if the answer is not a chunk
     * @throws TransportException if there is no complete answer
     */
    public InputStream chunk(ContentRef content, String chunkId, Duration timeout) {
        return exchange.getBytes(uris.chunk(content, chunkId), timeout, WHOLE_CHUNK)
                .orElseThrow(() -> new NoContentException(
                        content.toString(), "its chunk " + chunkId + " was answered with 204, no content."));
    }

    /**
     * Begins an upload.
     *
     * @param file the file
     * @param chunkCount how many chunks will come, or -1 if that is not known yet
     * @param timeout the longest wait for the server
     */
    public void announce(FileRef file, int chunkCount, Duration timeout) {
        exchange.post(
                uris.content(file),
                Json.newObject().put("chunkCount", chunkCount).toString(),
                timeout);
    }

    /**
     * Uploads one chunk.
     *
     * @param file the file
     * @param index its number, from 0 on
     * @param bytes the chunk
     * @param timeout the longest wait for the server
     */
    public void put(FileRef file, int index, byte[] bytes, Duration timeout) {
        exchange.put(uris.chunk(file, String.valueOf(index)), bytes, timeout);
    }

    /**
     * Ends an upload whose number of chunks was not known before.
     *
     * @param file the file
     * @param timeout the longest wait for the server
     */
    public void complete(FileRef file, Duration timeout) {
        URI uri = URI.create(uris.content(file) + "/complete");
        exchange.post(uri, Json.newObject().put("id", file.fileId()).toString(), timeout);
    }
}
