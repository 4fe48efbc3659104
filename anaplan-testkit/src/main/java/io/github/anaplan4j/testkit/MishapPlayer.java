package io.github.anaplan4j.testkit;

import io.github.anaplan4j.testkit.http.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Acts the mishap of one request out on the wire. */
final class MishapPlayer {
    private final Server server;
    private final Wire wire;

    /** What the rest of the fake does for a mishap. */
    interface Server {
        /** Carries the request out. */
        Reply answer();

        /** @return the headers that go with an answer */
        Map<String, String> headers(Reply reply);

        /** Lets time pass by the fake's clock. */
        void pause(Duration duration) throws InterruptedException;

        void endTokens(boolean all);

        /** @return the address of another host */
        String elsewhere();
    }

    MishapPlayer(Server server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    void play(Mishap mishap) throws IOException {
        if (mishap instanceof Mishap.Answer answer) {
            wire.answer(answer.status(), answer.headers(), answer.body());
        } else if (mishap instanceof Mishap.Processed processed) {
            server.answer();
            play(processed.instead());
        } else if (mishap instanceof Mishap.NoAnswer) {
            wire.hangUp();
        } else if (mishap instanceof Mishap.Reset) {
            wire.reset();
        } else if (mishap instanceof Mishap.CutMidBody cut) {
            part(cut.body(), cut.sent());
            wire.hangUp();
        } else if (mishap instanceof Mishap.Stall) {
            wire.stall();
        } else if (mishap instanceof Mishap.StallMidBody stall) {
            part(stall.body(), stall.sent());
            wire.stall();
        } else if (mishap instanceof Mishap.Drip drip) {
            drip(200, Map.of(), drip.body(), Duration.ofMillis(drip.pauseMillis()));
        } else if (mishap instanceof Mishap.SlowDrip drip) {
            Reply reply = server.answer();
            drip(reply.status(), server.headers(reply), reply.body(), drip.pause());
        } else if (mishap instanceof Mishap.Spoiled spoiled) {
            spoil(spoiled.how(), server.answer());
        } else if (mishap instanceof Mishap.Late late) {
            pause(late.delay());
            send(server.answer());
        } else if (mishap instanceof Mishap.TokenEnds end) {
            server.endTokens(end.all());
            send(server.answer());
        } else if (mishap instanceof Mishap.RedirectElsewhere redirect) {
            wire.answer(redirect.status(), Map.of("Location", server.elsewhere()), new byte[0]);
        } else if (mishap instanceof Mishap.LargeBody large) {
            blanks(large.bytes());
        }
    }

    void send(Reply reply) throws IOException {
        wire.answer(reply.status(), server.headers(reply), reply.body());
    }

    private void spoil(Mishap.Spoiling how, Reply reply) throws IOException {
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        switch (how) {
            case CUT -> {
                OutputStream out = wire.begin(reply.status(), server.headers(reply), reply.body().length);
                out.write(reply.body(), 0, reply.body().length / 2);
                out.flush();
                wire.hangUp();
            }
            case TRUNCATED -> send(reply.with(text.substring(0, text.length() / 2)));
            case MALFORMED -> send(reply.with(text.stripTrailing().replaceFirst("}$", "]")));
            case DUPLICATE_MEMBER -> send(reply.with(text.replaceFirst("\\{\\s*(\"[^\"]*\")", "{$1:null,$1")));
            case WRONG_CONTENT_TYPE -> {
                Map<String, String> headers = new HashMap<>(server.headers(reply));
                headers.put("Content-Type", "text/html;charset=UTF-8");
                wire.answer(reply.status(), headers, reply.body());
            }
        }
    }

    private void part(byte[] body, int sent) throws IOException {
        OutputStream out = wire.begin(200, Map.of(), body.length);
        out.write(body, 0, sent);
        out.flush();
    }

    private void drip(int status, Map<String, String> headers, byte[] body, Duration pause) throws IOException {
        OutputStream out = wire.begin(status, headers, body.length);
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
            server.pause(duration);
        } catch (InterruptedException closing) {
            throw new InterruptedIOException("the fake is closing");
        }
    }

    private void blanks(long bytes) throws IOException {
        OutputStream out = wire.begin(200, Map.of(), bytes);
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) ' ');
        for (long left = bytes; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
        out.flush();
    }
}
