package io.github.anaplan4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the fake was asked, in order. Thread-safe. */
public final class Journal {
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<RecordedRequest> unscripted = new CopyOnWriteArrayList<>();

    Journal() {}

    void add(RecordedRequest request) {
        requests.add(request);
    }

    void addUnscripted(RecordedRequest request) {
        unscripted.add(request);
    }

    /** {@return all requests so far, in order of their arrival} */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return the requests that the fake has no answer to; closing the fake fails if there are any} */
    public List<RecordedRequest> unscripted() {
        return List.copyOf(unscripted);
    }

    /** {@return the times between each request and the next, by the fake's clock} */
    public List<Duration> gaps() {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < requests.size(); i++) {
            gaps.add(Duration.between(requests.get(i - 1).at(), requests.get(i).at()));
        }
        return gaps;
    }
}
