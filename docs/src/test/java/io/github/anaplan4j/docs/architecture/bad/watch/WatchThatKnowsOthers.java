package io.github.anaplan4j.docs.architecture.bad.watch;

import io.github.anaplan4j.docs.architecture.bad.auth.AuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.client.ClientThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.transport.PortThatKnowsOthers;

public class WatchThatKnowsOthers {
    PortThatKnowsOthers transport;
    ClientThatKnowsOthers facade;
    AuthThatKnowsOthers auth;
}
