package io.github.anaplan4j.docs.architecture.bad.protocol;

import io.github.anaplan4j.docs.architecture.bad.client.ClientThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import org.slf4j.Logger;

public class ProtocolThatKnowsOthers {
    WatchThatKnowsOthers watch;
    ClientThatKnowsOthers facade;
    Logger log;
}
