package io.github.anaplan4j.docs.architecture.bad.testkit.junit;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import io.github.anaplan4j.docs.architecture.bad.testkit.http.ServerThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.testkit.transport.ContractThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ExtensionThatKnowsOthers {
    TaskThatKnowsErrors task;
    ServerThatKnowsOthers server;
    ContractThatKnowsOthers contract;
    JsonNode json;
}
