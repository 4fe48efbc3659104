package io.github.anaplan4j.watch;

/** Why a poll brought no status. None of these says anything about the task. */
public enum FailureKind {
    /** No connection to the server. */
    CONNECT,
    /** No complete answer in time. */
    TIMEOUT,
    /** The connection broke. */
    CONNECTION_LOST,
    /** A fault, an outage, a lock or a redirect of the server or of a gateway before it. */
    SERVER,
    /** An answer that is no status. */
    MALFORMED,
    /** 404: not there, not visible, or the wrong host; just after a start also: not there yet. */
    NOT_FOUND,
    /** 401 to a token that has been renewed meanwhile; the next poll tells whether that helped. */
    TOKEN_EXPIRED,
    /** 401 to a token that cannot be renewed, or a second time in a row. */
    UNAUTHORIZED,
    /** The request itself is refused; asking again cannot help. */
    REJECTED,
    /** Something else failed before an answer was there, such as a login. */
    OTHER;
}
