package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * An Anaplan whose tasks never end, and whose tenant may send 600 requests in any minute.
 *
 * <p>A neighbour sends, too, at times. What is beyond the limit is answered with 429 and does not count.
 */
final class BusyTenant implements HttpTransport {
    private static final int MOST_IN_A_MINUTE = 600;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time;
    private final String retryAfter;
    private final Deque<Duration> lastMinute = new ArrayDeque<>();
    private final List<Poll> polls = new ArrayList<>();
    private final List<Duration> refusals = new ArrayList<>();

    /** A status that was given. */
    record Poll(Duration at, String task) {}

    /**
     * Makes one.
     *
     * @param time its clock
     * @param retryAfter what an answer 429 says, in seconds; empty if it says nothing
     */
    BusyTenant(VirtualTime time, String retryAfter) {
        this.time = time;
        this.retryAfter = retryAfter;
    }

    /** Lets the neighbour send evenly from now on. */
    void neighbourSends(int perMinute, Duration during) {
        Duration gap = MINUTE.dividedBy(perMinute);
        for (Duration in = Duration.ZERO; in.compareTo(during) < 0; in = in.plus(gap)) {
            time.in(in, this::isWithinLimit);
        }
    }

    private boolean isWithinLimit() {
        Duration now = time.passed();
        while (!lastMinute.isEmpty() && lastMinute.getFirst().plus(MINUTE).compareTo(now) < 0) {
            lastMinute.removeFirst();
        }
        return lastMinute.size() < MOST_IN_A_MINUTE && lastMinute.add(now);
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        if (!isWithinLimit()) {
            refusals.add(time.passed());
            return answer(429, retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", List.of(retryAfter)), "");
        }
        String path = request.uri().getPath();
        if (path.endsWith("/tasks")) {
            return answer(403, Map.of(), ""); // each task is polled by itself
        }
        String task = path.substring(path.lastIndexOf('/') + 1);
        polls.add(new Poll(time.passed(), task));
        return answer(
                200,
                Map.of("Content-Type", List.of("application/json")),
                "{\"task\":{\"taskId\":\"" + task + "\",\"taskState\":\"IN_PROGRESS\",\"progress\":0.5}}");
    }

    private static TransportResponse answer(int status, Map<String, List<String>> headers, String body) {
        return new TransportResponse(
                status, headers, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), () -> {});
    }

    /** {@return the statuses that were given, in their order} */
    List<Poll> polls() {
        return polls;
    }

    /** {@return the longest pause that an answer 429 asks for, with what the client adds to it} */
    Duration pause() {
        Duration said = Duration.ofSeconds(retryAfter.isEmpty() ? 10 : Integer.parseInt(retryAfter));
        return said.multipliedBy(11).dividedBy(10);
    }

    /** {@return when a request was answered with 429} */
    List<Duration> refusals() {
        return refusals;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
