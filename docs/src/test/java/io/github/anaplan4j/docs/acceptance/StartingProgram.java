package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A program that starts an action with a ledger of files, and can be stopped at each step to be killed there. */
public final class StartingProgram {
    private StartingProgram() {}

    /** What the program does. */
    enum Job {
        START,
        START_AND_AWAIT,
        RUN;

        /** Does it, and returns the task. */
        TaskRef does(AnaplanAction action, Consumer<String> steps) {
            WatchSettings settings = WatchSettings.defaults()
                    .withPolicy(PollingPolicy.stretching(Duration.ofMillis(5), Duration.ofMillis(5), 1))
                    .withLimit(Duration.ofMinutes(1));
            if (this == RUN) {
                return action.run(StartOptions.defaults(), settings).task();
            }
            AnaplanTask task = action.start();
            steps.accept("returned");
            return this == START ? task.ref() : task.await(settings).task();
        }
    }

    /** Says that as many threads as there are want to start at this moment. */
    static final String ALL_AT_ONCE = "all at once";

    private static final String STEP = "step ";

    /** {@return the step that a line of this program tells; null if it tells none} */
    static @Nullable String stepOf(String line) {
        return line.startsWith(STEP) ? line.substring(STEP.length()) : null;
    }

    /**
     * Tells its steps and stops at one of them, or starts many times from many threads.
     *
     * @param arguments the URL, the token, a task of the action, the directory, the transport, and a job with the
     *     step to stop at, by its name or its number from one, or the numbers of threads and starts
     */
    public static void main(String[] arguments) throws Exception {
        ActionRef action = TaskRef.parse(arguments[2]).action();
        Path directory = Path.of(arguments[3]);
        EachTransport transport = EachTransport.valueOf(arguments[4]);
        boolean isMany = arguments[5].equals("MANY");
        Consumer<String> steps = isMany ? step -> {} : new Stopping(arguments[6]);
        try (AnaplanClient anaplan = client(arguments[0], arguments[1], directory, transport, steps)) {
            if (isMany) {
                startMany(action(anaplan, action), Integer.parseInt(arguments[6]), Integer.parseInt(arguments[7]));
            } else {
                Job.valueOf(arguments[5]).does(action(anaplan, action), steps);
            }
        }
    }

    /** Prints the steps, and goes no further than to one of them. */
    private static final class Stopping implements Consumer<String> {
        private final String last;
        private int number;

        Stopping(String last) {
            this.last = last;
        }

        @Override
        public synchronized void accept(String step) {
            System.out.println(STEP + step);
            number++;
            if (last.equals(step) || last.equals(String.valueOf(number))) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException never) {
                    throw new AssertionError(never);
                }
            }
        }
    }

    private static void startMany(AnaplanAction action, int threads, int starts) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger starting = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int start = 0; start < starts; start++) {
            all.add(pool.submit(() -> {
                if (starting.incrementAndGet() == threads) {
                    System.out.println(ALL_AT_ONCE);
                }
                System.out.println(startOne(action));
                starting.decrementAndGet();
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
    }

    private static String startOne(AnaplanAction action) {
        try {
            return "started " + action.start().ref();
        } catch (StartUncertainException uncertain) {
            action.settleStart();
            return "uncertain "
                    + uncertain.candidates().stream()
                            .map(candidate -> candidate.task().toString())
                            .collect(Collectors.joining(" "));
        }
    }

    static AnaplanAction action(AnaplanClient anaplan, ActionRef action) {
        return anaplan.model(action.model().workspaceId(), action.model().modelId())
                .process(action.actionId());
    }

    /** A client that tells each of its steps before and after it is done, down to the calls of the file system. */
    static AnaplanClient client(
            String url, String token, Path directory, EachTransport transport, Consumer<String> steps) {
        return AnaplanClient.builder()
                .apiUrl(url)
                .credentials(Credentials.token(token))
                .transport(new ToldTransport(transport.create(), steps))
                .startLedger(new ToldLedger(StartLedger.file(ToldFileSystem.path(directory, steps)), steps))
                .pollingFloor(Duration.ofMillis(1))
                .requestsPerMinute(1_000_000)
                .time(new ShortWaits())
                .build();
    }

    private record ToldTransport(HttpTransport transport, Consumer<String> steps) implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            String kind = request.method() == TransportRequest.Method.POST
                    ? "POST"
                    : request.uri().getPath().endsWith("/tasks") ? "list" : "poll";
            steps.accept("before " + kind);
            TransportResponse response = transport.execute(request);
            steps.accept("after " + kind);
            return response;
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    private record ToldLedger(StartLedger ledger, Consumer<String> steps) implements StartLedger {
        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
            String kind = action.actionId().contains("~") ? "seat" : "open";
            steps.accept("before " + kind);
            Optional<Slot> slot = ledger.open(action, atMost);
            steps.accept("after " + kind);
            return slot.map(opened -> new ToldSlot(opened, kind.equals("seat"), steps));
        }
    }

    private record ToldSlot(StartLedger.Slot slot, boolean isSeat, Consumer<String> steps) implements StartLedger.Slot {
        @Override
        public Optional<String> read() throws IOException {
            Optional<String> text = slot.read();
            steps.accept(isSeat ? "after look" : "after read");
            return text;
        }

        @Override
        public void write(String text) throws IOException {
            String kind = kind(text);
            steps.accept("before " + kind);
            slot.write(text);
            steps.accept("after " + kind);
        }

        private String kind(String text) {
            if (isSeat) {
                return text.contains("task=") ? "seated" : "emptied";
            }
            return text.contains("task=") ? "started" : text.contains("sentAt=") ? "intended" : "settled";
        }

        @Override
        public void close() throws IOException {
            String kind = isSeat ? "leaving" : "close";
            steps.accept("before " + kind);
            slot.close();
            steps.accept("after " + kind);
        }
    }
}
