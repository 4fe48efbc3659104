package io.github.anaplan4j.testkit.http;

import java.util.List;
import java.util.Map;

/**
 * A request as it came off the wire.
 *
 * @param method the method
 * @param target path and query, undecoded
 * @param headers the headers, names in any case
 * @param body the body
 */
public record ReceivedRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {
    /** {@return whether the client wants the connection closed after the answer} */
    boolean isTheLast() {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Connection"))
                .anyMatch(header -> header.getValue().stream().anyMatch("close"::equalsIgnoreCase));
    }
}
