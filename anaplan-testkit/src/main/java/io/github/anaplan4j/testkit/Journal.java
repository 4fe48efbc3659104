package io.github.anaplan4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the fake was asked, in order. Thread-safe. */
public final class Journal {
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedRequest> unscripted = new ArrayList<>();

    Journal() {}

    synchronized void add(RecordedRequest request) {
        requests.add(request);
    }

    synchronized void addUnscripted(RecordedRequest request) {
        unscripted.add(request);
    }

    /** {@return all requests so far, in order of their arrival} */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return the requests that the fake has no answer to; closing the fake fails if there are any} */
    public synchronized List<RecordedRequest> unscripted() {
        return List.copyOf(unscripted);
    }

    /** {@return the times between each request and the next, by the fake's clock} */
    public synchronized List<Duration> gaps() {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < requests.size(); i++) {
            gaps.add(Duration.between(requests.get(i - 1).at(), requests.get(i).at()));
        }
        return gaps;
    }
}
