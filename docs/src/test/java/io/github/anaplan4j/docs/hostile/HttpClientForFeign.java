package io.github.anaplan4j.docs.hostile;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * HttpClient below Feign, with its headers and bodies as it brings them.
 *
 * @param client set up as a user likes
 */
record HttpClientForFeign(CloseableHttpClient client) implements Client {
    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        HttpUriRequestBase message = new HttpUriRequestBase(request.httpMethod().name(), URI.create(request.url()));
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> message.addHeader(name, value));
            }
        });
        if (request.body() != null) {
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        ClassicHttpResponse response = client.executeOpen(null, message, null);
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        InputStream body = response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent();
        return Response.builder()
                .request(request)
                .status(response.getCode())
                .headers(headers)
                .body(body, null)
                .build();
    }
}
