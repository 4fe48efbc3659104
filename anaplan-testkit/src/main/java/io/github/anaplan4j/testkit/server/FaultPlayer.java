package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.http.ReceivedRequest;
import io.github.anaplan4j.testkit.http.ServerConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Answers one request, properly or by acting a fault out on its connection. */
final class FaultPlayer {
    // The JDK's RFC_1123_DATE_TIME has days of one digit, which HTTP does not.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final FakeState state;
    private final OtherHost otherHost;
    private final ReceivedRequest received;
    private final ServerConnection connection;

    FaultPlayer(FakeState state, OtherHost otherHost, ReceivedRequest received, ServerConnection connection) {
        this.state = state;
        this.otherHost = otherHost;
        this.received = received;
        this.connection = connection;
    }

    void play(InjectedFault fault) throws IOException {
        if (fault instanceof InjectedFault.Answer answer) {
            connection.answer(answer.status(), answer.headers(), answer.body().array());
        } else if (fault instanceof InjectedFault.AfterProcessing processed) {
            answer();
            play(processed.instead());
        } else if (fault instanceof InjectedFault.NoAnswer) {
            connection.hangUp();
        } else if (fault instanceof InjectedFault.Reset) {
            connection.reset();
        } else if (fault instanceof InjectedFault.CutMidBody cut) {
            part(cut.body(), cut.sent());
            connection.hangUp();
        } else if (fault instanceof InjectedFault.Stall) {
            connection.stall();
        } else if (fault instanceof InjectedFault.StallMidBody stall) {
            part(stall.body(), stall.sent());
            connection.stall();
        } else if (fault instanceof InjectedFault.Drip drip) {
            drip(200, Map.of(), drip.body().array(), drip.pause());
        } else if (fault instanceof InjectedFault.SlowDrip drip) {
            Reply reply = answer();
            drip(reply.status(), headers(reply), reply.body(), drip.pause());
        } else if (fault instanceof InjectedFault.Spoiled spoiled) {
            spoil(spoiled.how(), answer());
        } else if (fault instanceof InjectedFault.Late late) {
            pause(late.delay());
            send(answer());
        } else if (fault instanceof InjectedFault.TokenEnds end) {
            endTokens(end.all());
            send(answer());
        } else if (fault instanceof InjectedFault.RedirectToOtherHost redirect) {
            Map<String, String> headers = Map.of("Location", otherHost.url() + received.target());
            connection.answer(redirect.status(), headers, new byte[0]);
        } else if (fault instanceof InjectedFault.LargeBody large) {
            blanks(large.bytes());
        } else {
            throw new AssertionError(fault);
        }
    }

    /** Carries the request out. */
    Reply answer() {
        return state.api().answer(state.logged(received));
    }

    void send(Reply reply) throws IOException {
        connection.answer(reply.status(), headers(reply), reply.body());
    }

    private Map<String, String> headers(Reply reply) {
        String date = HTTP_DATE.format(state.now());
        return reply.contentType().isEmpty()
                ? Map.of("Date", date)
                : Map.of("Content-Type", reply.contentType(), "Date", date);
    }

    private void endTokens(boolean all) {
        if (all) {
            state.endAllTokens();
        } else {
            state.auth().expire(state.logged(received));
        }
    }

    private void spoil(InjectedFault.Spoiling how, Reply reply) throws IOException {
        String text = reply.text();
        switch (how) {
            case CUT -> {
                OutputStream out = connection.begin(reply.status(), headers(reply), reply.body().length);
                out.write(reply.body(), 0, reply.body().length / 2);
                out.flush();
                connection.hangUp();
            }
            case TRUNCATED -> send(reply.with(text.substring(0, text.length() / 2)));
            case MALFORMED -> send(reply.with(text.stripTrailing().replaceFirst("}$", "]")));
            case DUPLICATE_MEMBER -> send(reply.with(text.replaceFirst("\\{\\s*(\"[^\"]*\")", "{$1:null,$1")));
            case WRONG_CONTENT_TYPE -> {
                Map<String, String> headers = new HashMap<>(headers(reply));
                headers.put("Content-Type", "text/html;charset=UTF-8");
                connection.answer(reply.status(), headers, reply.body());
            }
        }
    }

    private void part(Bytes body, int sent) throws IOException {
        OutputStream out = connection.begin(200, Map.of(), body.length());
        out.write(body.array(), 0, sent);
        out.flush();
    }

    private void drip(int status, Map<String, String> headers, byte[] body, Duration pause) throws IOException {
        OutputStream out = connection.begin(status, headers, body.length);
        for (byte b : body) {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException closing) {
                throw new InterruptedIOException("the fake is closing");
            }
            out.write(b);
            out.flush();
        }
    }

    private void pause(Duration duration) throws IOException {
        try {
            state.clock().sleep(duration);
        } catch (InterruptedException closing) {
            throw new InterruptedIOException("the fake is closing");
        }
    }

    private void blanks(long bytes) throws IOException {
        OutputStream out = connection.begin(200, Map.of(), bytes);
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) ' ');
        for (long left = bytes; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
        out.flush();
    }
}
