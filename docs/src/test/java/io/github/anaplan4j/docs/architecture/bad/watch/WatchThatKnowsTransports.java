package io.github.anaplan4j.docs.architecture.bad.watch;

import io.github.anaplan4j.docs.architecture.bad.transport.PortThatKnowsTasks;

public class WatchThatKnowsTransports {
    PortThatKnowsTasks transport;
}
