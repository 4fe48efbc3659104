package io.github.anaplan4j.docs.architecture.bad.testkit.time;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import io.github.anaplan4j.docs.architecture.bad.testkit.TestkitThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ClockThatKnowsOthers {
    TaskThatKnowsErrors task;
    TestkitThatKnowsOthers testkit;
    JsonNode json;
}
