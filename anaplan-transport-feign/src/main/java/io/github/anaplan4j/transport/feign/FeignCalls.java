package io.github.anaplan4j.transport.feign;

import feign.HeaderMap;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.net.URI;
import java.util.Map;

/**
 * Declares the calls that Feign is asked to make.
 *
 * <p>There is one method for each HTTP method. It takes bytes and returns the response undecoded.
 */
interface FeignCalls {
    @RequestLine("GET")
    Response get(URI uri, @HeaderMap Map<String, String> headers, Request.Options options);

    @RequestLine("POST")
    Response post(URI uri, @HeaderMap Map<String, String> headers, byte[] body, Request.Options options);

    @RequestLine("PUT")
    Response put(URI uri, @HeaderMap Map<String, String> headers, byte[] body, Request.Options options);

    @RequestLine("DELETE")
    Response delete(URI uri, @HeaderMap Map<String, String> headers, byte[] body, Request.Options options);
}
