package io.github.anaplan4j.docs.architecture.bad.testkit.server;

import io.github.anaplan4j.docs.architecture.bad.error.ErrorThatLogs;
import io.github.anaplan4j.docs.architecture.bad.protocol.ProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.testkit.TestkitThatKnowsOthers;
import org.junit.jupiter.api.extension.ExtensionContext;

public class StateThatKnowsOthers {
    ProtocolThatKnowsOthers protocol;
    ErrorThatLogs error;
    TestkitThatKnowsOthers testkit;
    ExtensionContext context;
}
