package io.github.anaplan4j.transport.feign;

import feign.RequestTemplate;
import feign.codec.Encoder;
import io.github.anaplan4j.spi.TransportRequest;
import java.lang.reflect.Type;

/** Gives each request its own target, and passes the bytes of its body to Feign as they are. */
final class RawEncoder implements Encoder {
    @Override
    public void encode(Object body, Type type, RequestTemplate template) {
        ExactUriTarget target = (ExactUriTarget) body;
        template.feignTarget(target);
        if (target.request().method() == TransportRequest.Method.GET) {
            return;
        }
        byte[] bytes = target.request().body();
        template.body(bytes, null);
        if (bytes.length == 0) {
            // Feign announces the length of all other bodies itself. A client of the user's on HttpURLConnection
            // streams a body of announced length, even an empty one, and the JDK repeats no streamed request.
            template.header("Content-Length", "0");
        }
    }
}
