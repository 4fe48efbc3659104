package io.github.anaplan4j.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A successful response had a body that is not what the API documents.
 *
 * <p>Its status was 2xx. The body is no JSON, cut off, empty, too large, or has a member of the wrong type where an
 * outcome depends on it. Typical causes are a gateway's HTML page and a wrong host.
 */
public final class MalformedResponseException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /** The method and path of the request. */
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

    /** {@return method and path of the request} */
    public String request() {
        return request;
    }

    /** {@return the start of the body as text on one line; empty if there was none} */
    public String body() {
        return body;
    }
}
