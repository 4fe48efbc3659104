package io.github.anaplan4j.auth;

/**
 * The format of the random bytes that a login with a certificate signs.
 *
 * <p>Anaplan announced the second version for June 2026 and went on accepting the first one for a while. The unit in
 * which it wants the time is not documented; its example has seconds.
 */
public enum NonceFormat {
    /** Random bytes alone. */
    V1,
    /** The time in seconds, then random bytes. */
    V2_SECONDS,
    /** The time in milliseconds, then random bytes. */
    V2_MILLISECONDS
}
