package io.github.anaplan4j.transport.feign;

import feign.Response;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/** Turns Feign's responses into those of the {@link io.github.anaplan4j.spi.HttpTransport}. */
final class FeignResponses {
    private FeignResponses() {}

    static TransportResponse of(TransportCalls.Call call, Response response) throws IOException {
        if (response.status() < 200) { // Feign's default client takes these for the answer, and the real one for a body
            response.close();
            throw new ProtocolException("the client cannot pass over an interim answer, here " + response.status());
        }
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers());
        InputStream body = InputStream.nullInputStream();
        if (response.body() != null) {
            body = response.body().asInputStream();
            if (body instanceof InflaterInputStream) {
                // The client has decoded it, and kept the headers.
                headers.remove("Content-Encoding");
                headers.remove("Content-Length");
            }
            body = checked(response.status(), headers, body);
        }
        return call.answered(response.status(), headers, body, response);
    }

    // Two statuses have no body, whatever length they announce.
    private static InputStream checked(int status, Map<String, Collection<String>> headers, InputStream body) {
        List<String> transfer = new ArrayList<>(headers.getOrDefault("Transfer-Encoding", List.of()));
        if (status == 204 || status == 304 || transfer.stream().anyMatch("chunked"::equalsIgnoreCase)) {
            return body;
        }
        return headers.getOrDefault("Content-Length", List.of()).stream()
                .findFirst()
                .filter(length -> length.matches("\\d{1,18}"))
                .<InputStream>map(length -> new WholeBodyStream(body, Long.parseLong(length)))
                .orElse(body);
    }
}
