package io.github.anaplan4j.docs.architecture.bad.client;

import tools.jackson.databind.JsonNode;

public class ClientThatKnowsJackson {
    JsonNode node;
}
