package io.github.anaplan4j.protocol;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transport.TransportRequest;
import io.github.anaplan4j.transport.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads the body of one answer into memory, within a bound in bytes and, against a server that drips, within the request's
 * timeout as a whole, counted from the making of this reader. Its time is real even where the client's is virtual, for so is
 * the network.
 */
final class BodyReader {
    private final TransportRequest request;
    private final TimeSource time;
    private final long start;

    BodyReader(TransportRequest request) {
        this(request, TimeSource.system());
    }

    BodyReader(TransportRequest request, TimeSource time) {
        this.request = request;
        this.time = time;
        this.start = time.nanoTime();
    }

    /** @return the body, cut off after {@code limit} + 1 bytes: one more than allowed tells that there was too much */
    byte[] read(TransportResponse response, int limit) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            InputStream in = response.body();
            while (body.size() <= limit) {
                int count = in.read(buffer, 0, Math.min(buffer.length, limit + 1 - body.size()));
                if (count < 0) {
                    break;
                }
                body.write(buffer, 0, count);
                if (Duration.ofNanos(time.nanoTime() - start).compareTo(request.timeout()) > 0) {
                    throw TransportException.timedOut(
                            request.toString(), "the body was still arriving after " + request.timeout(), null);
                }
            }
            return body.toByteArray();
        } catch (IOException broken) {
            throw TransportException.from(request.toString(), broken);
        }
    }
}
