package io.github.anaplan4j.command.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What has passed so far, disguised, as a scenario file.
 *
 * <p>Nothing but what is disguised is kept. Thread-safe.
 */
public final class Recording {
    private static final int LARGEST_FILE = 2_500_000;
    private static final int LARGEST_BODY = 8 << 20;
    private static final String HEAD = """
            # Recorded by anaplan record. Ids, names, data and secrets were replaced by made-up ones: ids by ids, mail
            # addresses by user1@example.com and the like, other words by "text 1" and the like, letters and digits of
            # files and dumps by x and 0. Numbers, dates and Anaplan's own words are as they were.
            # Played by: anaplan fake FILE
            recorded:
            """;

    private final Path file;
    private final Disguise disguise = new Disguise();
    private final List<Entry> entries = new ArrayList<>();
    private int size = HEAD.length();
    private int leftOut;

    private record Entry(String request, String answer, int times) {
        String yaml() {
            return "  - request: \"" + JsonText.escaped(request) + "\"\n"
                    + (times > 1 ? "    times: " + times + "\n" : "") + answer;
        }
    }

    /**
     * Begins a recording.
     *
     * @param file the scenario file, which is written anew each time
     */
    public Recording(Path file) {
        this.file = file;
    }

    /**
     * Adds an answer.
     *
     * @param method the method of the request
     * @param target its path and query
     * @param status the status of the answer
     * @param headers headers of the answer
     * @param body its body
     */
    synchronized void answered(String method, URI target, int status, Map<String, String> headers, byte[] body) {
        StringBuilder answer = new StringBuilder("    status: " + status + "\n");
        Map<String, String> kept = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (isKept(name)) {
                kept.put(name, value);
            }
        });
        if (!kept.isEmpty()) {
            answer.append("    headers:\n");
            kept.forEach((name, value) -> answer.append("      ")
                    .append(name)
                    .append(": \"")
                    .append(JsonText.escaped(value))
                    .append("\"\n"));
        }
        append(answer, disguised(headers.getOrDefault("Content-Type", ""), headers.get("Content-Encoding"), body));
        add(method, target, answer.toString());
    }

    private static boolean isKept(String name) {
        return List.of("Content-Type", "Content-Encoding", "Retry-After", "Content-Range")
                .contains(name);
    }

    /**
     * Adds a request to which there was no answer.
     *
     * @param method the method of the request
     * @param target its path and query
     */
    synchronized void unanswered(String method, URI target) {
        add(method, target, "    fault: reset-afterwards\n");
    }

    // Looks into it: what a gateway sends is JSON or not, whatever it says.
    byte[] disguised(String type, String coding, byte[] body) {
        if (body.length == 0 || body.length > LARGEST_BODY) {
            return new byte[0];
        }
        if (isGzip(body)) {
            return zipped(disguised(type, null, unzipped(body)));
        }
        String text = decoded(body);
        String start = text.stripLeading();
        if (start.startsWith("<")) {
            return "<html><body>A page of something on the way.</body></html>".getBytes(StandardCharsets.UTF_8);
        }
        boolean isJson = (start.startsWith("{") || start.startsWith("[")) && type.contains("json");
        return (isJson ? disguise.json(text) : Disguise.data(text)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == 0x1F && body[1] == (byte) 0x8B;
    }

    private static byte[] unzipped(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(LARGEST_BODY);
        } catch (IOException broken) {
            return new byte[0];
        }
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException otherCharset) {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    private static void append(StringBuilder answer, byte[] body) {
        if (body.length == 0) {
            return;
        }
        String text = decoded(body);
        if (isGzip(body)) {
            answer.append("    base64: \"")
                    .append(Base64.getEncoder().encodeToString(body))
                    .append("\"\n");
        } else {
            answer.append("    body: \"").append(JsonText.escaped(text)).append("\"\n");
        }
    }

    private void add(String method, URI target, String answer) {
        String request = method + " " + disguise.target(target.getRawPath(), target.getRawQuery());
        Entry before = lastOf(request);
        if (before != null && before.answer.equals(answer)) {
            entries.set(entries.lastIndexOf(before), new Entry(request, answer, before.times + 1));
            return;
        }
        if (size + request.length() + answer.length() > LARGEST_FILE) {
            leftOut++;
            return;
        }
        size += request.length() + answer.length() + 40;
        entries.add(new Entry(request, answer, 1));
    }

    private Entry lastOf(String request) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).request.equals(request)) {
                return entries.get(i);
            }
        }
        return null;
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws IOException if it cannot be written
     */
    public synchronized void write() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        if (leftOut > 0) {
            text.append("  # ")
                    .append(leftOut)
                    .append(" more answers were left out, for the file would be too large.\n");
        }
        entries.forEach(entry -> text.append(entry.yaml()));
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        Files.writeString(part, entries.isEmpty() ? text + "  []\n" : text);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** {@return what was replaced} */
    Disguise disguise() {
        return disguise;
    }

    /** {@return how many answers there are} */
    public synchronized int count() {
        return entries.stream().mapToInt(Entry::times).sum();
    }
}
