package io.github.anaplan4j.docs.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * An answer as the server sends it when nothing goes wrong.
 *
 * @param status its status
 * @param type its content type
 * @param body its body
 * @param date the line with the time of the server, or nothing
 */
public record Answer(int status, String type, byte[] body, String date) {
    public Answer(int status, String type, byte[] body) {
        this(status, type, body, "");
    }

    /** {@return the same with the time of the server} */
    public Answer at(Instant now) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        return new Answer(status, type, body, "Date: " + date + "\r\n");
    }

    /** {@return an answer that is JSON} */
    public static Answer json(String body) {
        return new Answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the status line and the headers, with the empty line after them} */
    byte[] head() {
        return bytes("HTTP/1.1 " + status + " OK\r\nContent-Type: " + type + "\r\n" + date
                + (status == 204 ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n");
    }

    /** {@return head and body} */
    byte[] whole() {
        return joined(head(), body);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
