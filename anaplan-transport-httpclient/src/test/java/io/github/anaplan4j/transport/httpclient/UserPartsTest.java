package io.github.anaplan4j.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.entity.compress.DecompressingEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests what is told when a part of the user's throws: above all, whether the request may have been sent. */
class UserPartsTest {
    private final FakeAnaplan fake = FakeAnaplan.start();

    static Stream<Throwable> anything() {
        return Stream.of(
                new IllegalStateException("secret"),
                new UncheckedIOException(new ConnectException("refused")),
                new ConnectException("refused"),
                new UnknownHostException("api"),
                new SSLHandshakeException("handshake_failure"),
                new StackOverflowError(),
                new AssertionError("secret"));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatAResponseInterceptorThrowsMayHaveBeenSent(Throwable thrown) throws IOException {
        assertSent(
                HttpClients.custom().disableAutomaticRetries().addResponseInterceptorLast((response, body, context) -> {
                    throw UserPartsTest.<RuntimeException>unchecked(thrown);
                }),
                thrown);
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whatAnExecInterceptorThrowsAfterTheAnswerMayHaveBeenSent(Throwable thrown) throws IOException {
        assertSent(
                HttpClients.custom()
                        .disableAutomaticRetries()
                        .addExecInterceptorFirst("user", (request, scope, chain) -> {
                            chain.proceed(request, scope).close();
                            throw UserPartsTest.<RuntimeException>unchecked(thrown);
                        }),
                thrown);
    }

    /** It may put another entity into the place of the one whose reading could be seen. */
    @ParameterizedTest
    @MethodSource("anything")
    void whatAnExecInterceptorThrowsThatSendsByItselfMayHaveBeenSent(Throwable thrown) throws IOException {
        assertSent(
                HttpClients.custom()
                        .disableAutomaticRetries()
                        .addExecInterceptorFirst("user", (request, scope, chain) -> {
                            request.setEntity(new StringEntity("{}"));
                            chain.proceed(request, scope).close();
                            throw UserPartsTest.<RuntimeException>unchecked(thrown);
                        }),
                thrown);
    }

    @Test
    void theConnectionIsFreeAgainAfterThat() throws IOException {
        AtomicBoolean throwsNow = new AtomicBoolean(true);
        fake.faults().inject(2, Fault.json(200, "{}"));
        try (CloseableHttpClient client = HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnTotal(1)
                                .build())
                        .addExecInterceptorFirst("user", (request, scope, chain) -> {
                            ClassicHttpResponse response = chain.proceed(request, scope);
                            if (throwsNow.getAndSet(false)) {
                                throw new IllegalStateException("the user's");
                            }
                            return response;
                        })
                        .build();
                ApacheHttpTransport transport = ApacheHttpTransport.using(client)) {
            assertThat(catchThrowable(() -> transport.execute(post()))).isInstanceOf(TransportException.class);

            transport.execute(post()).close();
        }
        assertThat(fake.journal().requests()).hasSize(2);
    }

    /** That of HttpClient itself is off in each request. */
    @Test
    void aBodyThatAPartOfTheUsersDecodesIsRefusedAndItsStatusCounts() throws IOException {
        fake.faults().inject(Fault.json(201, "{}"));
        try (CloseableHttpClient client = HttpClients.custom()
                        .addExecInterceptorFirst("user", (request, scope, chain) -> {
                            ClassicHttpResponse response = chain.proceed(request, scope);
                            response.setEntity(new DecompressingEntity(response.getEntity(), in -> in));
                            return response;
                        })
                        .build();
                ApacheHttpTransport transport = ApacheHttpTransport.using(client);
                TransportResponse response = transport.execute(post())) {
            assertThat(response.status()).isEqualTo(201);
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOf(ZipException.class)
                    .hasMessageContaining(
                            "by the HttpClient, " + client.getClass().getName())
                    .hasMessageContaining("Switch that off");
        }
    }

    private TransportRequest post() {
        return new TransportRequest(
                TransportRequest.Method.POST,
                URI.create(fake.url() + "/x"),
                Map.of(),
                new byte[] {'{', '}'},
                Duration.ofSeconds(10));
    }

    private void assertSent(HttpClientBuilder builder, Throwable thrown) throws IOException {
        fake.faults().inject(Fault.json(200, "{}"));
        try (CloseableHttpClient client = builder.build();
                ApacheHttpTransport transport = ApacheHttpTransport.using(client)) {
            assertThat(catchThrowable(() -> transport.execute(post())))
                    .isInstanceOfSatisfying(TransportException.class, failure -> {
                        assertThat(failure.mayHaveBeenSent()).isTrue();
                        assertThat(failure)
                                .hasMessageStartingWith("POST /2/0/x")
                                .hasMessageNotContaining("secret");
                        assertThat(failure).hasRootCause(rootOf(thrown));
                    });
        }
        assertThat(fake.journal().requests()).hasSize(1);
    }

    private static Throwable rootOf(Throwable thrown) {
        return thrown.getCause() == null ? thrown : thrown.getCause();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
