package io.github.anaplan4j.docs.hostile;

import static io.github.anaplan4j.docs.hostile.Answer.bytes;
import static io.github.anaplan4j.docs.hostile.Answer.joined;

import io.github.anaplan4j.docs.hostile.Fault.End;
import io.github.anaplan4j.docs.hostile.Fault.Read;
import io.github.anaplan4j.docs.hostile.Fault.Script;
import io.github.anaplan4j.docs.hostile.Fault.Tls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** All the faults there are, by kind. */
public final class Faults {
    /** The fault that is none, by which a case shows that it can go well. */
    static final String NONE = "none";

    private static final Set<Operation> ALL = EnumSet.allOf(Operation.class);
    private static final String PAGE = "<!DOCTYPE html><html><body>Sign in</body></html>";
    private static final String ERROR =
            "{\"status\":{\"code\":%s,\"message\":\"In Anaplan's words\"},\"path\":\"/2/0\"}";

    private final List<Fault> faults = new ArrayList<>();

    private Faults() {
        add(NONE, conversation -> conversation.send(conversation.process().whole()));
        connections();
        statuses();
        interimAnswers();
        framings();
        heads();
        typesAndCodings();
        severalMembers();
        parts();
        bodies();
        writes();
        retries();
        faults.addAll(TlsFaults.all());
    }

    static List<Fault> all() {
        return List.copyOf(new Faults().faults);
    }

    /** {@return those that a request can meet with whose server else answers well, and shows what it does} */
    public static List<Fault> ofRequests() {
        return all().stream()
                .filter(fault -> !fault.isSecure() && fault.read() != Read.NOTHING && !fault.hidesRuns())
                .toList();
    }

    private void add(String name, Script script) {
        faults.add(new Fault(name, Tls.NONE, Read.ALL, false, ALL, script));
    }

    private void add(String name, Set<Operation> operations, Script script) {
        faults.add(new Fault(name, Tls.NONE, Read.ALL, false, operations, script));
    }

    /** Also with a task that is never listed. */
    private void addProcessed(String name, Script script) {
        add("processed-" + name, script);
        faults.add(new Fault("hidden-" + name, Tls.NONE, Read.ALL, true, EnumSet.of(Operation.START), script));
    }

    /** An answer to what was done, of which some bytes are sent; the rest depends on how the connection ends. */
    private void connections() {
        Map<String, Function<Answer, Integer>> cuts = new LinkedHashMap<>();
        cuts.put("nothing", answer -> 0);
        cuts.put("1-byte", answer -> 1);
        cuts.put("half-the-head", answer -> answer.head().length / 2);
        cuts.put("all-but-1-of-the-head", answer -> answer.head().length - 1);
        cuts.put("the-head", answer -> answer.head().length);
        cuts.put("1-of-the-body", answer -> answer.head().length + 1);
        cuts.put("half-the-body", answer -> answer.head().length + answer.body().length / 2);
        cuts.put("all-but-1", answer -> answer.whole().length - 1);
        cuts.put("all", answer -> answer.whole().length);
        for (End end : End.values()) {
            faults.add(new Fault(end + "-before-reading", Tls.NONE, Read.NOTHING, false, ALL, end::play));
            faults.add(new Fault(end + "-after-the-first-byte", Tls.NONE, Read.NOTHING, false, ALL, conversation -> {
                conversation.readOneByte();
                end.play(conversation);
            }));
            faults.add(new Fault(end + "-after-the-head", Tls.NONE, Read.HEAD, false, ALL, end::play));
            add(end + "-unprocessed", end::play);
            cuts.forEach((cut, length) -> addProcessed(end + "-after-" + cut, conversation -> {
                Answer answer = conversation.process();
                conversation.send(Arrays.copyOf(answer.whole(), Math.min(length.apply(answer), answer.whole().length)));
                end.play(conversation);
            }));
        }
    }

