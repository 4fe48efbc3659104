package io.github.anaplan4j.testkit;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.testkit.http.ReceivedRequest;
import io.github.anaplan4j.testkit.http.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** All that a fake has and remembers: given up as a whole when it is reset. Thread-safe. */
final class FakeWorld {
    // The JDK's RFC_1123_DATE_TIME has days of one digit, which HTTP does not.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    final Journal journal = new Journal();
    final FakeAuth auth = new FakeAuth();
    final FakeOAuth oauth = new FakeOAuth(auth);
    final FakeModels models = new FakeModels();
    final FakeActions actions = new FakeActions(models);
    final FakeContents contents = new FakeContents(actions);
    final PlannedMishaps mishaps = new PlannedMishaps();
    final Queue<Runnable> meanwhile = new ConcurrentLinkedQueue<>();
    private final FakeApi api =
            new FakeApi(List.of(actions.routes(), contents.routes(), new FakeTenant(models, actions).routes()));
    private final FakeApi authApi = new FakeApi(List.of(auth.routes(), oauth.routes()));
    private final TimeSource time;
    private final Instant startedAt;
    private final long startedAtNanos;

    FakeWorld(TimeSource time) {
        this.time = time;
        this.startedAt = time.now();
        this.startedAtNanos = time.nanoTime();
    }

    // A server keeps its own time: a client's wall clock that jumps is not its concern.
    Instant now() {
        return startedAt.plusNanos(time.nanoTime() - startedAtNanos);
    }

    RecordedRequest recordedNow(ReceivedRequest received) {
        return new RecordedRequest(now(), received.method(), received.target(), received.headers(), received.body());
    }

    /** @param elsewhere gives the address of another host */
    void handle(ReceivedRequest received, Wire wire, Supplier<String> elsewhere) throws IOException {
        RecordedRequest request = recordedNow(received);
        Journal.Entry entry = journal.add(request);
        Runnable action = meanwhile.poll();
        if (action != null) {
            action.run();
        }
        if (actions.takeTokenExpiry(now())) {
            endAllTokens();
        }
        MishapPlayer player = new MishapPlayer(new Server(received, elsewhere), wire);
        Optional<Mishap> mishap = mishaps.of(request).or(() -> actions.trouble(now()));
        if (mishap.isPresent()) {
            entry.note(mishap.get().toString());
            player.play(mishap.get());
        } else {
            Reply reply = answer(recordedNow(received));
            entry.note(Integer.toString(reply.status()));
            player.send(reply);
        }
    }

    // The route comes before the token: a wrong path must not hide behind a wrong token.
    private Reply answer(RecordedRequest request) {
        if (authApi.knows(request)) {
            return authApi.answer(request);
        }
        if (!api.knows(request)) {
            journal.addUnscripted(request);
            return Reply.error(501, "The fake has no answer to " + request.method() + " " + request.path(), request);
        }
        if (!auth.lets(request)) {
            return Reply.error(401, "Token is invalid or has expired", request);
        }
        return api.answer(request);
    }

    private void endAllTokens() {
        auth.revokeAll();
        auth.replaceStandingToken();
    }

    private final class Server implements MishapPlayer.Server {
        private final ReceivedRequest received;
        private final Supplier<String> elsewhere;

        Server(ReceivedRequest received, Supplier<String> elsewhere) {
            this.received = received;
            this.elsewhere = elsewhere;
        }

        @Override
        public Reply answer() {
            return FakeWorld.this.answer(recordedNow(received));
        }

        @Override
        public Map<String, String> headers(Reply reply) {
            return Map.of("Content-Type", reply.contentType(), "Date", HTTP_DATE.format(now()));
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            time.sleep(duration);
        }

        @Override
        public void endTokens(boolean all) {
            if (all) {
                endAllTokens();
            } else {
                auth.expire(recordedNow(received));
            }
        }

        @Override
        public String elsewhere() {
            return elsewhere.get() + received.target();
        }
    }
}
