package io.github.anaplan4j.docs.architecture.bad.testkit.time;

import io.github.anaplan4j.docs.architecture.bad.testkit.TestkitThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ClockThatKnowsOthers {
    WatchThatKnowsOthers task;
    TestkitThatKnowsOthers testkit;
    JsonNode json;
}
