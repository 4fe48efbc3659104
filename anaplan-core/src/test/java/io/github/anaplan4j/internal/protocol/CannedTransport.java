package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A transport without a network: gives one answer to everything and keeps the requests. */
final class CannedTransport implements HttpTransport {
    final List<TransportRequest> requests = new ArrayList<>();
    boolean responseClosed;

    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;

    CannedTransport(int status, Map<String, List<String>> headers, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static CannedTransport answering(int status, String body) {
        return new CannedTransport(status, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public TransportResponse execute(TransportRequest request) {
        requests.add(request);
        return new TransportResponse(status, headers, body, () -> responseClosed = true);
    }

    @Override
    public void close() {}
}
