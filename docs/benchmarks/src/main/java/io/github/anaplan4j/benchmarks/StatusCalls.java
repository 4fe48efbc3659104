package io.github.anaplan4j.benchmarks;

import feign.Client;
import feign.DefaultClient;
import feign.Feign;
import feign.HeaderMap;
import feign.RequestLine;
import feign.Response;
import feign.Retryer;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One status call, on three levels: by the HTTP library alone, by a transport on it, and by the whole library. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatusCalls {
    /** The property that keeps the client on one core, and the server on another. */
    static final String PINNED = "pinned";

    private static final TaskRef TASK = TaskRef.ofProcess(
            "8a81b09d5e8c6f27015ece3402487d33",
            "75A40874E6B64FA3AE0743278996850F",
            "118000000007",
            "A23DC3AC2DB84A3BB2A4F5B7A6B8E0F1");
    private static final String JSON = "{\"meta\":{\"schema\":\"https://api.anaplan.com/2/0/objects/task\"},"
            + "\"status\":{\"code\":200,\"message\":\"Success\"},\"task\":{\"taskId\":\"" + TASK.taskId()
            + "\",\"currentStep\":\"Importing\",\"progress\":0.42,\"creationTime\":1764237600000,"
            + "\"taskState\":\"IN_PROGRESS\"}}";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Map<String, String> HEADERS = Map.of(
            "Accept", "application/json",
            "Accept-Encoding", "identity",
            "Authorization", "AnaplanAuthToken token",
            "Cache-Control", "no-cache",
            "User-Agent", "anaplan4j");

    /** The HTTP library, and whose client of it: its default one beside the transport's own, or one of a user's. */
    @Param
    public Way way;

    private final Leaps time = new Leaps();
    private Java server;
    private Callable<byte[]> bare;
    private TransportRequest request;
    private HttpTransport transport;
    private AnaplanClient anaplan;
    private AnaplanTask task;

    /** For JMH, which makes it. */
    public StatusCalls() {}

    /** What a request goes by. */
    public enum Way {
        /** Feign's default client, and the transport's own in its place. */
        FEIGN("Feign"),
        /** A user's client for Feign. */
        FEIGN_USER("Feign, a user's client") {
            @Override
            Callable<byte[]> bare(URI uri) {
                return feign(uri, usersFeignClient());
            }

            @Override
            HttpTransport transport() {
                return FeignTransport.using(Feign.builder().client(usersFeignClient()));
            }
        },
        /** The default HttpClient, and the transport's own. */
        HTTPCLIENT("HttpClient") {
            @Override
            Callable<byte[]> bare(URI uri) {
                return httpClient(uri, HttpClients.createDefault());
            }

            @Override
            HttpTransport transport() {
                return ApacheHttpTransport.create(TransportSettings.defaults());
            }
        },
        /** A user's HttpClient. */
        HTTPCLIENT_USER("HttpClient, a user's") {
            @Override
            Callable<byte[]> bare(URI uri) {
                return httpClient(uri, usersHttpClient());
            }

            @Override
            HttpTransport transport() {
                return ApacheHttpTransport.using(usersHttpClient());
            }
        };

        private final String words;

        Way(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }

        Callable<byte[]> bare(URI uri) {
            return feign(uri, new DefaultClient(null, null));
        }

        HttpTransport transport() {
            return FeignTransport.create(TransportSettings.defaults());
        }
    }

    /** What somebody who has the URI and the headers declares for Feign. */
    interface Api {
        @RequestLine("GET")
        Response get(URI uri, @HeaderMap Map<String, String> headers);
    }

    private static Callable<byte[]> feign(URI uri, Client client) {
        Api api = Feign.builder()
                .client(client)
                .retryer(Retryer.NEVER_RETRY)
                .target(Api.class, uri.resolve("/").toString());
        return () -> {
            try (Response response = api.get(uri, HEADERS)) {
                return response.body().asInputStream().readAllBytes();
            }
        };
    }

    private static Client usersFeignClient() {
        Client client = new DefaultClient(null, null);
        return client::execute; // another class, or it would be taken for the one that each builder has
    }

    private static Callable<byte[]> httpClient(URI uri, CloseableHttpClient client) {
        return () -> {
            HttpGet get = new HttpGet(uri);
            HEADERS.forEach(get::setHeader);
            return client.execute(get, response -> EntityUtils.toByteArray(response.getEntity()));
        };
    }

    private static CloseableHttpClient usersHttpClient() {
        return HttpClients.custom()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /**
     * Starts the server and makes the clients.
     *
     * @throws IOException if there is no port
     * @throws InterruptedException if it is interrupted
     */
    @Setup(Level.Trial)
    public void start() throws IOException, InterruptedException {
        server = new Java(List.of(), Java.classPath(), CannedServer.class, JSON);
        String url = server.line();
        if (Boolean.getBoolean(PINNED)) {
            Cores.first();
            Cores.second(server.pid());
        }
        URI uri = URI.create(url + "/2/0/" + TASK + "?includeProcessDetails=true");
        bare = way.bare(uri);
        request = TransportRequest.withoutBody(TransportRequest.Method.GET, uri, HEADERS, TIMEOUT);
        transport = way.transport();
        anaplan = AnaplanClient.builder()
                .apiUrl(url + "/2/0")
                .credentials(Credentials.token("token"))
                .transport(transport)
                .time(time)
                .build();
        task = anaplan.task(TASK);
    }

    /** Ends all of it. */
    @TearDown(Level.Trial)
    public void stop() {
        anaplan.close();
        transport.close();
        server.close();
    }

    /**
     * Reads the bytes of the answer with nothing of this library.
     *
     * @return the bytes
     * @throws Exception if they do not come
     */
    @Benchmark
    public byte[] bare() throws Exception {
        return bare.call();
    }

    /**
     * Reads the same bytes through the transport.
     *
     * @return the bytes
     * @throws IOException if they do not come
     */
    @Benchmark
    public byte[] transport() throws IOException {
        try (TransportResponse response = transport.execute(request)) {
            return response.body().readAllBytes();
        }
    }

    /**
     * Makes the call of a user, with the limits of this library, which have no reason to wait, and the reading of JSON.
     *
     * @return the status
     */
    @Benchmark
    public TaskStatus status() {
        time.leap();
        return task.status();
    }

    /** A time that leaps over the polling floor. */
    private static final class Leaps implements TimeSource {
        private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00Z");

        private volatile long nanos;

        void leap() {
            nanos += TimeUnit.SECONDS.toNanos(6);
        }

        @Override
        public Instant now() {
            return BEGIN.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("the library waits for " + duration);
        }

        @Override
        public Timer newTimer(String name) {
            return TimeSource.system().newTimer(name);
        }
    }
}
