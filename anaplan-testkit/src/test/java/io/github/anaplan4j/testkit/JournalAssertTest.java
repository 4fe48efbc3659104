package io.github.anaplan4j.testkit;

import static io.github.anaplan4j.testkit.AnaplanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each assertion holds when it should, and fails with the reason when it should not. */
@Timeout(30)
class JournalAssertTest {
    private final VirtualTime time = VirtualTime.create();
    private final FakeAnaplan fake = FakeAnaplan.start(time);
    private final HttpClient http = HttpClient.newHttpClient();
    private final TaskRef task = fake.startTask(Scenario.complete());

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void startedOnce() throws Exception {
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
        String tasks = "/" + fake.model().process("118000000007") + "/tasks";
        assertThat(fake.journal()).startedNothing();

        send("POST", tasks, "{\"localeName\":\"en_US\"}");
        assertThat(fake.journal()).startedOnce();
        fails(() -> assertThat(fake.journal()).startedNothing(), "but there were 1");

        send("POST", tasks, "{\"localeName\":\"en_US\"}");
        assertThat(fake.journal()).started(2);
        fails(() -> assertThat(fake.journal()).startedOnce(), "but there were 2:\n  2026-01-01T00:00:00Z POST /2/0/");
    }

    @Test
    void polledAtLeastApart() throws Exception {
        TaskRef other = fake.startTask(Scenario.complete());
        send("GET", "/" + task, "");
        time.advance(Duration.ofSeconds(5));
        send("GET", "/" + other, "");
        send("GET", "/users/me", "");
        send("GET", "/" + task, "");
        assertThat(fake.journal()).polledAtLeastApart(Duration.ofSeconds(5));

        time.advance(Duration.ofSeconds(5).minusNanos(1));
        send("GET", "/" + task + "?includeProcessDetails=true", "");

        fails(() -> assertThat(fake.journal()).polledAtLeastApart(Duration.ofSeconds(5)), "again PT4.999999999S later");
    }

    @Test
    void cancelled() throws Exception {
        assertThat(fake.journal()).cancelledNothing();
        fails(() -> assertThat(fake.journal()).cancelled(task), "to cancel " + task);

        send("DELETE", "/" + task, "");

        assertThat(fake.journal()).cancelled(task);
        fails(() -> assertThat(fake.journal()).cancelledNothing(), "but there were 1");
    }

    @Test
    void sentNoTokenElsewhere() throws Exception {
        send("GET", "/users/me", "");
        assertThat(fake.journal()).sentNoTokenElsewhere();

        fake.faults().inject(2, Fault.redirectToOtherHost());
        URI elsewhere = send("GET", "/users/me", "");
        http.send(HttpRequest.newBuilder(elsewhere).build(), BodyHandlers.discarding());
        assertThat(fake.journal()).sentNoTokenElsewhere();

        send(
                send("GET", "/users/me", ""),
                "GET",
                ""); // follows the redirect as a careless client does: with all its headers

        fails(() -> assertThat(fake.journal()).sentNoTokenElsewhere(), "Expected no token at another host");
    }

    @Test
    void aTokenInAPathIsOneTooMany() throws Exception {
        send("GET", "/users/me?token=" + fake.token(), "");

        fails(() -> assertThat(fake.journal()).sentNoTokenElsewhere(), "in the header Authorization alone");
    }

    @Test
    void hasNoRequestAfter() throws Exception {
        send("GET", "/users/me", "");
        Instant stopped = fake.now();
        assertThat(fake.journal()).hasNoRequestAfter(stopped);

        time.advance(Duration.ofSeconds(1));
        send("GET", "/users/me", "");

        fails(
                () -> assertThat(fake.journal()).hasNoRequestAfter(stopped),
                "no request after 2026-01-01T00:00:00Z, but there were");
    }

    private static void fails(ThrowingCallable assertion, String why) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(why);
    }

    /** Returns where the answer leads to, if anywhere. */
    private URI send(String method, String path, String body) throws Exception {
        return send(URI.create(fake.url() + path), method, body);
    }

    private URI send(URI address, String method, String body) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", "AnaplanAuthToken " + fake.token())
                                .method(
                                        method,
                                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .map(URI::create)
                .orElse(null);
    }
}
