package io.github.anaplan4j.docs.architecture.bad.testkit.transport;

import io.github.anaplan4j.docs.architecture.bad.protocol.ProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import io.github.anaplan4j.docs.architecture.bad.testkit.page.PageThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ContractThatKnowsOthers {
    TaskThatKnowsErrors task;
    PageThatKnowsOthers page;
    ProtocolThatKnowsOthers protocol;
    JsonNode json;
}
