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
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;

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

    /**
     * Stops at a step, or starts many times from many threads.
     *
     * @param arguments the URL, the token, a task of the action, the directory, and a job with its step or the numbers
     *     of threads and starts
     */
    public static void main(String[] arguments) throws Exception {
        ActionRef action = TaskRef.parse(arguments[2]).action();
        Path directory = Path.of(arguments[3]);
        if (arguments[4].equals("MANY")) {
            try (AnaplanClient anaplan = client(arguments[0], arguments[1], directory, step -> {})) {
                startMany(action(anaplan, action), Integer.parseInt(arguments[5]), Integer.parseInt(arguments[6]));
            }
            return;
        }
        String last = arguments[5];
        Consumer<String> steps = step -> stopAt(last, step);
        try (AnaplanClient anaplan = client(arguments[0], arguments[1], directory, steps)) {
            Job.valueOf(arguments[4]).does(action(anaplan, action), steps);
        }
    }

    private static void stopAt(String last, String step) {
        System.out.println(step);
        if (step.equals(last)) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        }
    }

    private static void startMany(AnaplanAction action, int threads, int starts) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int start = 0; start < starts; start++) {
            all.add(pool.submit(() -> System.out.println(startOne(action))));
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

    /** A client that tells each of its steps before and after it is done. */
    static AnaplanClient client(String url, String token, Path directory, Consumer<String> steps) {
        return AnaplanClient.builder()
                .apiUrl(url)
                .credentials(Credentials.token(token))
                .transport(new ToldTransport(ApacheHttpTransport.create(TransportSettings.defaults()), steps))
                .startLedger(new ToldLedger(StartLedger.file(directory), steps))
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
