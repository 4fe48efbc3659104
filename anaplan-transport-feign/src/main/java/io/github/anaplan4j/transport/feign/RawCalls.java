package io.github.anaplan4j.transport.feign;

import feign.HeaderMap;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.net.URI;
import java.util.Map;

/** All that Feign is asked to do: one method for each of HTTP's, bytes out and the undecoded answer back. */
interface RawCalls {
    @RequestLine("GET")
    Response get(URI uri, @HeaderMap Map<String, String> headers, Request.Options options);

    @RequestLine("POST")
    Response post(URI uri, @HeaderMap Map<String, String> headers, byte[] body, Request.Options options);

    @RequestLine("PUT")
    Response put(URI uri, @HeaderMap Map<String, String> headers, byte[] body, Request.Options options);

    @RequestLine("DELETE")
    Response delete(URI uri, @HeaderMap Map<String, String> headers, byte[] body, Request.Options options);
}
