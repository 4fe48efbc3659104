package io.github.anaplan4j.transport.feign;

import feign.Response;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Turns Feign's responses into those of the {@link io.github.anaplan4j.transport.HttpTransport}. */
final class FeignResponses {
    private FeignResponses() {}

    static TransportResponse of(Response response) throws IOException {
        InputStream body = InputStream.nullInputStream();
        if (response.body() != null) {
            body = checked(response, response.body().asInputStream());
        }
        return new TransportResponse(response.status(), response.headers(), body, response);
    }

    // Two statuses have no body, whatever length they announce. The announced length of an encoded body is another one.
    private static InputStream checked(Response response, InputStream body) {
        Map<String, Collection<String>> headers = response.headers();
        boolean incomparable = response.status() == 204
                || response.status() == 304
                || headers.containsKey("Content-Encoding")
                || headers.containsKey("Transfer-Encoding");
        if (incomparable) {
            return body;
        }
        return headers.getOrDefault("Content-Length", List.of()).stream()
                .findFirst()
                .filter(length -> length.matches("\\d{1,18}"))
                .<InputStream>map(length -> new WholeBodyStream(body, Long.parseLong(length)))
                .orElse(body);
    }
}
