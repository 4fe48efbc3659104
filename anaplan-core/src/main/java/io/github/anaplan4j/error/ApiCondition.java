package io.github.anaplan4j.error;

import java.util.Arrays;
import java.util.List;

/**
 * The meanings of the API's error statuses.
 *
 * <p>This is the one place that knows: messages, watches, reads, starts, logins and downloads all ask here. The
 * meanings are those of Anaplan's help pages and of live tests published by the community; a status that none of them
 * has is {@link #UNDOCUMENTED}.
 */
public enum ApiCondition {
    /** 3xx: a redirect, of a wrong host or of a gateway in maintenance. */
    REDIRECTED( // also the 303 of a server that has done what was asked
            Lasts.MAY_PASS,
            Start.IN_DOUBT,
            "a redirect, which is never followed because the token would travel with it."
                    + " If it lasts, set the base URL to the final host."),
    /** 400: the parameters or the body are wrong; of a dump also: there is none. */
    NOT_ACCEPTED(Lasts.STAYS, Start.NOT_PROCESSED, "Anaplan does not accept the parameters or the body.", 400),
    /** 401: the token is not valid. */
    UNAUTHORIZED(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "the token is missing, expired or revoked. Log in again; if new tokens are rejected too, check that the"
                    + " hosts of the API and of the login are those of one region.",
            401),
    /** 403: forbidden. */
    DENIED(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "this user may not do that, or the address is not on the tenant's allow-list.",
            403),
    /** 404: not there, not visible, or the wrong host. */
    NOT_FOUND(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "it does not exist, or this user may not see it, or the API host is that of another region."
                    + " Anaplan answers all three alike: check the ids, the user's access to the model and the host.",
            404),
    /** 405, 406, 415: no such operation. */
    NO_SUCH_OPERATION(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "the API does not know this kind of request at this address.",
            405,
            406,
            415),
    /** 407: a proxy on the way refuses. */
    PROXY_DENIED(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "a proxy on the way wants user and password. Set them where the proxy is set.",
            407),
    /** 408: the server waited too long for the request, or says so of the server behind it. */
    REQUEST_TIMED_OUT(
            Lasts.PASSES,
            Start.IN_DOUBT,
            "the server, or a gateway before it, gave up waiting. It says nothing about a running task."
                    + " Try again later.",
            408),
    /** 409: the model, or an object in it, is busy. */
    BUSY(Lasts.PASSES, Start.NOT_PROCESSED, "the model or the object is busy with other work. Try again later.", 409),
    /** 410: the model has moved. */
    MOVED(Lasts.PASSES, Start.NOT_PROCESSED, "the model has moved. Try again later.", 410),
    /** 413: too much was sent. */
    TOO_LARGE(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "the request is larger than Anaplan, or a gateway before it, takes. A chunk of an upload has 10 MB, or more"
                    + " where there would be over a thousand: have the gateway let that through.",
            413),
    /** 422: the model is archived. */
    ARCHIVED(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "the model is archived. Ask a workspace administrator to restore it.",
            422),
    /** 423: the model is locked. */
    LOCKED(Lasts.PASSES, Start.NOT_PROCESSED, "the model is locked. Try again later.", 423),
    /** 424: the model is offline or in maintenance. */
    OFFLINE(Lasts.PASSES, Start.NOT_PROCESSED, "the model is offline or in maintenance. Try again later.", 424),
    /** 425: the model is in deployed mode. */
    DEPLOYED_MODE(
            Lasts.STAYS,
            Start.NOT_PROCESSED,
            "the model is in deployed mode; change it in its development model.",
            425),
    /** 429: the request limit is used up. */
    THROTTLED(
            Lasts.PASSES,
            Start.NOT_PROCESSED,
            "too many requests: the tenant's limit, which all its users share, is used up. Wait and repeat.",
            429),
    /** 5xx: a fault of the server or of a gateway. */
    FAULT(
            Lasts.PASSES,
            Start.IN_DOUBT,
            "a fault on Anaplan's side or of a gateway before it. It says nothing about a running task."
                    + " Try again later."),
    /** Any other status; in doubt it passes, and may have been processed. */
    UNDOCUMENTED(Lasts.MAY_PASS, Start.IN_DOUBT, "not an answer that the API documents.");

    private enum Lasts {
        PASSES,
        MAY_PASS,
        STAYS
    }

    private enum Start {
        NOT_PROCESSED,
        IN_DOUBT
    }

    private final Lasts lasts;
    private final Start start;
    private final String meaning;
    private final List<Integer> statuses;

    ApiCondition(Lasts lasts, Start start, String meaning, Integer... statuses) {
        this.lasts = lasts;
        this.start = start;
        this.meaning = meaning;
        this.statuses = List.of(statuses);
    }

    /**
     * Sorts a status.
     *
     * @param status an HTTP status outside 2xx
     * @return what it means
     */
    public static ApiCondition of(int status) {
        if (status >= 300 && status < 400) {
            return REDIRECTED;
        }
        if (status >= 500 && status < 600) {
            return FAULT;
        }
        return Arrays.stream(values())
                .filter(condition -> condition.statuses.contains(status))
                .findFirst()
                .orElse(UNDOCUMENTED);
    }

    /** {@return whether the same request may succeed later, though nobody does anything: what a watch bears} */
    public boolean isTransient() {
        return lasts != Lasts.STAYS;
    }

    /** {@return whether it is likely to pass within seconds or minutes, so that reads are repeated} */
    public boolean isWorthRepeating() {
        return lasts == Lasts.PASSES;
    }

    /**
     * {@return whether it says that nothing was done with the request}
     *
     * <p>A gateway may say so of what the server behind it has done. So a start that was answered so is looked for in
     * the list of tasks all the same.
     */
    public boolean saysNotProcessed() {
        return start == Start.NOT_PROCESSED;
    }

    /** {@return whether the model is in use, locked or in maintenance, which {@code retryWhenBusy} waits for} */
    public boolean isModelBusy() {
        return this == BUSY || this == LOCKED || this == OFFLINE;
    }

    /** {@return the meaning in words for messages, and what a person may do about it} */
    public String meaning() {
        return meaning;
    }
}
