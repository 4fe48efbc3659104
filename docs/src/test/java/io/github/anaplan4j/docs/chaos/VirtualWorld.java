package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.docs.acceptance.OurThreads;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A world in virtual time, which goes the same way each time. */
final class VirtualWorld extends World {
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private static final Duration LONGEST_RUN = Duration.ofMinutes(15);
    // What is under way at the end comes to its own.
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    private final OneAtATime time = new OneAtATime();
    private final AtomicInteger openAnswers = new AtomicInteger();
    private final Server server = new TestkitServer(new ClockOfServer());
    private volatile Duration late = Duration.ZERO;

    VirtualWorld(long seed, int tasks) {
        super(seed, tasks, Duration.ofMinutes(20 + Math.floorMod(seed, 100)), LONGEST_RUN);
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
        time.in(delay, action);
    }

    @Override
    Executor executor() {
        return Runnable::run;
    }

    @Override
    Duration timeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    HttpTransport newTransport(Program program) {
        return new Loopback(URI.create(server.url()), server.stalling(), time, () -> onTheWay(program), openAnswers);
    }

    // Mostly soon, at times late, and seldom too late.
    private Duration onTheWay(Program program) {
        Duration ofTheServer = late;
        late = Duration.ZERO;
        int most = program.draw(20) == 0 ? 40_000 : 300;
        return ofTheServer.plusMillis(10 + program.draw(most));
    }

    @Override
    void pass() {
        time.advance(A_WHILE);
    }

    @Override
    void lookWhatIsLeft(List<String> left) throws InterruptedException {
        time.advance(AFTERWARDS);
        time.failures().forEach(failure -> left.add("thrown: " + failure));
        if (openAnswers.get() > 0) {
            left.add(openAnswers + " answers that nobody has closed");
        }
        left.addAll(OurThreads.thatStay());
    }

    @Override
    public void close() {
        server.close();
        time.close();
    }

    /** The server's clock, by which what the server waits for delays its answer, on the client's thread. */
    private final class ClockOfServer implements TimeSource {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public void sleep(Duration duration) {
            late = duration;
        }

        @Override
        public Timer newTimer(String name) {
            return time.newTimer(name);
        }
    }
}
