package io.github.anaplan4j.docs.architecture.bad.internal.protocol;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;

public abstract class ProtocolThatComparesJackson implements Comparator<JsonNode> {}
