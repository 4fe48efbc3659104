package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link Journal}, after {@link AnaplanAssertions#assertThat}. They need AssertJ. */
@SuppressWarnings("exports") // AssertJ, which nobody needs who does not use it
public final class JournalAssert extends AbstractAssert<JournalAssert, Journal> {
    JournalAssert(Journal actual) {
        super(actual, JournalAssert.class);
    }

    /**
     * Fails unless exactly one action was started, and that once.
     *
     * @return this
     */
    public JournalAssert startedOnce() {
        return started(1);
    }

    /**
     * Fails if anything was started.
     *
     * @return this
     */
    public JournalAssert startedNothing() {
        return started(0);
    }

    /**
     * Fails unless there were so many requests that start something, whatever became of them.
     *
     * @param times how many there have to be
     * @return this
     */
    public JournalAssert started(int times) {
        return hasRequests(times, RequestMatchers.starts(), "to start an action");
    }

    /**
     * Fails if a task was polled again too soon.
     *
     * @param gap the shortest time allowed between two polls of one task
     * @return this
     */
    public JournalAssert polledAtLeastApart(Duration gap) {
        isNotNull();
        Map<String, List<RecordedRequest>> polls =
                actual.requests(RequestMatchers.polls()).stream().collect(Collectors.groupingBy(RecordedRequest::path));
        polls.forEach((task, ofTask) -> {
            for (int i = 1; i < ofTask.size(); i++) {
                Duration apart =
                        Duration.between(ofTask.get(i - 1).at(), ofTask.get(i).at());
                if (apart.compareTo(gap) < 0) {
                    failWithMessage(
                            "Expected polls at least %s apart, but %s was polled at %s and again %s later",
                            gap, task, ofTask.get(i - 1).at(), apart);
                }
            }
        });
        return this;
    }

    /**
     * Fails unless a cancel of a task was asked for.
     *
     * @param task which task
     * @return this
     */
    public JournalAssert cancelled(TaskRef task) {
        isNotNull();
        if (actual.requests(RequestMatchers.cancels().and(RequestMatchers.of(task)))
                .isEmpty()) {
            failWithMessage("Expected a request to cancel %s, but there were only%n%s", task, lines(actual.requests()));
        }
        return this;
    }

    /**
     * Fails if a cancel of anything was asked for.
     *
     * @return this
     */
    public JournalAssert cancelledNothing() {
        return hasRequests(0, RequestMatchers.cancels(), "to cancel a task");
    }

    /**
     * Fails if a token went where none belongs: to the other host that {@link Fault#redirectToOtherHost} leads to, or
     * to the fake in anything but the header {@code Authorization}.
     *
     * @return this
     */
    public JournalAssert sentNoTokenElsewhere() {
        isNotNull();
        Set<String> tokens = actual.requests().stream()
                .flatMap(request -> request.header("Authorization").stream())
                .map(header -> header.substring(header.indexOf(' ') + 1))
                .filter(token -> !token.isBlank())
                .collect(Collectors.toSet());
        for (RecordedRequest request : actual.atOtherHost()) {
            if (request.header("Authorization").isPresent() || tokens.stream().anyMatch(request::mentions)) {
                failWithMessage("Expected no token at another host, but one came with %s", request);
            }
        }
        for (RecordedRequest request : actual.requests()) {
            if (tokens.stream().anyMatch(request::mentionsOutsideOfAuthorization)) {
                failWithMessage("Expected tokens in the header Authorization alone, but not so in %s", request);
            }
        }
        return this;
    }

    /**
     * Fails if anything came after a moment.
     *
     * @param moment a time of the fake's clock, such as {@link FakeAnaplan#now} when something was stopped
     * @return this
     */
    public JournalAssert hasNoRequestAfter(Instant moment) {
        isNotNull();
        List<RecordedRequest> late = actual.requests(request -> request.at().isAfter(moment));
        if (!late.isEmpty()) {
            failWithMessage("Expected no request after %s, but there were%n%s", moment, lines(late));
        }
        return this;
    }

    private JournalAssert hasRequests(int count, Predicate<RecordedRequest> which, String what) {
        isNotNull();
        List<RecordedRequest> found = actual.requests(which);
        if (found.size() != count) {
            failWithMessage(
                    "Expected %d request(s) %s, but there were %d:%n%s", count, what, found.size(), lines(found));
        }
        return this;
    }

    private static String lines(List<RecordedRequest> requests) {
        return requests.stream().map(request -> "  " + request).collect(Collectors.joining("\n"));
    }
}
