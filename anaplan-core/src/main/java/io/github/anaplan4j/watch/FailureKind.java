package io.github.anaplan4j.watch;

/**
 * The kinds of failures that leave a poll without a status.
 *
 * <p>None of them says anything about the task.
 */
public enum FailureKind {
    /** There was no connection to the server. */
    CONNECT,
    /** There was no complete answer in time. */
    TIMEOUT,
    /** The connection broke. */
    CONNECTION_LOST,
    /** There was a fault, an outage, a lock or a redirect of the server or of a gateway before it. */
    SERVER,
    /** The answer was not a status. */
    MALFORMED,
    /** 404: not there, not visible, or the wrong host; just after a start also: not there yet. */
    NOT_FOUND,
    /** 401 to a token that is renewed before the next poll, which tells whether that helped. */
    TOKEN_EXPIRED,
    /** 401 to a token that cannot be renewed, or a second time in a row. */
    UNAUTHORIZED,
    /** The request itself is refused; asking again cannot help. */
    REJECTED,
    /** Something else failed before an answer was there, such as a login. */
    OTHER;
}
