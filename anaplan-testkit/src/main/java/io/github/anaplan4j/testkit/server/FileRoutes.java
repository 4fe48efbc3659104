package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The failure dumps and files of the fake: given, uploaded, and over HTTP. Thread-safe. */
public final class FileRoutes {
    private static final String FILE_ID = "\\d{12}";
    private static final String FILES = ApiPaths.MODEL + "/files";
    private static final String FILE = FILES + "/([^/]+)";
    private static final String OWN_DUMP = ApiPaths.TASK + "/dump";
    private static final String STEP_DUMP = ApiPaths.TASK + "/dumps/([^/]+)";
    // A terabyte in chunks of 10 MB: more than any model holds, and few enough for a client's slip to cost nothing.
    private static final int MOST_CHUNKS = 100_000;
    // A chunk has 50 MB at most. Without a bound a megabyte of gzip could become a gigabyte here.
    private static final int MOST_UNZIPPED = 64 << 20;

    private final ModelRegistry models;
    private final TaskRegistry tasks;
    // By FileRef or DumpRef, which are both records.
    private final Map<Record, Stored> stored = new LinkedHashMap<>();
    private final Map<FileRef, String> fileNames = new LinkedHashMap<>();
    private final Map<FileRef, Upload> uploads = new LinkedHashMap<>();
    private final Set<DumpRef> gone = new HashSet<>();

    private record Stored(int chunks, IntFunction<byte[]> chunk) {}

    /** What has arrived so far. */
    private static final class Upload {
        private final int chunkCount; // -1 if the client does not know it
        private final TreeMap<Integer, byte[]> chunks = new TreeMap<>();

        Upload(int chunkCount) {
            this.chunkCount = chunkCount;
        }

        /** Returns how many chunks there will be, or are so far if the client does not know. */
        int chunkIds() {
            return chunkCount >= 0 ? chunkCount : chunks.isEmpty() ? 0 : chunks.lastKey() + 1;
        }

        boolean hasGaps() {
            return !chunks.isEmpty() && chunks.lastKey() != chunks.size() - 1;
        }
    }

    FileRoutes(ModelRegistry models, TaskRegistry tasks) {
        this.models = models;
        this.tasks = tasks;
    }

    List<Route> routes() {
        return models.guarding(List.of(
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
                new Route("DELETE", FILE, this::delete)));
    }

    /**
     * Gives a file its content.
     *
     * @param file which one
     * @param chunks how many chunks it has
     * @param chunk makes the chunk of a number, from 0 on
     */
    public synchronized void store(FileRef file, int chunks, IntFunction<byte[]> chunk) {
        stored.put(file, new Stored(chunks, chunk));
    }

    /**
     * Gives a dump its content.
     *
     * @param dump which one
     * @param chunks how many chunks it has
     * @param chunk makes the chunk of a number, from 0 on
     */
    public synchronized void store(DumpRef dump, int chunks, IntFunction<byte[]> chunk) {
        stored.put(dump, new Stored(chunks, chunk));
        gone.remove(dump);
    }

    /**
     * Adds a file.
     *
     * @param file which file
     * @param name its name
     */
    public synchronized void nameFile(FileRef file, String name) {
        fileNames.put(file, name);
    }

    /**
     * Lets a dump be gone.
     *
     * @param dump which dump
     */
    public synchronized void drop(DumpRef dump) {
        gone.add(dump);
    }

    /**
     * Returns what was given or uploaded last.
     *
     * @param content which file
     * @return what was given or uploaded last
     * @throws IllegalStateException if there is nothing
     */
    public synchronized byte[] content(FileRef content) {
        Stored there = stored.get(content);
        if (there == null) {
            throw new IllegalStateException(
                    "There is nothing in " + content + ": not given, or not uploaded to its end.");
        }
        return joined(there);
    }

    /** Returns what a file begins with; nothing if there is nothing in it. */
    synchronized CsvHead head(FileRef file) {
        Stored there = stored.get(file);
        return CsvHead.of(
                there == null || there.chunks() == 0
                        ? new byte[0]
                        : there.chunk().apply(0));
    }

    private DumpRef ownDump(MatchResult path) {
        return new DumpRef(TaskRoutes.task(models, path), null);
    }

    private DumpRef stepDump(MatchResult path) {
        return new DumpRef(TaskRoutes.task(models, path), Route.id(path, 6));
    }

    private FileRef file(MatchResult path) {
        return new FileRef(models.ref(path), Route.id(path, 3));
    }

    // A dump that nobody gave is there all the same if the task says so.
    private synchronized @Nullable Stored find(Record content, LoggedRequest request) {
        if (content instanceof DumpRef dump) {
            if (gone.contains(dump)) {
                return null;
            }
            if (!stored.containsKey(dump)) {
                return tasks.dump(dump, request.at())
                        .map(bytes -> new Stored(1, chunk -> bytes))
                        .orElse(null);
            }
        }
        return stored.get(content);
    }

