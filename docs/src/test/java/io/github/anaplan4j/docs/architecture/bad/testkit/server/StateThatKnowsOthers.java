package io.github.anaplan4j.docs.architecture.bad.testkit.server;

import io.github.anaplan4j.docs.architecture.bad.error.ErrorThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.testkit.TestkitThatKnowsOthers;
import org.junit.jupiter.api.extension.ExtensionContext;

public class StateThatKnowsOthers {
    InternalProtocolThatKnowsOthers protocol;
    ErrorThatKnowsOthers error;
    TestkitThatKnowsOthers testkit;
    ExtensionContext context;
}
