package io.github.anaplan4j.docs.architecture.bad.docs;

import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.protocol.ProtocolThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class ExampleThatKnowsOthers {
    ProtocolThatKnowsOthers protocol;
    Feign feign;
    HttpClient httpClient;
    JsonNode json;
}
