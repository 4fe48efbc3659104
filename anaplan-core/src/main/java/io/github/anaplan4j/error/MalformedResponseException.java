package io.github.anaplan4j.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A successful response had a body that is not what the API documents.
 *
 * <p>Its status was 2xx. The body is no JSON, cut off, empty, too large, or has a member of the wrong type where an
 * outcome depends on it; or it is not the bytes or the rows that were asked for. Typical causes are a gateway's HTML
 * page and a wrong host.
 */
public final class MalformedResponseException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /** The method and path of the request, or what was downloaded. */
    private final String request;

    /** The start of the body. */
    private final String body;

    /**
     * Makes an exception for a body that cannot be used.
     *
     * @param request method and path, such as {@code GET /2/0/models}
     * @param problem what is wrong with the body
     * @param body the start of the body, as text
     * @param cause the parser's exception, or null
     */
    public MalformedResponseException(String request, String problem, String body, @Nullable Throwable cause) {
        super(
                request + " was answered with a body that is not what Anaplan documents: " + problem + "."
                        + " Check that the API base URL is Anaplan's and that no gateway answers in its place."
                        + (body.isEmpty()
                                ? ""
                                : " The body starts: " + body.substring(0, Math.min(200, body.length()))),
                cause);
        this.request = request;
        this.body = Objects.requireNonNull(body, "body");
    }

    private MalformedResponseException(String message, String request, Throwable cause) {
        super(message, cause);
        this.request = request;
        this.body = "";
    }

    /**
     * Makes an exception for a failure dump that arrived and cannot be read as rows.
     *
     * @param dump which dump
     * @param problem what is wrong with it, and in which line
     * @param cause the parser's exception
     * @return the exception to throw
     */
    public static MalformedResponseException notCsv(String dump, String problem, Throwable cause) {
        return new MalformedResponseException(
                dump + " cannot be read as rows: " + problem
                        + (problem.endsWith(".") ? "" : ".")
                        + " It should be CSV, and is as Anaplan sent it; saveTo saves its bytes as they are.",
                dump,
                cause);
    }

    /** {@return method and path of the request, or what was downloaded} */
    public String request() {
        return request;
    }

    /** {@return the start of the body as text on one line; empty if there was none} */
    public String body() {
        return body;
    }
}
