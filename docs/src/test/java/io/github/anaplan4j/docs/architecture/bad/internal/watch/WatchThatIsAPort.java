package io.github.anaplan4j.docs.architecture.bad.internal.watch;

import io.github.anaplan4j.docs.architecture.bad.internal.port.Port;

public class WatchThatIsAPort implements Port {}
