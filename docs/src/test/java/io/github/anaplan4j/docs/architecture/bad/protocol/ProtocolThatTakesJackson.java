package io.github.anaplan4j.docs.architecture.bad.protocol;

import tools.jackson.databind.JsonNode;

public class ProtocolThatTakesJackson<T extends JsonNode> {}
