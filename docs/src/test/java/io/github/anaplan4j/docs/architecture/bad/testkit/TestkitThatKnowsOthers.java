package io.github.anaplan4j.docs.architecture.bad.testkit;

import io.github.anaplan4j.docs.architecture.bad.client.ClientThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.protocol.ProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class TestkitThatKnowsOthers {
    ProtocolThatKnowsOthers protocol;
    WatchThatKnowsOthers watch;
    ClientThatKnowsOthers facade;
    JsonNode json;
}
