package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the fake was asked, in order. Thread-safe. */
public final class Journal {
    private final List<Entry> requests = new ArrayList<>();
    private final List<RecordedRequest> unscripted = new ArrayList<>();
    private final List<RecordedRequest> elsewhere = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    /** A request, and in words what came of it. */
    static final class Entry {
        private final RecordedRequest request;
        private volatile String outcome = "under way";

        private Entry(RecordedRequest request) {
            this.request = request;
        }

        RecordedRequest request() {
            return request;
        }

        String outcome() {
            return outcome;
        }

        void note(String words) {
            outcome = words;
        }
    }

    Journal() {}

    /**
     * Keeps the last requests alone from now on, and these without their bodies: for a fake that runs for days.
     *
     * @param number how many
     */
    public synchronized void keepOnlyLast(int number) {
        most = number;
    }

    synchronized Entry add(RecordedRequest request) {
        Entry entry = new Entry(most == Integer.MAX_VALUE ? request : request.withoutBody());
        add(entry, requests);
        return entry;
    }

    synchronized void addUnscripted(RecordedRequest request) {
        add(request, unscripted);
    }

    private <T> void add(T request, List<T> list) {
        list.add(request);
        while (list.size() > most) {
            list.remove(0);
        }
    }

    synchronized List<Entry> entries() {
        return List.copyOf(requests);
    }

    String describe() {
        List<Entry> entries = entries();
        return entries.isEmpty()
                ? "  none"
                : entries.stream()
                        .map(entry -> "  " + entry.request() + " -> " + entry.outcome())
                        .collect(Collectors.joining("\n"));
    }

    synchronized void addElsewhere(RecordedRequest request) {
        add(request, elsewhere);
    }

    /** {@return all requests so far, in order of their arrival} */
    public synchronized List<RecordedRequest> requests() {
        return requests.stream().map(Entry::request).toList();
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
    public List<Duration> gaps() {
        return gaps(requests());
    }

    private static List<Duration> gaps(List<RecordedRequest> requests) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < requests.size(); i++) {
            gaps.add(Duration.between(requests.get(i - 1).at(), requests.get(i).at()));
        }
        return gaps;
    }
}
