package io.github.anaplan4j.docs.architecture.bad.transport.httpclient;

import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.port.InternalPortThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class HttpClientThatKnowsOthers {
    WatchThatKnowsOthers task;
    InternalThatKnowsOthers host;
    InternalPortThatKnowsOthers time;
    Feign otherLibrary;
    JsonNode json;
}
