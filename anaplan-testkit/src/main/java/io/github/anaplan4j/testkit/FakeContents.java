package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The failure dumps and files of the fake. Thread-safe. */
final class FakeContents {
    private static final String FILES = Route.MODEL + "/files";
    private static final String FILE = FILES + "/([^/]+)";
    private static final String OWN_DUMP = FakeActions.TASK + "/dump";
    private static final String STEP_DUMP = FakeActions.TASK + "/dumps/([^/]+)";

    private final FakeActions actions;
    private final Map<Serializable, Stored> stored = new LinkedHashMap<>();
    private final Map<FileRef, String> fileNames = new LinkedHashMap<>();
    private final Map<FileRef, Upload> uploads = new LinkedHashMap<>();
    private final Set<Serializable> gone = new HashSet<>();

    private record Stored(int chunks, IntFunction<byte[]> chunk) {}

    /** What has arrived so far; the count is -1 if the client did not know it. */
    private record Upload(int chunkCount, TreeMap<Integer, byte[]> chunks) {
        boolean hasGaps() {
            return !chunks.isEmpty() && chunks.lastKey() != chunks.size() - 1;
        }
    }

    FakeContents(FakeActions actions) {
        this.actions = actions;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", OWN_DUMP, (path, request) -> whole(ownDump(path), request)),
                new Route("GET", OWN_DUMP + "/chunks", (path, request) -> chunkList(ownDump(path), request)),
                new Route("GET", OWN_DUMP + "/chunks/(\\d{1,9})", (path, r) -> chunk(ownDump(path), path.group(6), r)),
                new Route("GET", STEP_DUMP, (path, request) -> whole(stepDump(path), request)),
                new Route("GET", STEP_DUMP + "/chunks", (path, request) -> chunkList(stepDump(path), request)),
                new Route(
                        "GET", STEP_DUMP + "/chunks/(\\d{1,9})", (path, r) -> chunk(stepDump(path), path.group(7), r)),
                new Route("GET", FILES, this::files),
                new Route("GET", FILE, (path, request) -> whole(file(path), request)),
                new Route("GET", FILE + "/chunks", (path, request) -> chunkList(file(path), request)),
                new Route("GET", FILE + "/chunks/(\\d{1,9})", (path, r) -> chunk(file(path), path.group(4), r)),
                new Route("POST", FILE, this::announce),
                new Route("PUT", FILE + "/chunks/(\\d{1,9})", this::upload),
                new Route("POST", FILE + "/complete", this::complete),
                new Route("PUT", FILE, this::uploadAtOnce),
                new Route("DELETE", FILE, this::delete));
    }

    synchronized void store(Serializable content, int chunks, IntFunction<byte[]> chunk) {
        stored.put(content, new Stored(chunks, chunk));
        gone.remove(content);
    }

    synchronized void nameFile(FileRef file, String name) {
        fileNames.put(file, name);
    }

    synchronized void drop(DumpRef dump) {
        gone.add(dump);
    }

    synchronized byte[] content(Serializable content) {
        Stored there = stored.get(content);
        if (there == null) {
            throw new IllegalStateException(
                    "There is nothing in " + content + ": not given, or not uploaded to its end.");
        }
        return joined(there);
    }

    private DumpRef ownDump(MatchResult path) {
        return new DumpRef(actions.task(path), null);
    }

    private DumpRef stepDump(MatchResult path) {
        return new DumpRef(actions.task(path), Route.id(path, 6));
    }

    private FileRef file(MatchResult path) {
        return new FileRef(actions.model(path), Route.id(path, 3));
    }

    // A dump that nobody gave is there all the same if the task says so.
    private synchronized @Nullable Stored find(Serializable content, RecordedRequest request) {
        if (content instanceof DumpRef dump) {
            if (gone.contains(dump)) {
                return null;
            }
            if (!stored.containsKey(dump) && actions.announces(dump, request.at())) {
                byte[] bytes = actions.dump(dump).orElse(CannedJson.DUMP);
                return new Stored(1, chunk -> bytes);
            }
        }
        return stored.get(content);
    }

    private Reply whole(Serializable content, RecordedRequest request) {
        Stored there = find(content, request);
        return there == null ? Reply.notFound(request) : Reply.bytes(joined(there));
    }

    private static byte[] joined(Stored stored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < stored.chunks(); i++) {
            bytes.writeBytes(stored.chunk().apply(i));
        }
        return bytes.toByteArray();
    }

    private Reply chunkList(Serializable content, RecordedRequest request) {
        Stored there = find(content, request);
        if (there == null && !isEmptyFile(content)) {
            return Reply.notFound(request);
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; there != null && i < there.chunks(); i++) {
            rows.add("{\"id\":\"" + i + "\",\"name\":\"Chunk " + i + "\"}");
        }
        return Reply.page("chunk", "chunks", rows, request);
    }

    private synchronized boolean isEmptyFile(Serializable content) {
        return content instanceof FileRef file && fileNames.containsKey(file);
    }

    private Reply chunk(Serializable content, String number, RecordedRequest request) {
        Stored there = find(content, request);
        int index = Integer.parseInt(number);
        return there == null || index >= there.chunks()
                ? Reply.notFound(request)
                : Reply.bytes(there.chunk().apply(index));
    }

    private synchronized Reply files(MatchResult path, RecordedRequest request) {
        ModelRef model = actions.model(path);
        List<String> rows = fileNames.keySet().stream()
                .filter(file -> file.model().equals(model))
                .map(this::row)
                .toList();
        return Reply.page("file", "files", rows, request);
    }

    private String row(FileRef file) {
        Stored there = stored.get(file);
        return "{\"id\":" + Reply.quoted(file.fileId()) + ",\"name\":" + Reply.quoted(fileNames.get(file))
                + ",\"chunkCount\":" + (there == null ? 0 : there.chunks())
                + ",\"delimiter\":\"\\\"\",\"encoding\":\"UTF-8\",\"firstDataRow\":2,\"format\":\"txt\",\"headerRow\":1,"
                + "\"separator\":\",\"}";
    }

    private synchronized Reply announce(MatchResult path, RecordedRequest request) {
        FileRef file = file(path);
        if (!fileNames.containsKey(file)) {
            return Reply.notFound(request);
        }
        int count = chunkCount(request);
        if (count == 0 || count < -1) {
            return Reply.error(400, "chunkCount is missing, or not a number of chunks", request);
        }
        uploads.put(file, new Upload(count, new TreeMap<>()));
        return Reply.single("file", "file", row(file));
    }

    private static int chunkCount(RecordedRequest request) {
        try {
            JsonNode count = JsonMapper.shared().readTree(request.body()).path("chunkCount");
            return count.asInt(0);
        } catch (JacksonException notJson) {
            return 0;
        }
    }

    private synchronized Reply upload(MatchResult path, RecordedRequest request) {
        Upload upload = uploads.get(file(path));
        int index = Integer.parseInt(path.group(4));
        if (upload == null || upload.chunkCount() >= 0 && index >= upload.chunkCount()) {
            return Reply.notFound(request);
        }
        byte[] body = body(request);
        if (body == null) {
            return Reply.error(400, "The body is not gzip", request);
        }
        upload.chunks().put(index, body);
        if (upload.chunks().size() == upload.chunkCount()) {
            finish(file(path), upload);
        }
        return Reply.noContent();
    }

    /** @return the bytes of the chunk, or null if they are not in the form that was announced */
    private static byte @Nullable [] body(RecordedRequest request) {
        if (!request.header("Content-Type").orElse("").equals("application/x-gzip")) {
            return request.body();
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            return unzipped.readAllBytes();
        } catch (IOException notGzip) {
            return null;
        }
    }

    private synchronized Reply complete(MatchResult path, RecordedRequest request) {
        FileRef file = file(path);
        Upload upload = uploads.get(file);
        if (upload != null && upload.hasGaps()) {
            return Reply.error(
                    400, "Chunks are missing: there are " + upload.chunks().keySet(), request);
        }
        if (upload != null) {
            finish(file, upload);
        }
        return fileNames.containsKey(file) ? Reply.single("file", "file", row(file)) : Reply.notFound(request);
    }

    private synchronized Reply uploadAtOnce(MatchResult path, RecordedRequest request) {
        FileRef file = file(path);
        if (!fileNames.containsKey(file)) {
            return Reply.notFound(request);
        }
        finish(file, new Upload(1, new TreeMap<>(Map.of(0, request.body()))));
        return Reply.noContent();
    }

    private void finish(FileRef file, Upload upload) {
        List<byte[]> chunks = List.copyOf(upload.chunks().values());
        store(file, chunks.size(), chunks::get);
        uploads.remove(file);
    }

    private synchronized Reply delete(MatchResult path, RecordedRequest request) {
        FileRef file = file(path);
        uploads.remove(file);
        return stored.remove(file) == null ? Reply.notFound(request) : Reply.noContent();
    }
}
