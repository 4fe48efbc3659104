package io.github.anaplan4j.docs.architecture.bad.protocol;

import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsTransports;

public class ProtocolThatKnowsWatching {
    WatchThatKnowsTransports watch;
}
