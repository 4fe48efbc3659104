package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.docs.acceptance.OurThreads;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.time.FastTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A world of real threads and real HTTP, whose faults come from the seed, and in which time is made faster. */
final class RealWorld extends World {
    private static final int TIMES_AS_FAST = 10;
    private static final Duration BUSY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(45);
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    // Less than half a second of real time, for which a request may hang on a busy machine.
    private static final Duration JITTER = Duration.ofSeconds(4);
    private static final String ESTABLISHED = "01";

    private final FastTime time = FastTime.times(TIMES_AS_FAST);
    private final Timer timer = time.newTimer("chaos-timer");
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "chaos");
        thread.setDaemon(true);
        return thread;
    });
    private final Function<TransportSettings, HttpTransport> transports;
    private final Server server;

    RealWorld(
            long seed,
            int tasks,
            Function<TransportSettings, HttpTransport> transports,
            Function<TimeSource, Server> servers) {
        super(seed, tasks, BUSY, LONGEST_RUN);
        this.transports = transports;
        this.server = servers.apply(time);
        evidence().jitter = JITTER;
    }

    @Override
    Server server() {
        return server;
    }

    @Override
    TimeSource time() {
        return time;
    }

    @Override
    void in(Duration delay, Runnable action) {
        timer.schedule(delay, () -> threads.execute(action));
    }

    @Override
    Executor executor() {
        return threads;
    }

    @Override
    Duration timeout() {
        return TIMEOUT;
    }

    @Override
    HttpTransport newTransport(Program program) {
        return transports.apply(TransportSettings.defaults());
    }

    @Override
    void pass() throws InterruptedException {
        time.sleep(Duration.ofSeconds(2));
    }

    @Override
    void lookWhatIsLeft(List<String> left) throws InterruptedException {
        left.addAll(OurThreads.thatStay());
        left.addAll(connections());
    }

    // As the kernel knows them; where it does not tell, nobody looks.
    private List<String> connections() {
        String port =
                String.format(Locale.ROOT, ":%04X", URI.create(server.url()).getPort());
        Path table = Path.of("/proc/net/tcp6");
        try {
            return !Files.isReadable(table)
                    ? List.of()
                    : Files.readAllLines(table).stream()
                            .map(line -> line.strip().split("\\s+"))
                            .filter(line -> line[2].endsWith(port) && line[3].equals(ESTABLISHED))
                            .map(line -> "connection from " + line[1])
                            .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    @Override
    public void close() {
        timer.close();
        threads.shutdownNow();
        server.close();
    }
}
