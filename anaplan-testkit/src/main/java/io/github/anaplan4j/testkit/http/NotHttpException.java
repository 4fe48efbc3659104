package io.github.anaplan4j.testkit.http;

import java.io.IOException;

/** What the client sent is not HTTP/1.1, which is the client's mistake and not its leaving. */
final class NotHttpException extends IOException {
    private static final long serialVersionUID = 1;

    NotHttpException(String found) {
        super("Not HTTP/1.1: " + found);
    }
}
