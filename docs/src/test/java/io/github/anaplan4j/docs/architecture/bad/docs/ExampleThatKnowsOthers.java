package io.github.anaplan4j.docs.architecture.bad.docs;

import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class ExampleThatKnowsOthers {
    InternalProtocolThatKnowsOthers protocol;
    Feign feign;
    HttpClient httpClient;
    JsonNode json;
}
