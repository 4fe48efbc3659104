package io.github.anaplan4j.docs.hostile;

/** What the client does, and at which of its requests the server misbehaves. */
public enum Operation {
    /** A start, at its POST. */
    START("POST", "/tasks", 2),
    /** A start, at the lists that it reads before the POST and after one in doubt. */
    START_LIST("GET", "/tasks", 1),
    /** A single question for the status. */
    STATUS("GET", "/tasks/T0", 1),
    /** A watch, at its polls. */
    WATCH("GET", "/tasks/T0", 1),
    /** The list of the tasks. */
    LIST("GET", "/tasks", 1),
    /** A cancel. */
    CANCEL("DELETE", "/tasks/T0", 1),
    /** A download, at its list of chunks. */
    CHUNK_LIST("GET", "/chunks", 1),
    /** A download, at the first of its two chunks. */
    FIRST_CHUNK("GET", "/chunks/0", 2),
    /** A download, at the last of its two chunks. */
    LAST_CHUNK("GET", "/chunks/1", 3),
    /** An upload, at its announcement. */
    ANNOUNCEMENT("POST", "/files/113", 1),
    /** An upload, at its chunk. */
    UPLOAD("PUT", "/chunks/0", 2);

    private final String method;
    private final String end;
    private final int connection;

    Operation(String method, String end, int connection) {
        this.method = method;
        this.end = end;
        this.connection = connection;
    }

    boolean isFaulty(Request request) {
        return request.is(method, end);
    }

    /** {@return which connection carries the request, if each has one of its own; counted from 1 on} */
    int connection() {
        return connection;
    }

    boolean isDownload() {
        return this == CHUNK_LIST || this == FIRST_CHUNK || this == LAST_CHUNK;
    }

    boolean isStart() {
        return this == START || this == START_LIST;
    }
}
