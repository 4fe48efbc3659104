package io.github.anaplan4j.protocol;

import java.util.HashMap;
import java.util.Map;

/** What every request of this library says about itself, to whatever service. */
final class RequestHeaders {
    static final String JSON = "application/json";

    private RequestHeaders() {}

    /** @return headers to which more can be added */
    static Map<String, String> of(String authorization, String accepted) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", authorization);
        headers.put("Accept", accepted);
        headers.put("User-Agent", "anaplan4j");
        return headers;
    }
}