    private void statuses() {
        for (int status : new int[] {201, 202, 203, 204, 205, 206, 207, 226, 299}) {
            add("status-" + status, conversation -> conversation.send(withStatus(conversation.process(), status)));
        }
        for (int status : new int[] {202, 203, 206, 226}) {
            add("status-" + status + "-of-a-part", conversation -> {
                Answer answer = conversation.process();
                byte[] part = Arrays.copyOf(answer.body(), answer.body().length / 2);
                conversation.send(withStatus(new Answer(status, answer.type(), part), status));
            });
        }
        for (int status : new int[] {300, 301, 302, 303, 304, 307, 308}) {
            Script redirect = conversation -> conversation.send(
                    "HTTP/1.1 " + status + " Elsewhere\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
            add("status-" + status, unprocessed(redirect));
            addProcessed("status-" + status, processed(redirect));
        }
        for (String status : List.of(
                "400,401,403,404,405,406,407,408,409,410,411,413,415,418,421,422,423,424,425,429,431,451".split(","))) {
            add("status-" + status, unprocessed(error(status)));
            addProcessed("status-" + status, processed(error(status)));
        }
        for (String status : List.of("500,501,502,503,504,505,507,511,520,599".split(","))) {
            add("status-" + status, unprocessed(error(status)));
            addProcessed("status-" + status, processed(error(status)));
            addProcessed("page-" + status, processed(page(status)));
        }
        for (String status : List.of("000", "099", "600", "999", "1000", "20", "abc", "-200", "")) {
            addProcessed("status-" + (status.isEmpty() ? "none" : status), processed(error(status)));
        }
    }

    private static Script unprocessed(Script answer) {
        return conversation -> {
            conversation.readAll();
            answer.play(conversation);
        };
    }

    private static Script processed(Script answer) {
        return conversation -> {
            conversation.process();
            answer.play(conversation);
        };
    }

    private static Script error(String status) {
        return conversation -> conversation.send(
                response("HTTP/1.1 " + status + " Odd", "Content-Type: application/json", ERROR.formatted(status)));
    }

    private static Script page(String status) {
        return conversation ->
                conversation.send(response("HTTP/1.1 " + status + " Odd", "Content-Type: text/html", PAGE));
    }

    private static String response(String statusLine, String headers, String body) {
        return statusLine + "\r\n" + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static byte[] withStatus(Answer answer, int status) {
        return joined(
                bytes("HTTP/1.1 " + status + " Odd\r\nContent-Type: " + answer.type() + "\r\nContent-Length: "
                        + answer.body().length + "\r\n\r\n"),
                answer.body());
    }

    private void interimAnswers() {
        for (int status : new int[] {100, 102, 103}) {
            for (int count : new int[] {1, 5}) {
                add("interim-" + status + "-" + count + "-times", conversation -> {
                    Answer answer = conversation.process();
                    conversation.send(("HTTP/1.1 " + status + " Wait\r\n\r\n").repeat(count));
                    conversation.send(answer.whole());
                });
            }
        }
        add("interim-100-without-end", conversation -> {
            conversation.process();
            for (int i = 0; i < 120; i++) {
                conversation.send("HTTP/1.1 100 Wait\r\n\r\n");
                conversation.pause(100);
            }
            conversation.close();
        });
        add("interim-100-at-once-many", conversation -> {
            Answer answer = conversation.process();
            conversation.send("HTTP/1.1 100 Wait\r\n\r\n".repeat(20_000));
            conversation.send(answer.whole());
        });
        addProcessed("interim-101", processed(conversation -> {
            conversation.send("HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n");
            conversation.stall();
        }));
        add(
                "drip-of-the-head",
                conversation -> conversation.drip(
                        joined(
                                bytes("HTTP/1.1 200 OK\r\nX-Long: "),
                                "x".repeat(100).getBytes(StandardCharsets.US_ASCII)),
                        100));
        add("drip-of-the-body", conversation -> {
            Answer answer = conversation.process();
            conversation.send(answer.head());
            int quick = Math.max(0, answer.body().length - 15);
            conversation.send(Arrays.copyOf(answer.body(), quick));
            conversation.drip(Arrays.copyOfRange(answer.body(), quick, answer.body().length), 100);
        });
    }

    private void framings() {
        length("too-long", body -> "Content-Length: " + (body.length + 10), true);
        length("too-long-kept-open", body -> "Content-Length: " + (body.length + 10), false);
        tooShort("length-too-short", true);
        tooShort("length-too-short-kept-open", false);
        length(
                "twice-the-same",
                body -> "Content-Length: " + body.length + "\r\nContent-Length: " + body.length,
                false);
        length("twice-another", body -> "Content-Length: " + body.length + "\r\nContent-Length: 3", true);
        length("as-a-list", body -> "Content-Length: " + body.length + ", " + body.length, true);
        length("negative", body -> "Content-Length: -1", true);
        length("very-negative", body -> "Content-Length: -99999999999999999999", true);
        length("no-number", body -> "Content-Length: many", true);
        length("empty", body -> "Content-Length:", true);
        length("enormous", body -> "Content-Length: 1099511627776", true);
        length("more-than-a-long", body -> "Content-Length: 99999999999999999999999", true);
        length("zero", body -> "Content-Length: 0", true);
        length("none-until-closed", body -> "X-Nothing: 1", true);
        length("none-kept-open", body -> "X-Nothing: 1", false);
        length("and-unknown-transfer", body -> "Transfer-Encoding: rot13", true);
        length("and-identity-transfer", body -> "Transfer-Encoding: identity\r\nContent-Length: " + body.length, true);

        chunked("good", body -> joined(hex(body.length), body, bytes("\r\n0\r\n\r\n")), false);
        chunked(
                "good-with-extension",
                body -> joined(
                        bytes(Integer.toHexString(body.length) + ";x=y\r\n"),
                        body,
                        bytes("\r\n0\r\nX-Trailer: 1\r\n\r\n")),
                false);
        chunked("without-an-end", body -> joined(hex(body.length), body, bytes("\r\n")), true);
        chunked("without-an-end-kept-open", body -> joined(hex(body.length), body, bytes("\r\n")), false);
        chunked("cut-in-the-last-line", body -> joined(hex(body.length), body, bytes("\r\n0\r\n")), true);
        chunked("cut-in-a-size", body -> bytes(Integer.toHexString(body.length)), true);
        chunked("cut-in-the-data", body -> joined(hex(body.length + 10), body), true);
        chunked("without-a-line-after-the-data", body -> joined(hex(body.length), body, bytes("0\r\n\r\n")), true);
        chunked("of-no-size", body -> joined(bytes("\r\n"), body, bytes("\r\n0\r\n\r\n")), true);
        chunked("of-size-xyz", body -> joined(bytes("xyz\r\n"), body, bytes("\r\n0\r\n\r\n")), true);
        chunked("of-negative-size", body -> joined(bytes("-5\r\n"), body, bytes("\r\n0\r\n\r\n")), true);
        chunked("of-enormous-size", body -> joined(bytes("FFFFFFFFFFFFFFFFFF\r\n"), body), true);
        chunked(
                "of-a-size-too-small",
                body -> joined(hex(Math.max(1, body.length - 3)), body, bytes("\r\n0\r\n\r\n")),
                true);
        chunked("empty-at-once", body -> bytes("0\r\n\r\n"), true);
        chunked("not-at-all", body -> body, true);
        add("chunked-and-a-length", conversation -> {
            byte[] body = conversation.process().body();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
            conversation.send(joined(hex(body.length), body, bytes("\r\n0\r\n\r\n")));
            conversation.close();
        });
    }

    private static byte[] hex(int length) {
        return bytes(Integer.toHexString(length) + "\r\n");
    }

    // Of a length that is too short for what follows the client sees a whole answer, and so no client can tell.
    private void tooShort(String name, boolean closes) {
        add(
                name,
                EnumSet.complementOf(EnumSet.of(Operation.CHUNK_LIST, Operation.FIRST_CHUNK, Operation.LAST_CHUNK)),
                conversation -> {
                    Answer answer = conversation.process();
                    conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type() + "\r\nContent-Length: "
                            + Math.max(0, answer.body().length - 5) + "\r\n\r\n");
                    conversation.send(answer.body());
                    finish(conversation, closes);
                });
    }

    private void length(String name, Function<byte[], String> header, boolean closes) {
        add("length-" + name, conversation -> {
            Answer answer = conversation.process();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type() + "\r\n" + header.apply(answer.body())
                    + "\r\n\r\n");
            conversation.send(answer.body());
            finish(conversation, closes);
        });
    }

