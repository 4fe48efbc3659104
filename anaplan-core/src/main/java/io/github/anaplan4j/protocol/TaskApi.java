package io.github.anaplan4j.protocol;

import io.github.anaplan4j.auth.TokenSource;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.host.BaseUrl;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transport.HttpTransport;
import java.time.Duration;

/** Anaplan's task resource in domain words. Thread-safe. */
public final class TaskApi {
    private final ApiUris uris;
    private final ApiExchange exchange;

    /**
     * @param apiBase the base URL of the Integration API
     * @param transport carries the requests; not closed here
     * @param tokens asked for a token before each request
     * @param time the clock for {@code Retry-After} dates and for bodies that never end
     */
    public TaskApi(BaseUrl apiBase, HttpTransport transport, TokenSource tokens, TimeSource time) {
        this.uris = new ApiUris(apiBase);
        this.exchange = new ApiExchange(transport, tokens, time);
    }

    /**
     * Asks for the status of a task with one request, never repeated.
     *
     * @param task the task
     * @param includeProcessDetails whether to ask for start and duration of each step; documented for processes, and sent
     *     for them alone
     * @param timeout the longest wait for the server
     * @return what the server said
     * @throws AnaplanApiException if the answer has an error status
     * @throws MalformedResponseException if the body is not a task's status
     * @throws TransportException if there is no complete answer
     */
    public TaskStatus status(TaskRef task, boolean includeProcessDetails, Duration timeout) {
        return exchange.get(uris.task(task, includeProcessDetails), timeout, TaskStatusDecoder::decode);
    }
}
