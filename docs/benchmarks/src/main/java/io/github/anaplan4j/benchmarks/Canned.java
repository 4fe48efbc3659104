package io.github.anaplan4j.benchmarks;

import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers that no server has given. */
final class Canned {
    private Canned() {}

    static TransportResponse json(int status, String body) {
        return new TransportResponse(
                status,
                Map.of("Content-Type", List.of("application/json")),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                () -> {});
    }
}