    private void chunked(String name, Function<byte[], byte[]> framed, boolean closes) {
        add("chunked-" + name, conversation -> {
            Answer answer = conversation.process();
            conversation.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: " + answer.type() + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            conversation.send(framed.apply(answer.body()));
            finish(conversation, closes);
        });
    }

    private static void finish(Conversation conversation, boolean closes) throws IOException {
        if (closes) {
            conversation.close();
        }
    }

    private void heads() {
        head("http-1.0", "HTTP/1.0 200 OK\r\n", "");
        head("http-3.7", "HTTP/3.7 200 OK\r\n", "");
        head("icy", "ICY 200 OK\r\n", "");
        head("no-reason", "HTTP/1.1 200\r\n", "");
        head("empty-reason", "HTTP/1.1 200 \r\n", "");
        head("blanks-in-the-status", "HTTP/1.1   200   OK\r\n", "");
        head("lines-before-the-status", "\r\n\r\nHTTP/1.1 200 OK\r\n", "");
        head("text-before-the-status", "Hello\r\nHTTP/1.1 200 OK\r\n", "");
        head("bare-line-feeds", "HTTP/1.1 200 OK\n", "X-Bare: 1\n");
        head("header-without-colon", "HTTP/1.1 200 OK\r\n", "What is this\r\n");
        head("header-without-name", "HTTP/1.1 200 OK\r\n", ": nothing\r\n");
        head("header-with-blank-before-colon", "HTTP/1.1 200 OK\r\n", "X-Blank : 1\r\n");
        head("folded-header", "HTTP/1.1 200 OK\r\n", "X-Fold: 1\r\n  and 2\r\n");
        head("zero-byte-in-a-header", "HTTP/1.1 200 OK\r\n", "X-Zero: \0\r\n");
        head("latin-1-in-a-header", "HTTP/1.1 200 OK\r\n", "X-Name: Jos\u00E9\r\n");
        head("header-of-100-kilobytes", "HTTP/1.1 200 OK\r\n", "X-Long: " + "x".repeat(100_000) + "\r\n");
        head("2000-headers", "HTTP/1.1 200 OK\r\n", "X-Many: 1\r\n".repeat(2_000));
        head("reason-of-100-kilobytes", "HTTP/1.1 200 " + "x".repeat(100_000) + "\r\n", "");
        head("closes-kept-open", "HTTP/1.1 200 OK\r\n", "Connection: close\r\n");
        head("trailing-answer", "HTTP/1.1 200 OK\r\n", "");
        addProcessed("http-0.9", processed(conversation -> end(conversation, "{\"task\":{}}")));
        addProcessed("garbage", processed(conversation -> end(conversation, "\u0016\u0003\u0001\0\0\r\n\r\n")));
        addProcessed("ssh", processed(conversation -> end(conversation, "SSH-2.0-OpenSSH_9.2\r\n")));
        addProcessed("smtp", processed(conversation -> end(conversation, "220 mail ESMTP\r\n250 OK\r\n")));
        addProcessed("http-2-settings", processed(conversation -> end(conversation, "\0\0\0\u0004\0\0\0\0\0")));
        addProcessed("only-line-ends", processed(conversation -> end(conversation, "\r\n".repeat(50))));
        add("an-answer-to-nobody", conversation -> {
            byte[] answer = conversation.process().whole();
            conversation.send(joined(answer, bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")));
        });
        add("a-refusal-to-nobody", conversation -> {
            byte[] answer = conversation.process().whole();
            conversation.send(joined(answer, bytes("HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n")));
        });
    }

    private void head(String name, String start, String headers) {
        add("head-" + name, conversation -> {
            Answer answer = conversation.process();
            String rest = "Content-Type: " + answer.type() + "\r\nContent-Length: " + answer.body().length + "\r\n\r\n";
            conversation.send(start + headers + (start.endsWith("\r\n") ? rest : rest.replace("\r", "")));
            conversation.send(answer.body());
        });
    }

    private static void end(Conversation conversation, String text) throws IOException {
        conversation.send(text);
        conversation.close();
    }

    private void typesAndCodings() {
        for (String type : List.of("text/html", "Text/HTML;charset=x", "application/xhtml+xml", "TEXT/html", "")) {
            String name = type.isEmpty() ? "none" : type.replaceAll("\\W", "-");
            addProcessed(
                    "page-typed-" + name,
                    processed(conversation -> conversation.send(response(
                            "HTTP/1.1 200 OK", type.isEmpty() ? "X-Nothing: 1" : "Content-Type: " + type, PAGE))));
        }
        for (String type : List.of("application/json", "Application/JSON", "application/problem+json", "")) {
            String name = type.isEmpty() ? "none" : type.replaceAll("\\W", "-");
            addProcessed(
                    "error-typed-" + name,
                    processed(conversation -> conversation.send(response(
                            "HTTP/1.1 200 OK",
                            type.isEmpty() ? "X-Nothing: 1" : "Content-Type: " + type,
                            ERROR.formatted("500")))));
        }
        coded("gzip", Faults::zipped, 0);
        coded("x-gzip", Faults::zipped, 0);
        coded("GZIP", Faults::zipped, 0);
        coded("gzip-of-nothing-zipped", "gzip", body -> body, 0);
        coded("gzip-cut", "gzip", body -> Arrays.copyOf(zipped(body), zipped(body).length / 2), 0);
        coded("deflate", body -> body, 0);
        coded("br", body -> body, 0);
        coded("utf-8", body -> body, 0);
        coded("identity", body -> body, 0);
        coded("empty", "", body -> body, 0);
        for (String coding : List.of("identity", "utf-8", "")) {
            coded("short-" + (coding.isEmpty() ? "empty" : coding), coding, body -> body, 10);
        }
        add("coding-short-identity-transfer", conversation -> {
            Answer answer = conversation.process();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type()
                    + "\r\nTransfer-Encoding: identity\r\nContent-Length: " + (answer.body().length + 10) + "\r\n\r\n");
            conversation.send(answer.body());
            conversation.close();
        });
    }

    /** Gzip whose first member is half of what was asked for, with a rest that no client may pass over. */
    private void severalMembers() {
        add("coding-gzip-members", sent("gzip", Faults::half, Faults::otherHalf, 0));
        add("coding-gzip-members-slow", conversation -> {
            Answer answer = conversation.process();
            byte[] first = half(answer.body());
            byte[] second = otherHalf(answer.body());
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type()
                    + "\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
            conversation.send(joined(hex(first.length), first, bytes("\r\n")));
            conversation.pause(100);
            conversation.send(joined(hex(second.length), second, bytes("\r\n0\r\n\r\n")));
        });
        add("coding-gzip-member-in-chunks-without-an-end", conversation -> {
            Answer answer = conversation.process();
            byte[] first = half(answer.body());
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type()
                    + "\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
            conversation.send(joined(hex(first.length), first, bytes("\r\n")));
            conversation.close();
        });
        add("coding-gzip-member-missing", sent("gzip", Faults::half, Faults::otherHalf, Integer.MAX_VALUE));
        add("coding-gzip-member-cut", sent("gzip", Faults::half, Faults::otherHalf, 15));
        add("coding-gzip-member-short", sent("gzip", Faults::half, body -> Arrays.copyOf(otherHalf(body), 9), 0));
        add("coding-gzip-and-more", sent("gzip", Faults::half, body -> bytes("and more, not zipped"), 0));
        add("coding-deflate-and-more", sent("deflate", body -> deflated(halfOf(body)), body -> body, 0));
    }

    private static Script sent(
            String coding, Function<byte[], byte[]> member, Function<byte[], byte[]> rest, int missing) {
        return conversation -> {
            Answer answer = conversation.process();
            byte[] first = member.apply(answer.body());
            byte[] second = rest.apply(answer.body());
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type() + "\r\nContent-Encoding: " + coding
                    + "\r\nContent-Length: " + (first.length + second.length) + "\r\n\r\n");
            conversation.send(joined(first, Arrays.copyOf(second, Math.max(0, second.length - missing))));
            finish(conversation, missing > 0);
        };
    }

