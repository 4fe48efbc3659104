package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.server.FakeServer;
import io.github.anaplan4j.testkit.server.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a fake was asked, in order. Thread-safe. */
public final class Journal {
    private final FakeServer server;

    Journal(FakeServer server) {
        this.server = server;
    }

    /**
     * Keeps the last requests alone from now on, and these without their bodies: for a fake that runs for days. A
     * {@linkplain FakeAnaplan#reset reset} ends it.
     *
     * @param number how many
     */
    public void keepOnlyLast(int number) {
        server.state().log().keepOnlyLast(number);
    }

    /** {@return all requests so far, in order of their arrival} */
    public List<RecordedRequest> requests() {
        return recorded(server.state().log().requests());
    }

    /** {@return the requests that the fake has no answer to; closing the fake fails if there are any} */
    public List<RecordedRequest> unscripted() {
        return recorded(server.state().log().unscripted());
    }

    /** {@return the requests that came to the other host to which {@link Fault#redirectToOtherHost} leads} */
    public List<RecordedRequest> atOtherHost() {
        return recorded(server.state().log().atOtherHost());
    }

    private static List<RecordedRequest> recorded(List<LoggedRequest> requests) {
        return requests.stream().map(RecordedRequest::new).toList();
    }

    /**
     * Returns the requests of a kind.
     *
     * @param which which requests, such as {@link RequestMatchers#polls}
     * @return those of them that came so far, in order of their arrival
     */
    public List<RecordedRequest> requests(Predicate<RecordedRequest> which) {
        return requests().stream().filter(which).toList();
    }

    /**
     * Returns the times between the polls of a task, by the fake's clock.
     *
     * @param task the task
     * @return the time between each poll and the next
     */
    public List<Duration> gaps(TaskRef task) {
        return gaps(requests(RequestMatchers.polls().and(RequestMatchers.of(task))));
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
