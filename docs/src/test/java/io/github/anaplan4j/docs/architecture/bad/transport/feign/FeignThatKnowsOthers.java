package io.github.anaplan4j.docs.architecture.bad.transport.feign;

import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.port.InternalPortThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class FeignThatKnowsOthers {
    WatchThatKnowsOthers task;
    InternalThatKnowsOthers host;
    InternalPortThatKnowsOthers time;
    HttpClient otherLibrary;
    JsonNode json;
}
