package io.github.anaplan4j.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a fake was asked, in order. Thread-safe. */
public final class RequestLog {
    private final List<Entry> requests = new ArrayList<>();
    private final List<LoggedRequest> unscripted = new ArrayList<>();
    private final List<LoggedRequest> atOtherHost = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    /** A request, and in words what came of it. */
    static final class Entry {
        private final LoggedRequest request;
        private volatile String outcome = "under way";

        private Entry(LoggedRequest request) {
            this.request = request;
        }

        LoggedRequest request() {
            return request;
        }

        String outcome() {
            return outcome;
        }

        void note(String words) {
            outcome = words;
        }
    }

    RequestLog() {}

    /**
     * Keeps the last requests alone from now on, and these without their bodies.
     *
     * @param number how many
     */
    public synchronized void keepOnlyLast(int number) {
        most = number;
    }

    synchronized Entry add(LoggedRequest request) {
        Entry entry = new Entry(most == Integer.MAX_VALUE ? request : request.withoutBody());
        add(entry, requests);
        return entry;
    }

    synchronized void addUnscripted(LoggedRequest request) {
        add(request, unscripted);
    }

    synchronized void addAtOtherHost(LoggedRequest request) {
        add(request, atOtherHost);
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

    /** {@return all requests so far, in order of their arrival} */
    public List<LoggedRequest> requests() {
        return entries().stream().map(Entry::request).toList();
    }

    /** {@return the requests that the fake has no answer to} */
    public synchronized List<LoggedRequest> unscripted() {
        return List.copyOf(unscripted);
    }

    /** {@return the requests that came to the other host} */
    public synchronized List<LoggedRequest> atOtherHost() {
        return List.copyOf(atOtherHost);
    }
}
