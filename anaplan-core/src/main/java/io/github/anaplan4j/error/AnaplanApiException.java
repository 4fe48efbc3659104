package io.github.anaplan4j.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Anaplan, or a gateway before it, answered a request with an error status.
 *
 * <p>A task that ran and failed is never reported this way: that is a {@code TaskOutcome}.
 */
public final class AnaplanApiException extends AnaplanException {
    private static final long serialVersionUID = 1L;
    private static final Pattern PAGE = Pattern.compile(
            "\\W*(?:<\\?xml[^>]*>\\s*)?<(?:!doctype\\s+html|html|head|body)\\b", Pattern.CASE_INSENSITIVE);
    private static final String OF_SOMEBODY_ELSE =
            " But the answer was a page of HTML, which Anaplan sends nobody: it is probably of a proxy or gateway on"
                    + " the way. Ask whoever runs that.";
    private static final Duration WAIT_WHEN_THROTTLED = Duration.ofSeconds(10);

    /** The method and path of the request. */
    private final String request;

    /** The HTTP status. */
    private final int status;

    /** What the error body said, or null if it did not have the documented form. */
    private final @Nullable String serverMessage;

    /** How long the server asked to wait, or null if it did not. */
    private final @Nullable Duration retryAfter;

    /** The start of the body. */
    private final String body;

    /**
     * Makes an exception for an error status.
     *
     * @param request method and path, such as {@code GET /2/0/models}; never a query, a header or a secret
     * @param status the HTTP status
     * @param serverMessage what the error body said, or null if it did not have the documented form
     * @param retryAfter how long the server asked to wait, or null if it did not
     * @param body the start of the body, as text
     */
    public AnaplanApiException(
            String request, int status, @Nullable String serverMessage, @Nullable Duration retryAfter, String body) {
        this(
                describe(request, status, serverMessage, retryAfter, body),
                request,
                status,
                serverMessage,
                retryAfter,
                body);
    }

    private AnaplanApiException(
            String message,
            String request,
            int status,
            @Nullable String serverMessage,
            @Nullable Duration retryAfter,
            String body) {
        super(message, null);
        this.request = request;
        this.status = status;
        this.serverMessage = serverMessage;
        this.retryAfter = retryAfter;
        this.body = Objects.requireNonNull(body, "body");
    }

    /**
     * Makes an exception for a redirect that was not followed.
     *
     * @param request method and path
     * @param status the HTTP status
     * @param host the host to which it leads
     * @param body the start of the body, as text
     * @return the exception to throw
     */
    public static AnaplanApiException redirected(String request, int status, String host, String body) {
        String message = describe(request, status, null, null, body) + " It leads to " + host + ".";
        return new AnaplanApiException(message, request, status, null, null, body);
    }

    /**
     * Makes an exception for an answer 404 from a URL that is not of the API's form.
     *
     * @param request method and path
     * @param serverMessage what the error body said, or null if it did not have the documented form
     * @param body the start of the body, as text
     * @param apiUrl the base URL that the client was given
     * @return the exception to throw
     */
    public static AnaplanApiException notFoundBelow(
            String request, @Nullable String serverMessage, String body, String apiUrl) {
        int status = 404;
        String message = describe(request, status, serverMessage, null, body) + " The API URL is " + apiUrl
                + "; Anaplan's ends in /2/0.";
        return new AnaplanApiException(message, request, status, serverMessage, null, body);
    }

    private static String describe(
            String request, int status, @Nullable String serverMessage, @Nullable Duration retryAfter, String body) {
        String said = serverMessage == null ? "" : " (\"" + serverMessage + "\")";
        return request + " was answered with " + status + said + ": "
                + ApiCondition.of(status).meaning()
                + (PAGE.matcher(body).lookingAt() ? OF_SOMEBODY_ELSE : "")
                + (retryAfter == null ? "" : " The server asks to be left alone for " + retryAfter + ".");
    }

    /** {@return method and path of the request} */
    public String request() {
        return request;
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return what that status means} */
    public ApiCondition condition() {
        return ApiCondition.of(status);
    }

    /** {@return what the server's error body said, if it had the documented form} */
    public Optional<String> serverMessage() {
        return Optional.ofNullable(serverMessage);
    }

    /** {@return how long the server asked to wait before the next request, if it did; never negative} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * {@return how long to leave the server alone before the next request; zero if it demands no wait}
     *
     * <p>That is as long as it asked to, or 10 seconds after a 429 that does not say, which is what Anaplan documents.
     */
    public Duration demandedWait() {
        return retryAfter().orElse(condition() == ApiCondition.THROTTLED ? WAIT_WHEN_THROTTLED : Duration.ZERO);
    }

    /** {@return the start of the answer's body as text on one line; empty if there was none} */
    public String body() {
        return body;
    }
}
