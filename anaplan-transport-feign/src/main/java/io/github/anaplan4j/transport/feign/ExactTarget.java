package io.github.anaplan4j.transport.feign;

import feign.Request;
import feign.RequestTemplate;
import feign.Target;
import java.net.URI;
import java.util.Map;

/**
 * The target of one call. Feign's templates rearrange some queries and drop some slashes, so the URI goes out as given,
 * unless an interceptor has made another one of it.
 */
record ExactTarget(URI uri) implements Target<RawCalls> {
    @Override
    public Class<RawCalls> type() {
        return RawCalls.class;
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
