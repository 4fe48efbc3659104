package io.github.anaplan4j.docs.architecture.bad.watch;

import io.github.anaplan4j.docs.architecture.bad.client.ClientThatSleeps;

public class WatchThatKnowsTheFacade {
    ClientThatSleeps client;
}
