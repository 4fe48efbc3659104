package io.github.anaplan4j.docs.architecture.bad.client;

import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.transport.feign.FeignThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class ClientThatKnowsOthers {
    Feign feign;
    HttpClient httpClient;
    JsonNode json;
    FeignThatKnowsOthers adapter;
}
