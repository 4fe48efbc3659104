package io.github.anaplan4j.docs.architecture.bad.testkit;

import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class TestkitThatKnowsOthers {
    InternalProtocolThatKnowsOthers protocol;
    WatchThatKnowsOthers watch;
    RootThatKnowsOthers facade;
    JsonNode json;
}
