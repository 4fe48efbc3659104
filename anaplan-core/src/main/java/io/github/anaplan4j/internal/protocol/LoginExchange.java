package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to a service that hands out tokens, and reads its answer, whatever its status.
 *
 * <p>Both hold secrets, so nothing of them is in a message.
 */
final class LoginExchange {
    private static final int MAX_ANSWER = 64 * 1024;
    private static final String NOT_JUDGED = "That says nothing of the login itself: check ";
    private static final String NOBODY_BETWEEN = ", and that no proxy or gateway answers in Anaplan's place.";

    private final String service;
    private final BaseUrl base;
    private final HttpTransport transport;
    private final Duration timeout;
    private final Lifecycle lifecycle;
    private final TimeSource time;

    /**
     * Makes an exchange with one service.
     *
     * @param service what the service is called in messages
     * @param base the base URL of the service
     * @param transport carries the requests; not closed here
     * @param timeout the longest wait for an answer
     * @param lifecycle lets nothing out of a client that is closed
     * @param time the clock where the server does not send its own
     */
    LoginExchange(
            String service,
            BaseUrl base,
            HttpTransport transport,
            Duration timeout,
            Lifecycle lifecycle,
            TimeSource time) {
        this.service = service;
        this.base = base;
        this.transport = transport;
        this.timeout = timeout;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    /** An answer, whatever its status. */
    static final class Answer {
        private final String request;
        private final int status;
        private final byte[] body;
        private final Instant at;
        private final @Nullable Duration retryAfter;

        private Answer(String request, int status, byte[] body, Instant at, @Nullable Duration retryAfter) {
            this.request = request;
            this.status = status;
            this.body = body;
            this.at = at;
            this.retryAfter = retryAfter;
        }

        /** {@return which request it answers, for messages} */
        String request() {
            return request;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }

        /** {@return when it was given, by the server's clock if it says so} */
        Instant at() {
            return at;
        }

        /** {@return whether it may hold what was asked for} */
        boolean bringsContent() {
            return status == 200 || status == 201;
        }

        /** {@return the answer as an error; without its body, in which there may be a secret} */
        AnaplanApiException asError() {
            return new AnaplanApiException(request, status, null, retryAfter, "");
        }

        /** {@return whether it says that something was done, and brings nothing} */
        boolean isDone() {
            return status == 204 || status == 200 && body.length == 0;
        }

        boolean isSuccess() {
            return status >= 200 && status <= 299;
        }

        /**
         * {@return what to do about a refusal}
         *
         * <p>That is what the status itself says if it is transient or of somebody on the way, the cure for this login
         * if it was judged, and else where to look for whoever answered instead.
         */
        String advice(String cure) {
            ApiCondition condition = ApiCondition.of(status);
            return switch (condition) {
                case NOT_ACCEPTED, UNAUTHORIZED -> cure;
                case REDIRECTED, PROXY_DENIED -> "That is " + condition.meaning();
                case DENIED ->
                    NOT_JUDGED + "that this machine's address is on the tenant's allow-list" + NOBODY_BETWEEN;
                default ->
                    condition.isWorthRepeating()
                            ? "That is " + condition.meaning()
                            : NOT_JUDGED + "that the region is the tenant's" + NOBODY_BETWEEN;
            };
        }
    }

    /** Posts, once. */
    Answer post(String path, Map<String, String> headers, String json) {
        headers.put("Content-Type", RequestHeaders.JSON);
        TransportRequest request = new TransportRequest(
                Method.POST, URI.create(base + path), headers, json.getBytes(StandardCharsets.UTF_8), timeout);
        if (lifecycle.isClosed()) {
            throw Lifecycle.closed(request);
        }
        try (TransportResponse response = Wire.execute(transport, request)) {
            byte[] body = new BodyReader(request).read(response, MAX_ANSWER - 1);
            // The lifetime of a token is the difference of two times of one clock, however wrong ours is.
            Instant at = ServerDate.of(response).orElseGet(time::now);
            return new Answer(
                    request.toString(),
                    response.status(),
                    body,
                    at,
                    RetryAfter.of(response, time).orElse(null));
        } catch (TransportException | MalformedResponseException unreachable) {
            throw new LoginFailedException(
                    "There is no token: " + sentence(unreachable.getMessage()) + " " + name()
                            + ": check that this is Anaplan's, and that this machine reaches it.",
                    unreachable);
        }
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    /** {@return whether the service is on this very machine, as in tests} */
    boolean isLoopback() {
        return base.isLoopback();
    }

    /** {@return the service and where it is, for messages} */
    String name() {
        return "The " + service + " is " + base;
    }

    LoginFailedException noToken(Answer answer) {
        return unexpected(answer, "something that is no token");
    }

    LoginFailedException unexpected(Answer answer, String what) {
        return new LoginFailedException(
                answer.request() + " was answered with " + answer.status() + " and " + what + ". " + name()
                        + ": check that this is Anaplan's, and that no gateway answers in its place.",
                null);
    }
}
