package io.github.anaplan4j.docs.architecture.bad.internal.protocol;

import tools.jackson.databind.JsonNode;

public class ProtocolThatTakesJackson<T extends JsonNode> {}
