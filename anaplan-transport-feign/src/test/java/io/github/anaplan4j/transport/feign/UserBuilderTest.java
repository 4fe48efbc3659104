package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Capability;
import feign.Client;
import feign.Feign;
import feign.Logger;
import feign.codec.EncodeException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.transport.TransportContract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the contract on a builder that is set up for JSON interfaces, and with a part of every kind. */
class UserBuilderTest extends TransportContract {
    private final FakeAnaplan fake = FakeAnaplan.start();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return FeignTransport.using(userBuilder(), settings);
    }

    private Feign.Builder userBuilder() {
        return Feign.builder()
                .contract(type -> {
                    throw new AssertionError("the user's contract is for the user's interfaces");
                })
                .encoder((object, type, template) -> template.body("\"json\""))
                .decoder((response, type) -> {
                    throw new AssertionError("the core decodes");
                })
                .errorDecoder((call, response) -> new IllegalStateException("a status is a value"))
                .dismiss404()
                .requestInterceptor(template -> template.header("X-User", "kept"))
                .responseInterceptor((context, chain) -> {
                    seen.add("answer " + context.response().status());
                    return chain.next(context);
                })
                .logger(new Logger() {
                    @Override
                    protected void log(String call, String format, Object... args) {
                        seen.add("log " + format.formatted(args));
                    }
                })
                .logLevel(Logger.Level.BASIC)
                .addCapability(new SeesTheClient(seen));
    }

    /** Notes the requests that reach the client; public, because Feign calls it by reflection. */
    public static final class SeesTheClient implements Capability {
        private final List<String> seen;

        SeesTheClient(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public Client enrich(Client client) {
            return (request, options) -> {
                seen.add("client " + request.url());
                return client.execute(request, options);
            };
        }
    }

    @AfterEach
    void stopFake() {
        fake.close();
    }

    @Test
    void whatTheUserSetUpStaysInForce() {
        fake.faults().inject(Fault.json(404, "{}"));
        try (FeignTransport transport = FeignTransport.using(userBuilder())) {
            transport
                    .execute(post("/x?a=1&b=2&a=3", "{\"localeName\":\"en_US\"}"))
                    .close();
        }

        assertThat(fake.journal().requests()).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo("/2/0/x?a=1&b=2&a=3");
            assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"localeName\":\"en_US\"}");
            assertThat(request.header("X-User")).hasValue("kept");
        });
        String url = fake.url() + "/x?a=1&b=2&a=3";
        assertThat(seen).hasSize(4).startsWith("log ---> POST " + url + " HTTP/1.1", "client " + url);
        assertThat(seen.get(2)).startsWith("log <--- HTTP/1.1 404");
        assertThat(seen.get(3)).isEqualTo("answer 404");
    }

    @Test
    void feignReadsItsInterfaceOnceForAllRequests() {
        fake.faults().inject(2, Fault.json(200, "{}"));
        Feign.Builder builder = Feign.builder().invocationHandlerFactory((target, methods) -> {
            seen.add("interface");
            return (proxy, method, arguments) -> methods.get(method).invoke(arguments);
        });
        try (FeignTransport transport = FeignTransport.using(builder)) {
            transport.execute(post("/x", "")).close();
            transport.execute(post("/y", "")).close();
        }
        assertThat(seen).containsExactly("interface");
    }

    @Test
    void anInterceptorMayChangeTheUri() {
        fake.faults().inject(2, Fault.json(200, "{}"));
        Feign.Builder builder = Feign.builder().requestInterceptor(template -> template.query("tenant", "t1"));
        try (FeignTransport transport = FeignTransport.using(builder)) {
            transport.execute(post("/x", "")).close();
            transport.execute(post("/x?a=1", "")).close();
        }
        assertThat(fake.journal().requests())
                .extracting(RecordedRequest::target)
                .containsExactly("/2/0/x?tenant=t1", "/2/0/x?a=1&tenant=t1");
    }

    @Test
    void theFullLogReadsTheAnswerAndPassesItOn() {
        fake.faults().inject(Fault.answer(200, Map.of(), "body".getBytes(StandardCharsets.UTF_8)));
        try (FeignTransport transport = FeignTransport.using(userBuilder().logLevel(Logger.Level.FULL));
                TransportResponse response = transport.execute(post("/x", ""))) {
            assertThat(response.body()).hasContent("body");
        }
    }

    @Test
    void aFailureOfTheUsersPartsKeepsItsCauseAndCountsAsSent() {
        EncodeException failure = new EncodeException("secret body");
        Feign.Builder builder = Feign.builder().client((request, options) -> {
            throw failure;
        });
        try (FeignTransport transport = FeignTransport.using(builder)) {
            assertThatThrownBy(() -> transport.execute(post("/x", "")))
                    .isInstanceOfSatisfying(TransportException.class, thrown -> {
                        assertThat(thrown.mayHaveBeenSent()).isTrue();
                        assertThat(thrown).hasMessage("POST /2/0/x: failed with feign.codec.EncodeException");
                        assertThat(thrown).hasCause(failure);
                    });
        }
    }

    private TransportRequest post(String path, String body) {
        return new TransportRequest(
                TransportRequest.Method.POST,
                URI.create(fake.url() + path),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(10));
    }
}