    /** What does not say by its status that it is not the whole. */
    private void parts() {
        add("part-by-its-range", conversation -> {
            Answer answer = conversation.process();
            byte[] half = halfOf(answer.body());
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type() + "\r\nContent-Range: bytes 0-"
                    + (half.length - 1) + "/" + answer.body().length + "\r\nContent-Length: " + half.length
                    + "\r\n\r\n");
            conversation.send(half);
        });
        add("part-by-its-type", conversation -> {
            Answer answer = conversation.process();
            conversation.send(response(
                    "HTTP/1.1 200 OK",
                    "Content-Type: multipart/byteranges; boundary=x",
                    "--x\r\n\r\n" + new String(answer.body(), StandardCharsets.ISO_8859_1) + "\r\n--x--\r\n"));
        });
        addProcessed(
                "page-that-ends",
                processed(conversation ->
                        conversation.send(response("HTTP/1.1 200 OK", "Content-Type: text/plain", "</html>error"))));
    }

    private static byte[] halfOf(byte[] body) {
        return Arrays.copyOf(body, body.length / 2);
    }

    private static byte[] half(byte[] body) {
        return zipped(halfOf(body));
    }

    private static byte[] otherHalf(byte[] body) {
        return zipped(Arrays.copyOfRange(body, body.length / 2, body.length));
    }

    private static byte[] deflated(byte[] body) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return deflated.toByteArray();
    }

    private void coded(String coding, Function<byte[], byte[]> encoded, int missing) {
        coded(coding, coding, encoded, missing);
    }

    private void coded(String name, String coding, Function<byte[], byte[]> encoded, int missing) {
        add("coding-" + name, conversation -> {
            Answer answer = conversation.process();
            byte[] body = encoded.apply(answer.body());
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type() + "\r\nContent-Encoding: " + coding
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            conversation.send(Arrays.copyOf(body, Math.max(0, body.length - missing)));
            finish(conversation, missing > 0);
        });
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
    }

    /** Bodies that are JSON, and not what was asked for. */
    private void bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("nothing", "");
        bodies.put("blanks", "  \r\n ");
        bodies.put("array", "[]");
        bodies.put("object", "{}");
        bodies.put("null", "null");
        bodies.put("text", "\"T0\"");
        bodies.put("number", "1e999");
        bodies.put("task-null", "{\"task\":null}");
        bodies.put("task-array", "{\"task\":[]}");
        bodies.put("task-text", "{\"task\":\"T0\"}");
        bodies.put("tasks-object", "{\"tasks\":{},\"chunks\":{}}");
        bodies.put("rows-of-numbers", "{\"tasks\":[1,2],\"chunks\":[1,2]}");
        bodies.put("id-array", "{\"task\":{\"taskId\":[\"T0\"],\"taskState\":\"IN_PROGRESS\"}}");
        bodies.put("id-with-a-path", "{\"task\":{\"taskId\":\"../../T9\",\"taskState\":\"IN_PROGRESS\"}}");
        bodies.put("row-with-a-path", "{\"tasks\":[{\"taskId\":\"../../T9\"}],\"chunks\":[{\"id\":\"../../0\"}]}");
        bodies.put("cut", "{\"task\":{\"taskId\":\"T0\",\"taskState\":\"COMPL");
        bodies.put("twice", "{\"task\":{\"taskState\":\"COMPLETE\"},\"task\":{\"taskState\":\"CANCELLED\"}}");
        bodies.put("deep", "[".repeat(100_000));
        bodies.put("html", PAGE);
        bodies.forEach((name, body) -> addProcessed(
                "body-" + name,
                processed(conversation ->
                        conversation.send(response("HTTP/1.1 200 OK", "Content-Type: application/json", body)))));
        for (String state : List.of("COMPLETE", "CANCELLED", "IN_PROGRESS")) {
            add(
                    "another-task-" + state,
                    EnumSet.of(Operation.STATUS, Operation.WATCH),
                    processed(conversation -> conversation.send(response(
                            "HTTP/1.1 200 OK",
                            "Content-Type: application/json",
                            "{\"task\":{\"taskId\":\"X7\",\"taskState\":\"" + state
                                    + "\",\"result\":{\"successful\":false}}}"))));
        }
        Set<Operation> lists = EnumSet.of(Operation.START_LIST, Operation.LIST, Operation.CHUNK_LIST);
        add("list-without-end", lists, Faults::nextOfEndless);
        add("list-shorter-than-announced", lists, conversation -> {
            String body = new String(conversation.process().body(), StandardCharsets.UTF_8);
            conversation.send(response(
                    "HTTP/1.1 200 OK",
                    "Content-Type: application/json",
                    body.replaceFirst("\"totalSize\":\\d+", "\"totalSize\":7")));
        });
        add("list-stored-on-the-way", EnumSet.of(Operation.START_LIST, Operation.LIST), conversation -> {
            String body = new String(conversation.process().body(), StandardCharsets.UTF_8);
            conversation.send(response("HTTP/1.1 200 OK", "Content-Type: application/json\r\nAge: 3600", body));
        });
        add("list-with-a-row-again", lists, conversation -> {
            conversation.readAll();
            conversation.send(response(
                    "HTTP/1.1 200 OK",
                    "Content-Type: application/json",
                    "{\"meta\":{\"paging\":{\"totalSize\":9}},"
                            + "\"tasks\":[{\"taskId\":\"T0\",\"taskState\":\"COMPLETE\"}],"
                            + "\"chunks\":[{\"id\":\"0\"}]}"));
        });
    }

    /** Answers of somebody who has done nothing, and says so in no way that HTTP knows. */
    private void writes() {
        Set<Operation> writes = EnumSet.of(Operation.ANNOUNCEMENT, Operation.UPLOAD, Operation.CANCEL);
        for (int status : new int[] {200, 201, 202, 203, 205, 206, 226}) {
            add(
                    "ignored-page-" + status,
                    writes,
                    unprocessed(conversation -> conversation.send(
                            response("HTTP/1.1 " + status + " Odd", "Content-Type: text/html", PAGE))));
            add(
                    "ignored-error-" + status,
                    writes,
                    unprocessed(conversation -> conversation.send(response(
                            "HTTP/1.1 " + status + " Odd", "Content-Type: application/json", ERROR.formatted("500")))));
        }
        add(
                "ignored-object",
                writes,
                unprocessed(conversation ->
                        conversation.send(response("HTTP/1.1 200 OK", "Content-Type: application/json", "{}"))));
        add("ignored-cut-page", writes, unprocessed(conversation -> {
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n");
            conversation.send(PAGE);
            conversation.close();
        }));
    }

    private static void nextOfEndless(Conversation conversation) throws IOException {
        conversation.readAll();
        String id = Long.toString(System.identityHashCode(conversation) + (long) conversation.hashCode() * 7_919);
        conversation.send(response(
                "HTTP/1.1 200 OK",
                "Content-Type: application/json",
                "{\"meta\":{\"paging\":{\"totalSize\":2000000000}},\"tasks\":[{\"taskId\":\"E" + id
                        + "\",\"taskState\":\"COMPLETE\"}],\"chunks\":[{\"id\":\"" + id + "\"}]}"));
    }

    private void retries() {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("0", "0");
        forms.put("1", "1");
        forms.put("negative", "-1");
        forms.put("a-day", "86400");
        forms.put("more-than-a-long", "99999999999999999999");
        forms.put("fraction", "1.5");
        forms.put("words", "in a while");
        forms.put("empty", "");
        forms.put("iso", "PT5S");
        forms.put("list", "1, 2");
        forms.put("past", "Wed, 21 Oct 2015 07:28:00 GMT");
        forms.put("end-of-time", "Fri, 31 Dec 9999 23:59:59 GMT");
        forms.put("no-date", "Wed, 99 Oct 2015 07:28:00 GMT");
        forms.forEach((name, value) -> {
            for (String status : List.of("429", "503")) {
                add(
                        "retry-after-" + name + "-" + status,
                        unprocessed(conversation -> conversation.send(response(
                                "HTTP/1.1 " + status + " Wait", "Retry-After: " + value, ERROR.formatted(status)))));
            }
        });
    }
}