    private Reply whole(Record content, LoggedRequest request) {
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

    private synchronized Reply chunkList(Record content, LoggedRequest request) {
        Stored there = find(content, request);
        if (there == null && !isKnownFile(content)) {
            return Reply.notFound(request);
        }
        Upload upload = content instanceof FileRef file ? uploads.get(file) : null;
        int chunks = upload != null ? upload.chunkIds() : there == null ? 0 : there.chunks();
        return Listing.of("chunk", "chunks", new ChunkRows(chunks), request);
    }

    /** Rows that are made when they are looked at, for there may be very many and a page shows few. */
    private static final class ChunkRows extends AbstractList<JsonObject> {
        private final int size;

        ChunkRows(int size) {
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public JsonObject get(int index) {
            return new JsonObject().put("id", Integer.toString(index)).put("name", "Chunk " + index);
        }
    }

    private boolean isKnownFile(Record content) {
        return content instanceof FileRef file && fileNames.containsKey(file);
    }

    private Reply chunk(Record content, String number, LoggedRequest request) {
        Stored there = find(content, request);
        int index = Integer.parseInt(number);
        return there == null || index >= there.chunks()
                ? Reply.notFound(request)
                : Reply.bytes(there.chunk().apply(index));
    }

    private synchronized Reply files(MatchResult path, LoggedRequest request) {
        ModelRef model = models.ref(path);
        List<JsonObject> rows = fileNames.keySet().stream()
                .filter(file -> file.model().equals(model))
                .map(this::row)
                .toList();
        return Listing.of("file", "files", rows, request);
    }

    private JsonObject row(FileRef file) {
        Stored there = stored.get(file);
        Upload upload = uploads.get(file);
        return new JsonObject()
                .put("id", file.fileId())
                .put("name", fileNames.get(file))
                .put("chunkCount", upload != null ? upload.chunkCount : there == null ? 0 : there.chunks())
                .put("delimiter", "\"")
                .put("encoding", "UTF-8")
                .put("firstDataRow", 2)
                .put("format", "txt")
                .put("headerRow", 1)
                .put("separator", ",");
    }

    // By the id of a file that is there, or by a name: that of a file, or one for a file that is made now.
    private synchronized Reply announce(MatchResult path, LoggedRequest request) {
        int count = chunkCount(request);
        if (count == 0 || count < -1) {
            return Reply.error(400, "chunkCount is missing, or not a number of chunks up to " + MOST_CHUNKS, request);
        }
        FileRef file = announced(models.ref(path), Route.id(path, 3));
        if (!fileNames.containsKey(file)) {
            return Reply.notFound(request);
        }
        uploads.put(file, new Upload(count));
        return Reply.single("file", "file", row(file));
    }

    private FileRef announced(ModelRef model, String idOrName) {
        if (idOrName.matches(FILE_ID)) {
            return new FileRef(model, idOrName);
        }
        return fileNames.entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(model))
                .filter(entry -> entry.getValue().equals(idOrName)
                        || entry.getKey().fileId().equals(idOrName))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> made(model, idOrName));
    }

    private FileRef made(ModelRef model, String name) {
        FileRef free = IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> new FileRef(model, String.format(Locale.ROOT, "113%09d", number)))
                .filter(file -> !fileNames.containsKey(file))
                .findFirst()
                .orElseThrow();
        fileNames.put(free, name);
        return free;
    }

    private static int chunkCount(LoggedRequest request) {
        String count = Json.parsed(request.body()).text("chunkCount");
        int number = count.matches("-?\\d{1,9}") ? Integer.parseInt(count) : 0;
        return number <= MOST_CHUNKS ? number : 0;
    }

    private synchronized Reply upload(MatchResult path, LoggedRequest request) {
        Upload upload = uploads.get(file(path));
        int index = Integer.parseInt(path.group(4));
        if (upload == null || index >= (upload.chunkCount >= 0 ? upload.chunkCount : MOST_CHUNKS)) {
            return Reply.notFound(request);
        }
        return taken(index, upload, file(path), request);
    }

    /** Takes a chunk in, unzipped if it says that it is zipped, and with the last one the whole file. */
    private Reply taken(int index, Upload upload, FileRef file, LoggedRequest request) {
        byte[] body = request.body();
        if (request.mediaType().equals("application/x-gzip")) {
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
                body = unzipped.readNBytes(MOST_UNZIPPED + 1);
            } catch (IOException notGzip) {
                return Reply.error(400, "The body is not gzip", request);
            }
            if (body.length > MOST_UNZIPPED) {
                return Reply.error(413, "The body is larger than 64 MiB when it is unzipped", request);
            }
        }
        upload.chunks.put(index, body);
        if (upload.chunks.size() == upload.chunkCount) {
            finish(file, upload);
        }
        return Reply.noContent();
    }

    private synchronized Reply complete(MatchResult path, LoggedRequest request) {
        FileRef file = file(path);
        Upload upload = uploads.get(file);
        if (request.body().length == 0) {
            // Anaplan wants some object there, if only an empty one.
            return Reply.error(500, "Internal Server Error", request);
        }
        if (upload != null && upload.hasGaps()) {
            return Reply.error(400, "Chunks are missing: there are " + upload.chunks.keySet(), request);
        }
        if (upload != null) {
            finish(file, upload);
        }
        return fileNames.containsKey(file) ? Reply.single("file", "file", row(file)) : Reply.notFound(request);
    }

    private synchronized Reply uploadAtOnce(MatchResult path, LoggedRequest request) {
        FileRef file = file(path);
        if (!fileNames.containsKey(file)) {
            return Reply.notFound(request);
        }
        return taken(0, new Upload(1), file, request);
    }

    private void finish(FileRef file, Upload upload) {
        List<byte[]> chunks = List.copyOf(upload.chunks.values());
        store(file, chunks.size(), chunks::get);
        uploads.remove(file);
    }

    private synchronized Reply delete(MatchResult path, LoggedRequest request) {
        FileRef file = file(path);
        uploads.remove(file);
        return stored.remove(file) == null ? Reply.notFound(request) : Reply.noContent();
    }
}
