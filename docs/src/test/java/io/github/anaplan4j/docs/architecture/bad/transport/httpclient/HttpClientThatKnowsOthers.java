package io.github.anaplan4j.docs.architecture.bad.transport.httpclient;

import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.host.HostThatKnowsTasks;
import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import io.github.anaplan4j.docs.architecture.bad.time.TimeThatKnowsTasks;
import tools.jackson.databind.JsonNode;

public class HttpClientThatKnowsOthers {
    TaskThatKnowsErrors task;
    HostThatKnowsTasks host;
    TimeThatKnowsTasks time;
    Feign otherLibrary;
    JsonNode json;
}
