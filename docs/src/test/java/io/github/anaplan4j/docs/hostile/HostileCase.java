package io.github.anaplan4j.docs.hostile;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.time.FastTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One fault, done to one operation of one client.
 *
 * @param fault the fault
 * @param operation what the client does
 * @param client over which transport
 * @param always whether the fault is done to each request of its kind, and not to the first alone
 */
record HostileCase(Fault fault, Operation operation, HostileClient client, boolean always) implements Case {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    // Four attempts, or a watch of an hour, are two seconds in all; a start makes lists before and after as well.
    private static final long DEADLINE_MILLIS = 4_000;
    private static final long START_MILLIS = 8_000;
    private static final long GOOD_MILLIS = 40_000;
    private static final double TIMES_AS_FAST = 2_000;
    private static final byte[] OLD = "old\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WHOLE = Answer.joined(TinyAnaplan.FIRST, TinyAnaplan.LAST);
    private static final byte[] SOURCE = "Code,Name\n".repeat(50).getBytes(StandardCharsets.UTF_8);

    @Override
    public String faults() {
        return fault.name();
    }

    @Override
    public String name() {
        return fault.name() + "/" + operation + "/" + client + "/" + (always ? "always" : "once");
    }

    @Override
    public List<String> violations(Path directory) throws IOException {
        FastTime time = FastTime.times(TIMES_AS_FAST);
        TinyAnaplan anaplan = new TinyAnaplan(time, fault.hidesRuns());
        Path target = Files.write(directory.resolve("target"), OLD);
        Duration timeout = waitsForNothing() ? Duration.ofMillis(GOOD_MILLIS) : TIMEOUT;
        List<String> violations = new ArrayList<>();
        try (HostileServer server =
                        new HostileServer(anaplan, new Trouble(operation, fault, always ? Integer.MAX_VALUE : 1));
                HostileClient.Opened transport = client.open(Identities.CLIENT);
                AnaplanClient api = transport.api(server.url(), timeout, time)) {
            FutureTask<Object> call = new FutureTask<>(() -> perform(api.model("8a81", "75A4"), api, target));
            Thread thread = new Thread(call, "hostile-case");
            thread.setDaemon(true);
            thread.start();
            Object result = null;
            Throwable failure = null;
            try {
                result = call.get(deadlineMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException thrown) {
                failure = thrown.getCause();
            } catch (TimeoutException hanging) {
                violations.add("hangs");
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            if (failure != null && !(failure instanceof AnaplanException)) {
                violations.add("throws " + failure);
            }
            if (failure != null && isGood()) {
                violations.add("fails though nothing is wrong: " + failure);
            }
            if (server.strayed() > 0) {
                violations.add("followed a redirect");
            }
            if (result != null && isNoAnswer()) {
                violations.add("took for an answer what is none: " + result);
            }
            boolean isOver = violations.isEmpty() || failure != null;
            if (isRefusedAtOnce() && isOver && !client.isOfAUser()) {
                checkRefusal(result, failure, violations);
            }
            if (operation.isStart()) {
                checkStart(server, anaplan, result, failure, isOver, violations);
            } else if (operation == Operation.STATUS || operation == Operation.WATCH) {
                checkStatus(result, failure, violations);
            } else if (operation.isDownload()) {
                checkFile(target, result, failure, isOver, violations);
            } else if (operation == Operation.LIST
                    && result != null
                    && !fault.name().startsWith("list-")
                    && !List.of("T0").containsAll((List<?>) result)) {
                violations.add("listed " + result);
            } else if (isUpload() && isOver && failure == null && !Arrays.equals(anaplan.uploaded(), SOURCE)) {
                violations.add("told as uploaded, and it is not");
            } else if (operation == Operation.CANCEL && isOver && failure == null && !anaplan.isCancelled()) {
                violations.add("told as cancelled, and it is not");
            }
        }
        return violations;
    }

    /** {@return whether it costs next to no time, because nothing in it waits for a timeout} */
    boolean isQuick() {
        return isRefusedAtOnce()
                || fault.name()
                        .matches("(status|page|retry-after|list|another-task|part|error-typed|page-typed|ignored)-.*");
    }

    private long deadlineMillis() {
        if (waitsForNothing()) {
            return GOOD_MILLIS;
        }
        return operation.isStart() ? START_MILLIS : DEADLINE_MILLIS;
    }

    private boolean isRefusedAtOnce() {
        return fault.precedesTheRequest() && waitsForNothing();
    }

    // There what a slow machine does to the other requests would be taken for the fault's doing; so they have time.
    private boolean waitsForNothing() {
        boolean endsAHandshake = fault.isSecure()
                && fault.read() == Fault.Read.NOTHING
                && !fault.name().matches("tls-(STALL-.*|drip-.*|warnings-without-end)");
        return isGood() || isRefusal() || endsAHandshake;
    }

    // What is told of a refused start hangs on two lists.
    private boolean isRefusal() {
        return fault.name().matches("(processed|hidden)-status-4\\d\\d");
    }

    private boolean isGood() {
        return fault.name().matches("(tls-)?" + Faults.NONE + "(-.*)?|chunked-good");
    }

    // A watch may ask again, and be told better.
    private boolean isNoAnswer() {
        boolean isAskedOnce = operation == Operation.STATUS || operation == Operation.LIST || operation.isDownload();
        return (isAskedOnce || operation == Operation.WATCH && always)
                && fault.name().matches("status-2\\d\\d(-of-a-part)?|list-.*|part-.*");
    }

    private boolean isUpload() {
        return operation == Operation.UPLOAD || operation == Operation.ANNOUNCEMENT;
    }

    private Object perform(AnaplanModel model, AnaplanClient api, Path target) throws IOException {
        TaskRef task = model.process("1").ref().task("T0");
        return switch (operation) {
            case START, START_LIST -> model.process("1").start().ref().taskId();
            case STATUS -> api.task(task).status();
            // A day is longer than GOOD_MILLIS: such a watch must end by itself.
            case WATCH -> api.task(task).await(waitsForNothing() ? Duration.ofDays(1) : Duration.ofHours(1));
            case LIST ->
                model.process("1").tasks().stream()
                        .map(listed -> listed.task().taskId())
                        .toList();
            case CANCEL -> {
                api.task(task).cancel();
                yield "cancelled";
            }
            case CHUNK_LIST, FIRST_CHUNK, LAST_CHUNK -> model.file("113").saveTo(target);
            case ANNOUNCEMENT, UPLOAD -> model.file("113").upload(new ByteArrayInputStream(SOURCE));
        };
    }

    // What surely was not sent is sent again, and if that is in vain, the cause and the cure are told.
    private void checkRefusal(Object result, Throwable failure, List<String> violations) {
        Throwable told = failure;
        while (told != null && !(told instanceof TransportException)) {
            told = told.getCause();
        }
        if (!always && operation == Operation.START && result == null) {
            violations.add("given up after one refusal: " + failure);
        }
        if (always
                && failure != null
                && !(told instanceof TransportException refused
                        && refused.kind() == TransportException.Kind.CONNECT
                        && !refused.mayHaveBeenSent()
                        && refused.getCause() != null
                        && refused.getMessage().matches("(?s).* was not sent: .*Check .*"))) {
            violations.add("told as " + failure);
        }
    }

    // Each POST but the last must have been refused in one of the ways that say that nothing was done.
    private void checkStart(
            HostileServer server,
            TinyAnaplan anaplan,
            Object result,
            Throwable failure,
            boolean isOver,
            List<String> violations) {
        // A reset may be noticed before the first byte is written, which is proof enough too.
        boolean mayRepeat = fault.name().matches("(status-(401|429)|retry-after-.*-429|RESET-before-reading)");
        if (server.starts() > 1 && !(operation == Operation.START && mayRepeat)
                || anaplan.runs().size() > 1) {
            violations.add(server.starts() + " POSTs, " + anaplan.runs().size() + " runs");
        }
        if (result != null && !anaplan.runs().contains(result)) {
            violations.add("told as started: " + result + ", but there are " + anaplan.runs());
        }
        if (isOver
                && result == null
                && !(failure instanceof StartUncertainException)
                && !anaplan.runs().isEmpty()) {
            violations.add("told as not started, but there is " + anaplan.runs() + ": " + failure);
        }
    }

    private static void checkStatus(Object result, Throwable failure, List<String> violations) {
        if (failure instanceof WatchGivenUpException || result == null) {
            return;
        }
        String state = result instanceof TaskOutcome outcome
                ? outcome.getClass().getSimpleName() + outcome.status().taskId()
                : result.toString();
        boolean isTrue = result instanceof TaskOutcome
                ? result instanceof TaskOutcome.Succeeded
                : !state.contains("X7") && !state.contains("CANCELLED");
        if (!isTrue) {
            violations.add("told as " + result);
        }
    }

    private static void checkFile(
            Path target, Object result, Throwable failure, boolean isOver, List<String> violations) throws IOException {
        byte[] content = Files.readAllBytes(target);
        if (!Arrays.equals(content, OLD) && !Arrays.equals(content, WHOLE)) {
            violations.add("under the final name are " + content.length + " bytes that are neither file");
        }
        if (isOver && failure == null && !Arrays.equals(content, WHOLE)) {
            violations.add("told as " + result + " bytes, and the file is not the new one");
        }
        if (isOver && failure != null && !Arrays.equals(content, OLD)) {
            violations.add("told as failed, and the old file is gone");
        }
        try (Stream<Path> files = Files.list(target.getParent())) {
            if (isOver && files.count() > 1) {
                violations.add("left something beside the file");
            }
        }
    }
}
