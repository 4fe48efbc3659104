package io.github.anaplan4j.transport.feign;

import feign.Request;
import feign.RequestTemplate;
import feign.Target;

/**
 * The target that Feign is built for once, and that leaves each request to {@linkplain ExactUriTarget its own}.
 *
 * <p>To build it for each call would cost more than the call.
 */
final class TargetOfEachCall implements Target<FeignCalls> {
    @Override
    public Class<FeignCalls> type() {
        return FeignCalls.class;
    }

    @Override
    public String name() {
        return ExactUriTarget.NAME;
    }

    /** {@return a name in place of a URL, for each request has another} */
    @Override
    public String url() {
        return ExactUriTarget.NAME;
    }

    @Override
    public Request apply(RequestTemplate template) {
        return template.feignTarget().apply(template);
    }
}
