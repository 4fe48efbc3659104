package io.github.anaplan4j.transport.feign;

import feign.Request;
import feign.RequestTemplate;
import feign.Target;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import java.net.ProtocolException;
import java.util.Map;

/**
 * The target of one call, which sends the URI exactly as given, and knows how far the call has come.
 *
 * <p>Feign's templates reorder some queries and drop some slashes. Only a URI that an interceptor has changed goes out
 * as Feign writes it.
 */
final class ExactUriTarget implements Target<FeignCalls> {
    static final String NAME = "anaplan";

    private final TransportRequest request;
    private final TransportCalls.Call call;
    private boolean handedOver;
    private boolean isWithClient;

    /**
     * Makes the target of a call that is yet to be made.
     *
     * @param request what the call sends
     * @param call the call
     */
    ExactUriTarget(TransportRequest request, TransportCalls.Call call) {
        this.request = request;
        this.call = call;
    }

    TransportRequest request() {
        return request;
    }

    TransportCalls.Call call() {
        return call;
    }

    /** {@return whether a client, or what the user has put around it, may have the request} */
    boolean isHandedOver() {
        return handedOver;
    }

    /**
     * Finds the target of a request.
     *
     * @param request what a client gets
     * @return its target
     * @throws ProtocolException if a part of the user's has put another request in its place
     */
    static ExactUriTarget of(Request request) throws ProtocolException {
        if (request.requestTemplate() != null
                && request.requestTemplate().feignTarget() instanceof ExactUriTarget target) {
            return target;
        }
        throw new ProtocolException("a part of the builder has made a request without its RequestTemplate");
    }

    /**
     * Hands the call to the client, once: a request that goes out again may start an action twice.
     *
     * @return the call
     * @throws ProtocolException at the second time
     */
    TransportCalls.Call handToClient() throws ProtocolException {
        if (isWithClient) {
            throw new ProtocolException("a part of the builder sends the request again, and it may go out only once");
        }
        isWithClient = true;
        return call;
    }

    @Override
    public Class<FeignCalls> type() {
        return FeignCalls.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String url() {
        return request.uri().getScheme() + "://" + request.uri().getRawAuthority();
    }

    // The last that Feign calls before the client.
    @Override
    public Request apply(RequestTemplate template) {
        Request written = template.request();
        handedOver = true;
        String exact = request.uri().toString();
        if (written.url().equals(exact) || !written.url().equals(inFeignsWords(exact))) {
            return written;
        }
        return Request.create(
                written.httpMethod(), exact, written.headers(), written.body(), written.charset(), template);
    }

    private static String inFeignsWords(String uri) {
        return new RequestTemplate()
                .method(Request.HttpMethod.GET)
                .target(uri)
                .resolve(Map.of())
                .url();
    }
}
