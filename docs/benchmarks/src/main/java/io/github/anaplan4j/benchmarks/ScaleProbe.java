package io.github.anaplan4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import feign.Client;
import feign.DefaultClient;
import feign.Request;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import io.github.anaplan4j.watch.Decision;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Measures so many watches of one client, and the bare HTTP library beside them, in a JVM of its own. */
final class ScaleProbe {
    private static final int WORKERS = 16;
    private static final int MOST_LATENESSES = 1 << 20;

    private final String transport;
    private final int watches;
    private final String server;
    private final Duration interval;
    private final Duration window;
    private final AtomicLongArray due;
    private final AtomicInteger polls = new AtomicInteger();
    private final long[] lateness = new long[MOST_LATENESSES];

    private ScaleProbe(String transport, int watches, String url, Duration interval, Duration window) {
        this.transport = transport;
        this.watches = watches;
        this.server = url + "/2/0";
        this.interval = interval;
        this.window = window;
        this.due = new AtomicLongArray(watches);
    }

    /**
     * Measures.
     *
     * @param arguments the transport, the number of watches, the address of the server, every how many seconds
     *     each is polled, and for how many seconds to count
     * @throws Exception if it cannot
     */
    public static void main(String... arguments) throws Exception {
        new ScaleProbe(
                        arguments[0],
                        Integer.parseInt(arguments[1]),
                        arguments[2],
                        Duration.ofSeconds(Long.parseLong(arguments[3])),
                        Duration.ofSeconds(Long.parseLong(arguments[4])))
                .measure();
    }

    private void measure() throws Exception {
        int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
        // By the hash of the task and the poll, so that the polls of all are spread over the whole interval.
        WatchSettings settings = WatchSettings.defaults().withPolicy(noting());
        double rate = watches / (double) interval.toSeconds();
        try (HttpTransport carrier = timed(carrier());
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(server)
                        .credentials(Credentials.token("T0KEN"))
                        .transport(carrier)
                        .requestsPerMinute(60 * 5_000)
                        .build()) {
            for (int i = 0; i < WORKERS; i++) { // all that a client makes once
                anaplan.task(task(-1 - i)).watch(settings.withLimit(Duration.ofMillis(1)));
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            long empty = Heap.used();
            for (int i = 0; i < watches; i++) {
                anaplan.task(task(i)).watch(settings);
            }
            LockSupport.parkNanos(interval.toNanos() * 5 / 4);
            long full = Heap.used();
            print("bytes", (full - empty) / (double) watches);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            polls.set(0);
            long cpu = cpu();
            LockSupport.parkNanos(window.toNanos());
            int made = polls.get();
            print("cpu", (cpu() - cpu) / 1_000.0 / made);
            print("threads", ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore);
            long[] sorted = Arrays.copyOf(lateness, Math.min(made, MOST_LATENESSES));
            Arrays.sort(sorted);
            print("p99", sorted[sorted.length * 99 / 100] / 1e6);
            print("polls", made);
        }
        print("bare", bare(rate));
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }

    private PollingPolicy noting() {
        PollingPolicy spread = PollingPolicy.stretching(interval.multipliedBy(4).dividedBy(5), interval, 0)
                .jittered(0.5);
        return (state, latest) -> {
            Decision decision = spread.decide(state, latest);
            int number = number(state.task().taskId());
            if (number >= 0 && decision instanceof Decision.Again again) {
                due.set(number, System.nanoTime() + again.delay().toNanos());
            }
            return decision;
        };
    }

    private static TaskRef task(int number) {
        return TaskRef.ofProcess("8a81", "75A4", "118000000007", "T" + number);
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }

    private HttpTransport carrier() {
        TransportSettings settings = TransportSettings.defaults();
        return transport.equals("feign") ? FeignTransport.create(settings) : ApacheHttpTransport.create(settings);
    }

    private HttpTransport timed(HttpTransport carrier) {
        return new HttpTransport() {
            @Override
            public TransportResponse execute(TransportRequest request) {
                long now = System.nanoTime();
                String path = request.uri().getPath();
                int number = number(path.substring(path.lastIndexOf('/') + 1));
                if (number >= 0) {
                    long planned = due.get(number);
                    int poll = polls.getAndIncrement();
                    if (planned != 0 && poll < MOST_LATENESSES) {
                        lateness[poll] = now - planned;
                    }
                }
                return carrier.execute(request);
            }

            @Override
            public void close() {
                carrier.close();
            }
        };
    }

    /** The same requests at the same rate by the library that the transport is made of, and as many threads. */
    private double bare(double perSecond) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try (Getter getter = transport.equals("feign") ? feign() : apache()) {
            repeat(workers, getter, perSecond, Duration.ofSeconds(2));
            long cpu = cpu();
            int made = repeat(workers, getter, perSecond, window);
            workers.shutdown();
            workers.awaitTermination(1, TimeUnit.MINUTES);
            return (cpu() - cpu) / 1_000.0 / made;
        }
    }

    private int repeat(ExecutorService workers, Getter getter, double perSecond, Duration during) {
        int made = 0;
        long begin = System.nanoTime();
        for (double at = 0; at < during.toNanos(); at += 1e9 / perSecond) {
            LockSupport.parkNanos(begin + (long) at - System.nanoTime());
            String url = server + "/" + task(made++ % watches);
            workers.execute(() -> {
                try {
                    getter.get(url);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
        }
        return made;
    }

    /** A request of the bare library. */
    private interface Getter extends AutoCloseable {
        String get(String url) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    private static Getter feign() {
        Client client = new DefaultClient(null, null);
        return url -> {
            Request request = Request.create(
                    Request.HttpMethod.GET,
                    url,
                    Map.of("Authorization", List.of("AnaplanAuthToken T0KEN"), "Accept", List.of("application/json")),
                    null,
                    null,
                    null);
            try (InputStream body =
                    client.execute(request, new Request.Options()).body().asInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        };
    }

    private static Getter apache() {
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(80)
                        .setMaxConnTotal(80)
                        .build())
                .build();
        return new Getter() {
            @Override
            public String get(String url) throws IOException {
                HttpGet get = new HttpGet(URI.create(url));
                get.setHeader("Authorization", "AnaplanAuthToken T0KEN");
                get.setHeader("Accept", "application/json");
                return client.execute(get, response -> EntityUtils.toString(response.getEntity()));
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
