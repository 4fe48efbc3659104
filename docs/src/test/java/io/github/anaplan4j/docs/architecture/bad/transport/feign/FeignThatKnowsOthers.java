package io.github.anaplan4j.docs.architecture.bad.transport.feign;

import io.github.anaplan4j.docs.architecture.bad.host.HostThatKnowsTasks;
import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import io.github.anaplan4j.docs.architecture.bad.time.TimeThatKnowsTasks;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class FeignThatKnowsOthers {
    TaskThatKnowsErrors task;
    HostThatKnowsTasks host;
    TimeThatKnowsTasks time;
    HttpClient otherLibrary;
    JsonNode json;
}
