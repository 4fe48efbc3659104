package io.github.anaplan4j.docs.architecture.bad.testkit.http;

import io.github.anaplan4j.docs.architecture.bad.testkit.TestkitThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ServerThatKnowsOthers {
    WatchThatKnowsOthers task;
    TestkitThatKnowsOthers testkit;
    JsonNode json;
}
