package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * Undoes the content coding of an answer.
 *
 * <p>None is asked for, but a gateway may not care. It is done here and not by the transports, so that each does the
 * same.
 */
final class ContentCoding {
    private static final Set<String> NONE = Set.of("identity", "utf-8"); // the last is a charset in the wrong place
    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate");

    private ContentCoding() {}

    /**
     * Decodes a body while it is read.
     *
     * @param request the request, for messages
     * @param response its answer
     * @param body the answer's body, as it arrives
     * @return the body without its coding; the same stream if it has none
     * @throws MalformedResponseException if the coding is not known here
     */
    static InputStream decoded(TransportRequest request, TransportResponse response, InputStream body) {
        List<String> codings = ListHeader.of(response, "Content-Encoding");
        codings.removeIf(NONE::contains);
        if (codings.isEmpty()) {
            return body;
        }
        String all = String.join(", ", codings);
        if (KNOWN.contains(all)) {
            return new Inflated(body, !all.equals("deflate"));
        }
        String name = all.matches("[a-z0-9, -]{1,20}") ? all : "something unknown";
        throw new MalformedResponseException(
                request.toString(), "encoded as " + name + ", though not asked to be", "", null);
    }
}
