package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A process with one client, which may die at any moment: before or after a request, or a line of the ledger.
 *
 * <p>What a dead one goes on to do reaches nobody: neither the server nor the disk, nor does it wait.
 */
final class Program {
    /** The moments at which it may die, each with its chance in a thousand. */
    enum Step {
        WRITE(4),
        REQUEST(2);

        private final int inThousand;

        Step(int inThousand) {
            this.inThousand = inThousand;
        }
    }

    private final int number;
    private final String name;
    private final World world;
    private final SplittableRandom chance;
    private final HttpTransport wire;
    private final AnaplanClient client;
    private volatile boolean isAlive = true;

    Program(int number, World world, SplittableRandom chance) {
        this.number = number;
        this.name = "P" + number;
        this.world = world;
        this.chance = chance;
        this.wire = world.newTransport(this);
        this.client = AnaplanClient.builder()
                .apiUrl(world.server().url())
                .credentials(Credentials.renewedBy(world.server()::token))
                .transport(new Wire())
                .executor(world.executor())
                .pollTimeout(world.timeout())
                .startTimeout(world.timeout())
                .readTimeout(world.timeout())
                .transferTimeout(world.timeout())
                .startLedger(world.disk().ledgerOf(this))
                .durationHistory(world.disk().historyOf(this))
                .time(new Lifetime(world.time()))
                .build();
    }

    int number() {
        return number;
    }

    AnaplanClient client() {
        return client;
    }

    boolean isAlive() {
        return isAlive;
    }

    void checkAlive() {
        if (!isAlive) {
            throw new Died(name);
        }
    }

    void mayDie(Step step) {
        checkAlive();
        if (!world.isCalm() && draw(1_000) < step.inThousand) {
            die();
            throw new Died(name);
        }
    }

    /** Dies, without closing anything but what a kernel closes. */
    void die() {
        boolean first;
        synchronized (this) {
            first = isAlive;
            isAlive = false;
        }
        if (first) {
            wire.close();
            world.ended(this);
        }
    }

    /** Ends as it should be. Of a dead one it ends what no dead process has any more, its threads above all. */
    void close() {
        try {
            client.close();
        } catch (Died died) {
            // which it may do here, too
        }
        die();
    }

    synchronized int draw(int bound) {
        return chance.nextInt(bound);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Says who sends, and draws what goes wrong. */
    private final class Wire implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            mayDie(Step.REQUEST);
            Map<String, String> headers = new HashMap<>(request.headers());
            headers.put(Server.PROGRAM, name);
            List<String> faults =
                    world.server().faults(request.method().name(), request.uri().getRawPath());
            if (draw(1_000) < world.faultsInThousand()) {
                headers.put(Server.FAULT, faults.get(draw(faults.size())));
            }
            TransportResponse answer = wire.execute(new TransportRequest(
                    request.method(),
                    request.uri(),
                    headers,
                    request.body(),
                    request.timeout(),
                    request.callTimeout()));
            try {
                mayDie(Step.REQUEST);
            } catch (Died died) {
                answer.close();
                throw died;
            }
            return answer;
        }

        @Override
        public void close() {
            // whoever made it does
        }
    }

    /** The world's time, while the program lives. */
    private final class Lifetime implements TimeSource {
        private final TimeSource time;

        Lifetime(TimeSource time) {
            this.time = time;
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            checkAlive();
            time.sleep(duration);
            checkAlive();
        }

        @Override
        public Timer newTimer(String timerName) {
            Timer timer = time.newTimer(timerName);
            return new Timer() {
                @Override
                public Entry schedule(Duration delay, Runnable action) {
                    return timer.schedule(delay, () -> {
                        if (isAlive) {
                            action.run();
                        }
                    });
                }

                @Override
                public boolean hasOwnThread() {
                    return timer.hasOwnThread();
                }

                @Override
                public void close() {
                    timer.close();
                }
            };
        }
    }
}
