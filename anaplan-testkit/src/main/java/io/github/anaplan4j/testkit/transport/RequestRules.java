package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.http.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules about what a transport sends: to each its own, once, and as given. */
abstract class RequestRules extends ContractFixture {
    /** Returns whether the transport admits that a GET without an answer is sent a second time. */
    abstract boolean admitsRepeatedGets();

    @Test
    @DisplayName("rule 1: many threads at once each get the answer to their own request")
    final void manyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (HttpServer echo = new HttpServer((request, connection) ->
                connection.answer(200, Map.of("X-Target", request.target()), request.body()))) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String target = "/2/0/" + i;
                calls.add(threads.submit(() -> {
                    try (TransportResponse response = transport.execute(
                            request(Method.POST, at(echo, target), bytes("body of " + target), PATIENT))) {
                        assertThat(response.header("X-Target")).hasValue(target);
                        assertThat(response.body()).hasBinaryContent(bytes("body of " + target));
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("rule 2: a POST that gets no answer is sent once")
    final void unansweredPost() {
        assertFails(1, Method.POST, SMALL, Fault.noAnswer());
    }

    @Test
    @DisplayName("rule 2: a POST without a body that gets no answer is sent once")
    final void unansweredPostWithoutBody() {
        assertFails(1, Method.POST, NOTHING, Fault.noAnswer());
    }

    @Test
    @DisplayName("rule 2: a POST whose connection is reset is sent once")
    final void resetPost() {
        assertFails(1, Method.POST, SMALL, Fault.reset());
    }

    @Test
    @DisplayName("rule 2: a POST that gets no answer in time is sent once")
    final void postAnsweredTooLate() {
        fake.faults().inject(Fault.stall());
        catchThrowable(() -> transport.execute(request(Method.POST, uri("/2/0/x"), SMALL, IMPATIENT)));
        assertThat(fake.journal().requests()).hasSize(1);
    }

    @Test
    @DisplayName("rule 2: a POST that gets no answer on a connection used before is sent once")
    final void unansweredPostOnUsedConnection() throws IOException {
        fake.faults().inject(Fault.json(200, "{}"));
        try (TransportResponse first = transport.execute(get("/2/0/first"))) {
            first.body().readAllBytes();
        }
        assertFails(1, Method.POST, SMALL, Fault.noAnswer());
    }

    @Test
    @DisplayName("rule 2: a PUT or DELETE that gets no answer is sent once")
    final void unansweredPutAndDelete() {
        assertFails(1, Method.PUT, SMALL, Fault.noAnswer());
        assertFails(1, Method.PUT, SMALL, Fault.reset());
        assertFails(1, Method.DELETE, NOTHING, Fault.noAnswer());
        assertFails(1, Method.DELETE, NOTHING, Fault.reset());
    }

    @Test
    @DisplayName("rule 2: a GET that gets no answer is sent once, or twice if the transport admits it")
    final void unansweredGet() {
        int times = admitsRepeatedGets() ? 2 : 1;
        assertFails(times, Method.GET, NOTHING, Fault.noAnswer());
        assertFails(times, Method.GET, NOTHING, Fault.reset());
    }

    @Test
    @DisplayName("rule 2: no status makes the transport send the request again")
    final void noRetryAfterStatus() {
        List<Integer> statuses = List.of(401, 407, 408, 409, 421, 423, 424, 425, 429, 500, 502, 503, 504);
        for (int status : statuses) {
            fake.faults().inject(Fault.answer(status, Map.of("Retry-After", "0"), SMALL));
            transport.execute(get("/2/0/" + status)).close();
        }
        assertThat(fake.journal().requests())
                .extracting(RecordedRequest::target)
                .containsExactlyElementsOf(
                        statuses.stream().map(status -> "/2/0/" + status).toList());
    }

    @Test
    @DisplayName("rule 2: no redirect is followed")
    final void noRedirect() {
        for (Method method : List.of(Method.GET, Method.POST)) {
            for (int status : List.of(301, 302, 303, 307, 308)) {
                fake.faults().inject(Fault.answer(status, Map.of("Location", fake.url() + "/elsewhere"), SMALL));
                TransportRequest request = request(method, uri("/2/0/x"), bodyFor(method), PATIENT);
                try (TransportResponse response = transport.execute(request)) {
                    assertThat(response.status()).isEqualTo(status);
                    assertThat(response.header("location")).hasValue(fake.url() + "/elsewhere");
                }
            }
        }
        assertThat(fake.journal().requests())
                .hasSize(10)
                .extracting(RecordedRequest::target)
                .containsOnly("/2/0/x");
    }

    @Test
    @DisplayName("rule 4: path and query arrive as given")
    final void targets() {
        List<String> targets = List.of(
                "/2/0/a%2Fb",
                "/2/0/a%2Bb+c",
                "/2/0/a%25b%2525",
                "/2/0/%7Bid%7D",
                "/2/0/a;b=c;d",
                "/2/0/~a_b-c.d!$&'()*,:@",
                "/2/0/a//b/../c/./d",
                "/2/0/a/",
                "/2/0/%e4%BD%a0",
                "/2/0/a?x=1&y=2&x=3",
                "/2/0/a?q=a+b%2Bc%20d",
                "/2/0/a?q=%7Bx%7D%25%26",
                "/2/0/a?q=1,2;3:4@!$'()*/?",
                "/2/0/a?path=b/",
                "/2/0/a?q=&r",
                "/2/0/a?q=b=c");
        for (String target : targets) {
            fake.faults().inject(Fault.json(200, "{}"));
            transport.execute(get(target)).close();
        }
        assertThat(fake.journal().requests())
                .extracting(RecordedRequest::target)
                .containsExactlyElementsOf(targets);
    }

    @Test
    @DisplayName("rule 4: headers arrive as given")
    final void headers() {
        Map<String, String> headers = Map.of(
                "Authorization", "AnaplanAuthToken a+b/c==",
                "X-Braces", "{\"id\":\"{x}\"} }{",
                "X-Percent", "%2F%2B%25 100%",
                "X-Marks", "a;b=c,d \"e\" 'f' & g",
                "Accept", "application/json",
                "Content-Type", "application/octet-stream",
                "User-Agent", "anaplan4j");
        for (Method method : Method.values()) {
            fake.faults().inject(Fault.json(200, "{}"));
            transport
                    .execute(new TransportRequest(method, uri("/2/0/x"), headers, bodyFor(method), PATIENT))
                    .close();
        }
        assertThat(fake.journal().requests())
                .hasSize(4)
                .allSatisfy(request -> headers.forEach(
                        (name, value) -> assertThat(request.headers().get(name)).containsExactly(value)));
    }

    @Test
    @DisplayName("rule 4: method and body arrive as given")
    final void bodies() {
        byte[] everyByte = new byte[100_000];
        IntStream.range(0, everyByte.length).forEach(i -> everyByte[i] = (byte) i);
        for (byte[] body : List.of(everyByte, bytes("{x} %2F"), NOTHING)) {
            for (Method method : List.of(Method.POST, Method.PUT)) {
                assertArrives(method, body);
            }
        }
        assertArrives(Method.GET, NOTHING);
        assertArrives(Method.DELETE, NOTHING);
    }

    @Test
    @DisplayName(
            "rule 4: the transport adds no credentials, no cookies, and no wish for compression or another protocol")
    final void nothingAdded() {
        fake.faults()
                .inject(Fault.answer(
                        401, Map.of("Set-Cookie", "a=b; Path=/", "WWW-Authenticate", "Basic realm=\"x\""), SMALL));
        fake.faults().inject(2, Fault.json(200, "{}"));
        for (int i = 0; i < 3; i++) {
            transport.execute(get("/2/0/x")).close();
        }
        assertThat(fake.journal().requests())
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request.headers()).doesNotContainKeys("Authorization", "Cookie", "Upgrade"))
                .allSatisfy(
                        request -> assertThat(request.header("Accept-Encoding").orElse("identity"))
                                .isEqualTo("identity"));
    }

    private void assertFails(int times, Method method, byte[] body, Fault fault) {
        int before = fake.journal().requests().size();
        fake.faults().inject(times, fault);
        Throwable failure = catchThrowable(() -> transport.execute(request(method, uri("/2/0/x"), body, PATIENT)));
        assertThat(fake.journal().requests()).hasSize(before + times);
        assertThat(failure).isInstanceOf(TransportException.class);
    }

    private void assertArrives(Method method, byte[] body) {
        fake.faults().inject(Fault.json(200, "{}"));
        transport.execute(request(method, uri("/2/0/x"), body, PATIENT)).close();
        List<RecordedRequest> requests = fake.journal().requests();
        RecordedRequest last = requests.get(requests.size() - 1);
        assertThat(last.method()).isEqualTo(method.name());
        assertThat(last.body()).isEqualTo(body);
    }
}
