package io.github.anaplan4j.docs.architecture.bad.testkit.transport;

import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.testkit.page.PageThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ContractThatKnowsOthers {
    WatchThatKnowsOthers task;
    PageThatKnowsOthers page;
    InternalProtocolThatKnowsOthers protocol;
    JsonNode json;
}
