package io.github.anaplan4j.internal.protocol;

import java.util.HashMap;
import java.util.Map;

/** Makes the headers of each request of this library, to whatever service. */
final class RequestHeaders {
    static final String JSON = "application/json";

    private RequestHeaders() {}

    /** {@return headers to which more can be added} */
    static Map<String, String> of(String authorization, String accepted) {
        Map<String, String> headers = of(accepted);
        headers.put("Authorization", authorization);
        return headers;
    }

    /** {@return headers without a proof of who is asking, to which more can be added} */
    static Map<String, String> of(String accepted) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", accepted);
        headers.put("Accept-Encoding", "identity"); // or any coding would be welcome
        headers.put("User-Agent", "anaplan4j");
        return headers;
    }
}
