package io.github.anaplan4j.auth;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The format of the random bytes that a login with a certificate signs.
 *
 * <p>Anaplan announced the second version for June 2026 and went on accepting the first one for a while. The unit in
 * which it wants the time is not documented; its example has seconds.
 */
public enum NonceFormat {
    /** Random bytes alone. */
    V1 {
        @Override
        void putTime(ByteBuffer nonce, Instant now) {}
    },
    /** The time in seconds, then random bytes. */
    V2_SECONDS {
        @Override
        void putTime(ByteBuffer nonce, Instant now) {
            nonce.putLong(now.getEpochSecond());
        }
    },
    /** The time in milliseconds, then random bytes. */
    V2_MILLISECONDS {
        @Override
        void putTime(ByteBuffer nonce, Instant now) {
            nonce.putLong(now.toEpochMilli());
        }
    };

    /** Writes the time, as the format has it, to the beginning of the nonce. */
    abstract void putTime(ByteBuffer nonce, Instant now);
}
