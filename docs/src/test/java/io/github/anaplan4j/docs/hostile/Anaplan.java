package io.github.anaplan4j.docs.hostile;

import java.io.IOException;

/** What a server knows and does when nothing goes wrong. Thread-safe. */
public interface Anaplan {
    /** Notes that a request has come, whatever becomes of it. */
    void comes(Request request);

    /** Does what a request asks for, and answers it. */
    Answer answer(Request request) throws IOException;
}
