package io.github.anaplan4j.docs.architecture.bad.client;

import feign.Feign;

public class ClientThatKnowsFeign {
    Feign feign;
}
