package io.github.anaplan4j.docs.architecture.bad.internal.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

public class ProtocolThatShowsJackson {
    public JsonNode publicField;
    protected JsonNode protectedField;
    public List<JsonNode> listField;
    JsonNode innocentField;
    private JsonNode innocentSecret;

    public void takes(JsonNode node) {}

    public void takesMany(JsonNode... nodes) {}

    public JsonNode returns() {
        return innocentSecret;
    }

    protected void isProtected(JsonNode node) {}

    public static void isStatic(JsonNode node) {}

    public void takesDeepInside(Map<String, ? extends Supplier<JsonNode[]>> nodes) {}

    public List<JsonNode> returnsMany() {
        return List.of();
    }

    public <T extends JsonNode> void isBound() {}

    public void fails() throws JacksonException {}

    void innocentlyPackagePrivate(JsonNode node) {}

    private void innocentlyPrivate(JsonNode node) {}

    protected static class Inside {
        protected void nested(JsonNode node) {}
    }
}
