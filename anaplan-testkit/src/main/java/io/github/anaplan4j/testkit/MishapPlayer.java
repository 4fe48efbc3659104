package io.github.anaplan4j.testkit;

import io.github.anaplan4j.testkit.http.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;

/** Acts mishaps out on the wire. */
final class MishapPlayer {
    private MishapPlayer() {}

    static void play(Mishap mishap, Wire wire) throws IOException {
        if (mishap instanceof Mishap.Answer answer) {
            wire.answer(answer.status(), answer.headers(), answer.body());
        } else if (mishap instanceof Mishap.Processed processed) {
            play(processed.instead(), wire);
        } else if (mishap instanceof Mishap.NoAnswer) {
            wire.hangUp();
        } else if (mishap instanceof Mishap.Reset) {
            wire.reset();
        } else if (mishap instanceof Mishap.CutMidBody cut) {
            part(cut.body(), cut.sent(), wire);
            wire.hangUp();
        } else if (mishap instanceof Mishap.Stall) {
            wire.stall();
        } else if (mishap instanceof Mishap.StallMidBody stall) {
            part(stall.body(), stall.sent(), wire);
            wire.stall();
        } else if (mishap instanceof Mishap.Drip drip) {
            drip(drip, wire);
        } else if (mishap instanceof Mishap.LargeBody large) {
            blanks(large.bytes(), wire);
        }
    }

    private static void part(byte[] body, int sent, Wire wire) throws IOException {
        OutputStream out = wire.begin(200, Map.of(), body.length);
        out.write(body, 0, sent);
        out.flush();
    }

    private static void drip(Mishap.Drip drip, Wire wire) throws IOException {
        OutputStream out = wire.begin(200, Map.of(), drip.body().length);
        for (byte b : drip.body()) {
            try {
                Thread.sleep(drip.pauseMillis());
            } catch (InterruptedException closing) {
                throw new InterruptedIOException("the fake is closing");
            }
            out.write(b);
            out.flush();
        }
    }

    private static void blanks(long bytes, Wire wire) throws IOException {
        OutputStream out = wire.begin(200, Map.of(), bytes);
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) ' ');
        for (long left = bytes; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
        out.flush();
    }
}
