package io.github.anaplan4j.docs.architecture.bad.testkit.junit;

import io.github.anaplan4j.docs.architecture.bad.testkit.http.ServerThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.testkit.transport.ContractThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ExtensionThatKnowsOthers {
    WatchThatKnowsOthers task;
    ServerThatKnowsOthers server;
    ContractThatKnowsOthers contract;
    JsonNode json;
}
