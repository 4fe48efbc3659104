package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Capability;
import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Response;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeLimitedClientTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration HASTY = Duration.ofMillis(1);

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void aClientThatHeedsNothingIsLeftBehindAndItsLateAnswerIsClosed() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Client client = (request, options) -> {
            awaitEnd();
            return answer(request, closedBy(closed::countDown));
        };
        try (FeignTransport transport = using(client)) {
            TransportException failure = failure(transport, Duration.ofMillis(50));
            assertThat(failure.kind()).isEqualTo(TransportException.Kind.TIMEOUT);
            assertThat(failure.mayHaveBeenSent()).isTrue();

            end.countDown();

            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatIsLeftBehindKeepsTheBytesOfItsOwnRequest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<byte[]> seen = new CompletableFuture<>();
        Client client = (request, options) -> {
            begun.countDown();
            awaitEnd();
            seen.complete(request.body().clone());
            return answer(request, InputStream.nullInputStream());
        };
        byte[] body = {1, 2, 3};
        TransportRequest put = new TransportRequest(Method.PUT, get(HASTY).uri(), Map.of(), body, HASTY);
        try (FeignTransport transport = using(client)) {
            while (begun.getCount() > 0) { // its thread may not even have begun in so short a time
                assertThatThrownBy(() -> transport.execute(put)).isInstanceOf(TransportException.class);
            }
            Arrays.fill(body, (byte) 0);

            end.countDown();

            assertThat(seen.get(10, TimeUnit.SECONDS)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aClientThatIsLeftBehindIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Client client = (request, options) -> {
            try {
                end.await();
            } catch (InterruptedException stop) {
                interrupted.countDown();
            }
            throw new SocketException("stopped");
        };
        try (FeignTransport transport = using(client)) {
            while (interrupted.getCount() > 0) { // its thread may not even have begun in so short a time
                failure(transport, HASTY);
            }
        }
    }

    @Test
    void oneBadServerCannotMakeThreadsWithoutEnd() {
        AtomicInteger calls = new AtomicInteger();
        Client client = (request, options) -> {
            if (calls.incrementAndGet() <= 64) {
                awaitEnd();
            }
            return answer(request, InputStream.nullInputStream());
        };
        try (FeignTransport transport = using(client)) {
            while (calls.get() < 64) {
                failure(transport, HASTY);
            }
            TransportException failure = failure(transport, PATIENT);
            assertThat(failure.mayHaveBeenSent()).isFalse();
            assertThat(failure).hasMessageContaining("64 calls hang beyond their limits");
            assertThat(calls).hasValue(64);

            end.countDown();

            while (failure(transport, PATIENT) != null) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void answersThatHangWhenTheyAreClosedAreCountedToo() {
        AtomicInteger closing = new AtomicInteger();
        Client client = (request, options) -> answer(request, closedBy(() -> {
            closing.incrementAndGet();
            awaitEnd();
        }));
        try (FeignTransport transport = using(client)) {
            for (int i = 0; i < 1_000 && closing.get() < 64; i++) {
                failure(transport, PATIENT);
            }
            assertThat(failure(transport, PATIENT)).hasMessageContaining("64 calls hang beyond their limits");

            end.countDown();

            while (failure(transport, PATIENT) != null) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void closingTheTransportInterruptsTheClosingOfAnswersAndOfThoseThatComeLater() throws InterruptedException {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(2);
        Client client = (request, options) -> answer(request, closedBy(() -> {
            closing.countDown();
            try {
                end.await();
            } catch (InterruptedException stop) {
                interrupted.countDown();
            }
        }));
        FeignTransport transport = using(client);
        TransportResponse later = transport.execute(get(PATIENT));
        transport.execute(get(PATIENT)).close();
        closing.await();

        transport.close();
        later.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatStandsAroundTheClientStaysOnTheThreadOfTheCaller() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Feign.Builder builder = Feign.builder()
                .requestInterceptor(template -> threads.add(Thread.currentThread()))
                .responseInterceptor((context, chain) -> {
                    threads.add(Thread.currentThread());
                    return chain.next(context);
                })
                .addCapability(new Around(client -> (request, options) -> {
                    threads.add(Thread.currentThread());
                    return client.execute(request, options);
                }))
                .client((request, options) -> answer(request, InputStream.nullInputStream()));
        try (FeignTransport transport = FeignTransport.using(builder)) {
            transport.execute(get(PATIENT)).close();
        }
        assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
    }

    @Test
    void aCapabilityThatRepeatsARequestSendsItOnce() {
        AtomicInteger calls = new AtomicInteger();
        Feign.Builder builder = Feign.builder()
                .addCapability(new Around(client -> (request, options) -> {
                    try {
                        return client.execute(request, options);
                    } catch (IOException again) {
                        return client.execute(request, options);
                    }
                }))
                .client((request, options) -> {
                    calls.incrementAndGet();
                    throw new SocketException("Connection reset");
                });
        try (FeignTransport transport = FeignTransport.using(builder)) {
            TransportException failure = failure(transport, PATIENT);
            assertThat(failure.mayHaveBeenSent()).isTrue();
            assertThat(failure).hasMessageContaining("sends the request again");
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCapabilityThatMakesRequestsOfItsOwnIsTold() {
        Feign.Builder builder = Feign.builder()
                .addCapability(new Around(client -> (request, options) -> client.execute(
                        Request.create(request.httpMethod(), request.url(), Map.of(), null, null, null), options)));
        try (FeignTransport transport = FeignTransport.using(builder)) {
            assertThat(failure(transport, PATIENT)).hasMessageContaining("without its RequestTemplate");
        }
    }

    @Test
    void aBodyThatTheClientHasDecodedIsRefusedAndItsStatusCounts() throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write("text".getBytes(StandardCharsets.UTF_8));
        }
        InputStream asFeignDoes = new GZIPInputStream(new ByteArrayInputStream(coded.toByteArray()));
        InputStream asHttpClientDoes = new LazyDecompressingInputStream();
        for (InputStream decoded : List.of(asFeignDoes, asHttpClientDoes)) {
            try (FeignTransport transport = using(new Decoding(decoded));
                    TransportResponse response = transport.execute(get(PATIENT))) {
                assertThat(response.status()).isEqualTo(200);
                assertThatThrownBy(() -> response.body().read())
                        .isInstanceOf(ZipException.class)
                        .hasMessageContaining("by the builder's Client, " + Decoding.class.getName())
                        .hasMessageContaining("InputStream")
                        .hasMessageContaining("Switch that off");
            }
        }
    }

    @Test
    void aShortAnswerThatHasComeIsReadWhereTheClientWorks() throws IOException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        InputStream body = new ByteArrayInputStream(bytes("hello")) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                threads.add(Thread.currentThread());
                return super.read(buffer, offset, length);
            }
        };
        Client client = (request, options) -> {
            threads.add(Thread.currentThread());
            return ofLength(5, answer(request, body));
        };
        try (FeignTransport transport = using(client);
                TransportResponse response = transport.execute(get(PATIENT))) {
            int read = threads.size();
            assertThat(response.body().readAllBytes()).isEqualTo(bytes("hello"));
            assertThat(threads).hasSize(read).containsOnly(threads.get(0));
        }
    }

    @Test
    void aShortAnswerThatIsNotWhatItAnnouncesFailsAsAnyOther() throws IOException {
        InputStream breaking = new ByteArrayInputStream(bytes("hel")) {
            @Override
            public int available() {
                return 5;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    throw new IllegalStateException("secret");
                }
                return count;
            }
        };
        try (FeignTransport transport = using((request, options) -> ofLength(5, answer(request, breaking)));
                TransportResponse response = transport.execute(get(PATIENT))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body().readNBytes(3)).isEqualTo(bytes("hel"));
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("secret");
        }
        Client longer = (request, options) -> ofLength(2, answer(request, new ByteArrayInputStream(bytes("hello"))));
        try (FeignTransport transport = using(longer);
                TransportResponse response = transport.execute(get(PATIENT))) {
            assertThat(response.body().readAllBytes()).isEqualTo(bytes("hello")); // whose length is checked above
        }
    }

    @Test
    void anAnswerThatNobodyGetsIsClosed() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(3);
        InputStream body = closedBy(closed::countDown);
        Response.Body unreadable = new UnreadableBody(closed);
        Client client = (request, options) -> answer(request, body);
        List<Feign.Builder> builders = List.of(
                Feign.builder().client(client).responseInterceptor((context, chain) -> {
                    throw new IllegalStateException("the user's");
                }),
                Feign.builder()
                        .addCapability(new Around(inner -> (request, options) -> {
                            inner.execute(request, options);
                            throw new IllegalStateException("the user's");
                        }))
                        .client(client),
                Feign.builder()
                        .client((request, options) -> answer(request, body).toBuilder()
                                .body(unreadable)
                                .build()));
        for (Feign.Builder builder : builders) {
            try (FeignTransport transport = FeignTransport.using(builder)) {
                assertThat(failure(transport, PATIENT).mayHaveBeenSent()).isTrue();
            }
        }
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** A body that says no more than whether it was closed. */
    private record UnreadableBody(CountDownLatch closed) implements Response.Body {
        @Override
        public Integer length() {
            return null;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public InputStream asInputStream() throws IOException {
            throw new IOException("no stream");
        }

        @Override
        public Reader asReader(Charset charset) throws IOException {
            throw new IOException("no stream");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    /** A client that decodes. */
    private record Decoding(InputStream body) implements Client {
        @Override
        public Response execute(Request request, Request.Options options) {
            return answer(request, body).toBuilder()
                    .headers(Map.of("Transfer-Encoding", List.of("chunked")))
                    .build();
        }
    }

    private static final class LazyDecompressingInputStream extends ByteArrayInputStream {
        LazyDecompressingInputStream() {
            super(new byte[1]);
        }
    }

    @Test
    void anInterimAnswerIsNotTheAnswer() {
        Client client = (request, options) -> answer(request, InputStream.nullInputStream()).toBuilder()
                .status(103)
                .build();
        try (FeignTransport transport = using(client)) {
            assertThatThrownBy(() -> transport.execute(get(PATIENT)))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            failure -> assertThat(failure.mayHaveBeenSent()).isTrue());
        }
    }

    /** A capability that wraps the client; public, because Feign calls it by reflection. */
    public static final class Around implements Capability {
        private final Wrap wrap;

        Around(Wrap wrap) {
            this.wrap = wrap;
        }

        @Override
        public Client enrich(Client client) {
            return wrap.around(client);
        }
    }

    /** Puts a client around another. */
    @FunctionalInterface
    interface Wrap {
        Client around(Client client);
    }

    private void awaitEnd() {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                // as a read from a socket does
            }
        }
    }

    private static InputStream closedBy(Runnable close) {
        return new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                close.run();
            }
        };
    }

    private static FeignTransport using(Client client) {
        return FeignTransport.using(Feign.builder().client(client));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Response ofLength(int length, Response answer) throws IOException {
        return answer.toBuilder()
                .headers(Map.of("Content-Length", List.of(String.valueOf(length))))
                .body(answer.body().asInputStream(), length)
                .build();
    }

    private static Response answer(Request request, InputStream body) {
        return Response.builder().request(request).status(200).body(body, null).build();
    }

    private static TransportException failure(FeignTransport transport, Duration limit) {
        return catchThrowableOfType(
                TransportException.class, () -> transport.execute(get(limit)).close());
    }

    private static TransportRequest get(Duration limit) {
        return TransportRequest.withoutBody(Method.GET, URI.create("http://x.test/2/0/x"), Map.of(), limit);
    }
}
