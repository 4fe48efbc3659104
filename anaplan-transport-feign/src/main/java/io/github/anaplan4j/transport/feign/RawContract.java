package io.github.anaplan4j.transport.feign;

import feign.DeclarativeContract;
import feign.HeaderMap;
import feign.Request;
import feign.RequestLine;

/** Reads the annotations of {@link RawCalls}, whatever contract the user's builder has for his own interfaces. */
final class RawContract extends DeclarativeContract {
    RawContract() {
        registerMethodAnnotation(
                RequestLine.class, (line, call) -> call.template().method(Request.HttpMethod.valueOf(line.value())));
        registerParameterAnnotation(HeaderMap.class, (map, call, index) -> call.headerMapIndex(index));
    }
}
