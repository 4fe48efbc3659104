package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import feign.Client;
import feign.DefaultClient;
import feign.Feign;
import feign.FeignException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests what is told when a part of the user's throws: above all, whether the request may have been sent. */
class UserPartsTest {
    private final FakeAnaplan fake = FakeAnaplan.start();

    static Stream<Throwable> anything() {
        return Stream.of(
                new ConnectException("refused"),
                new UnknownHostException("api"),
                new NoRouteToHostException("no"),
                new SSLHandshakeException("handshake_failure"),
                new SocketTimeoutException("connect timed out"),
                new IOException("Unable to tunnel through proxy"),
                new IllegalStateException("secret"),
                new UncheckedIOException(new ConnectException("refused")),
                new FeignException.FeignClientException(400, "secret", request(), null, Map.of()) {},
                new StackOverflowError(),
                new AssertionError("secret"));
    }

    private static feign.Request request() {
        return feign.Request.create(feign.Request.HttpMethod.GET, "http://x", Map.of(), null, null, null);
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatAClientThrowsAfterTheAnswerMayHaveBeenSent(Throwable thrown) {
        Client client = new DefaultClient(null, null);
        assertTold(
                Feign.builder().client((request, options) -> {
                    client.execute(request, options).close();
                    throw UserPartsTest.<IOException>unchecked(thrown);
                }),
                thrown,
                true,
                1);
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatAResponseInterceptorThrowsMayHaveBeenSent(Throwable thrown) {
        assertTold(
                Feign.builder().responseInterceptor((context, chain) -> {
                    throw UserPartsTest.<RuntimeException>unchecked(thrown);
                }),
                thrown,
                true,
                1);
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatARequestInterceptorThrowsWasNotSent(Throwable thrown) {
        assertTold(
                Feign.builder().requestInterceptor(template -> {
                    throw UserPartsTest.<RuntimeException>unchecked(thrown);
                }),
                thrown,
                false,
                0);
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatAClientThrowsAtOnceMayHaveBeenSentToo(Throwable thrown) {
        assertTold(
                Feign.builder().client((request, options) -> {
                    throw UserPartsTest.<IOException>unchecked(thrown);
                }),
                thrown,
                true,
                0);
    }

    private void assertTold(Feign.Builder builder, Throwable thrown, boolean mayHaveBeenSent, int requests) {
        fake.faults().inject(Fault.json(200, "{}"));
        TransportRequest request = new TransportRequest(
                TransportRequest.Method.POST,
                URI.create(fake.url() + "/x"),
                Map.of(),
                new byte[] {'{', '}'},
                Duration.ofSeconds(10));
        try (FeignTransport transport = FeignTransport.using(builder)) {
            assertThat(catchThrowable(() -> transport.execute(request)))
                    .isInstanceOfSatisfying(TransportException.class, failure -> {
                        assertThat(failure.mayHaveBeenSent()).isEqualTo(mayHaveBeenSent);
                        assertThat(failure)
                                .hasMessageStartingWith("POST /2/0/x")
                                .hasMessageNotContaining("secret");
                        assertThat(List.of(failure.getCause(), failure)).anyMatch(told -> told.getCause() == thrown);
                    });
        }
        assertThat(fake.journal().requests()).hasSize(requests);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
