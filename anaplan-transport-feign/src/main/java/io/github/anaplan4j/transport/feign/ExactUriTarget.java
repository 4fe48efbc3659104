package io.github.anaplan4j.transport.feign;

import feign.Request;
import feign.RequestTemplate;
import feign.Target;
import java.net.URI;
import java.util.Map;

/**
 * The target of one call, which sends the URI exactly as given.
 *
 * <p>Feign's templates reorder some queries and drop some slashes. Only a URI that an interceptor has changed goes out
 * as Feign writes it.
 *
 * @param uri the absolute URI of the call
 */
record ExactUriTarget(URI uri) implements Target<FeignCalls> {
    @Override
    public Class<FeignCalls> type() {
        return FeignCalls.class;
    }

    @Override
    public String name() {
        return "anaplan";
    }

    @Override
    public String url() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    @Override
    public Request apply(RequestTemplate template) {
        Request request = template.request();
        if (!request.url().equals(inFeignsWords())) {
            return request;
        }
        return Request.create(
                request.httpMethod(), uri.toString(), request.headers(), request.body(), request.charset(), template);
    }

    private String inFeignsWords() {
        return new RequestTemplate()
                .method(Request.HttpMethod.GET)
                .target(uri.toString())
                .resolve(Map.of())
                .url();
    }
}
