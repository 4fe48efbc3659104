package io.github.anaplan4j.transport.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A client as a user may bring one: it blocks, knows no limit of a call, and leaves its bodies to themselves. */
final class JdkClient implements Client {
    private final Map<Integer, HttpClient> clients = new ConcurrentHashMap<>();

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(Duration.ofMillis(options.readTimeoutMillis()))
                .method(
                        request.httpMethod().name(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        try {
            HttpResponse<InputStream> response =
                    client(options.connectTimeoutMillis()).send(builder.build(), BodyHandlers.ofInputStream());
            Map<String, Collection<String>> headers =
                    new LinkedHashMap<>(response.headers().map());
            return Response.builder()
                    .request(request)
                    .status(response.statusCode())
                    .headers(headers)
                    .body(response.body(), null)
                    .build();
        } catch (HttpConnectTimeoutException unreachable) {
            throw new ConnectException(unreachable.getMessage());
        } catch (HttpTimeoutException silent) {
            throw new SocketTimeoutException(silent.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private HttpClient client(int connectTimeoutMillis) {
        return clients.computeIfAbsent(
                connectTimeoutMillis,
                millis -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(ProxySelector.of(null))
                        .connectTimeout(Duration.ofMillis(millis))
                        .build());
    }
}
