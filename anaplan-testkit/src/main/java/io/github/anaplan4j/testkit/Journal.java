package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the fake was asked, in order. Thread-safe. */
public final class Journal {
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedRequest> unscripted = new ArrayList<>();
    private final List<RecordedRequest> elsewhere = new ArrayList<>();
    private final Map<RecordedRequest, String> outcomes = new IdentityHashMap<>();

    Journal() {}

    synchronized void add(RecordedRequest request) {
        requests.add(request);
    }

    synchronized void addUnscripted(RecordedRequest request) {
        unscripted.add(request);
    }

    /** @param outcome what came of a request, in words */
    synchronized void note(RecordedRequest request, String outcome) {
        outcomes.put(request, outcome);
    }

    synchronized String describe() {
        return requests.isEmpty()
                ? "  none"
                : requests.stream()
                        .map(request -> "  " + request + " -> " + outcomes.getOrDefault(request, "under way"))
                        .collect(Collectors.joining("\n"));
    }

    synchronized void addElsewhere(RecordedRequest request) {
        elsewhere.add(request);
    }

    /** {@return all requests so far, in order of their arrival} */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return the requests that the fake has no answer to; closing the fake fails if there are any} */
    public synchronized List<RecordedRequest> unscripted() {
        return List.copyOf(unscripted);
    }

    /** {@return the requests that came to the other host to which {@link Mishap#redirectElsewhere} leads} */
    public synchronized List<RecordedRequest> elsewhere() {
        return List.copyOf(elsewhere);
    }

    /**
     * @param which which requests
     * @return those of them that came so far, in order of their arrival
     */
    public List<RecordedRequest> requests(Predicate<RecordedRequest> which) {
        return requests().stream().filter(which).toList();
    }

    /**
     * @param task a task
     * @return the times between each poll of it and the next, by the fake's clock
     */
    public List<Duration> gaps(TaskRef task) {
        return gaps(requests(Requests.polls().and(Requests.of(task))));
    }

    /** {@return the times between each request and the next, by the fake's clock} */
    public synchronized List<Duration> gaps() {
        return gaps(requests);
    }

    private static List<Duration> gaps(List<RecordedRequest> requests) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < requests.size(); i++) {
            gaps.add(Duration.between(requests.get(i - 1).at(), requests.get(i).at()));
        }
        return gaps;
    }
}
