package io.github.anaplan4j.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Anaplan, or a gateway before it, answered a request with an error status. A task that ran and failed is never
 * reported this way: that is a {@code TaskOutcome}.
 */
public final class AnaplanApiException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    private final String request;
    private final int status;
    private final @Nullable String serverMessage;
    private final @Nullable Duration retryAfter;
    private final String body;

    /**
     * @param request method and path, such as {@code GET /2/0/models}; never a query, a header or a secret
     * @param status the HTTP status
     * @param serverMessage what the error body said, if it had the documented form
     * @param retryAfter how long the server asked to wait, or null if it did not
     * @param body the start of the body, as text
     */
    public AnaplanApiException(
            String request, int status, @Nullable String serverMessage, @Nullable Duration retryAfter, String body) {
        super(describe(request, status, serverMessage), null);
        this.request = request;
        this.status = status;
        this.serverMessage = serverMessage;
        this.retryAfter = retryAfter;
        this.body = Objects.requireNonNull(body, "body");
    }

    private static String describe(String request, int status, @Nullable String serverMessage) {
        String said = serverMessage == null ? "" : " (\"" + serverMessage + "\")";
        return request + " was answered with " + status + said + ": " + meaning(status);
    }

    // The meanings are those of Anaplan's help pages and of live tests published by the community.
    private static String meaning(int status) {
        if (status >= 300 && status < 400) {
            return "a redirect, which is never followed because the token would travel with it."
                    + " Set the API base URL to the final host.";
        }
        return switch (status) {
            case 400 -> "Anaplan does not accept the parameters or the body.";
            case 401 -> "the token is missing, expired or revoked. Log in again.";
            case 403 -> "this user may not do that, or the address is not on the tenant's allow-list.";
            case 404 ->
                "it does not exist, or this user may not see it, or the API host is that of another region."
                        + " Anaplan answers all three alike: check the ids, the user's access to the model and the host.";
            case 405, 406, 415 -> "the API does not know this kind of request at this address.";
            case 407 -> "a proxy on the way wants user and password. Set them where the proxy is set.";
            case 409 -> "the model or the object is busy with other work. Try again later.";
            case 410 -> "the model has moved. Try again later.";
            case 422 -> "the model is archived. Ask a workspace administrator to restore it.";
            case 423 -> "the model is locked. Try again later.";
            case 424 -> "the model is offline or in maintenance. Try again later.";
            case 425 -> "the model is in deployed mode; change it in its development model.";
            case 429 ->
                "too many requests: the tenant's limit, which all its users share, is used up. Wait and repeat.";
            default ->
                status >= 500
                        ? "a fault on Anaplan's side or of a gateway before it. It says nothing about a running task."
                        : "not an answer that the API documents.";
        };
    }

    /** {@return method and path of the request} */
    public String request() {
        return request;
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return what the server's error body said, if it had the documented form} */
    public Optional<String> serverMessage() {
        return Optional.ofNullable(serverMessage);
    }

    /** {@return how long the server asked to wait before the next request, if it did; never negative} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return the start of the answer's body as text on one line; empty if there was none} */
    public String body() {
        return body;
    }
}
