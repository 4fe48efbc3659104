package io.github.anaplan4j.transport.feign;

import feign.DeclarativeContract;
import feign.HeaderMap;
import feign.Request;
import feign.RequestLine;

/**
 * Reads the annotations of {@link FeignCalls}.
 *
 * <p>It replaces the contract of the user's builder, which is meant for interfaces of the user's.
 */
final class RawContract extends DeclarativeContract {
    RawContract() {
        registerMethodAnnotation(
                RequestLine.class, (line, call) -> call.template().method(Request.HttpMethod.valueOf(line.value())));
        registerParameterAnnotation(HeaderMap.class, (map, call, index) -> call.headerMapIndex(index));
    }
}
