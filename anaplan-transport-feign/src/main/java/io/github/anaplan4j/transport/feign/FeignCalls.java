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
 * <p>There is one method for each HTTP method. What Feign takes for the body is the target of the call, which has its
 * bytes; see {@link RawEncoder}. The response is returned undecoded.
 */
interface FeignCalls {
    @RequestLine("GET")
    Response get(URI uri, @HeaderMap Map<String, String> headers, ExactUriTarget target, Request.Options options);

    @RequestLine("POST")
    Response post(URI uri, @HeaderMap Map<String, String> headers, ExactUriTarget target, Request.Options options);

    @RequestLine("PUT")
    Response put(URI uri, @HeaderMap Map<String, String> headers, ExactUriTarget target, Request.Options options);

    @RequestLine("DELETE")
    Response delete(URI uri, @HeaderMap Map<String, String> headers, ExactUriTarget target, Request.Options options);
}
