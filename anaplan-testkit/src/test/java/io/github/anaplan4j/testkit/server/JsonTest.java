package io.github.anaplan4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
    @Test
    void everyValueIsReadByAnotherReader() {
        JsonObject object = new JsonObject()
                .put("text", "\"\\\u0000\n\u2028é😀")
                .put("long", Long.MAX_VALUE)
                .put("double", -1.0)
                .put("flag", true)
                .put("nothing", null)
                .put("array", Arrays.asList("a", 1, null, List.of(), new JsonObject().put("b", false)));
        object.putObject("object").put("raw", new JsonObject.Raw("{\"c\": [1]}"));

        assertThat(JsonMapper.shared().readTree(Json.bytes(object)))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"text": "\\"\\\\\\u0000\\n\\u2028\\u00e9\\ud83d\\ude00", "long": 9223372036854775807,
                         "double": -1.0, "flag": true, "nothing": null, "array": ["a", 1, null, [], {"b": false}],
                         "object": {"raw": {"c": [1]}}}"""));
    }

    @Test
    void whatWasWrittenIsReadInItsOrder() {
        JsonObject object = new JsonObject()
                .put("z", "é")
                .put("a", Arrays.asList(1, -0.5, null, true))
                .put("m", null);
        object.putObject("b").put("c", false);

        JsonObject read = Json.parsed(Json.bytes(object));

        assertThat(read).isEqualTo(object);
        assertThat(read.members().keySet()).containsExactly("z", "a", "m", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "{", "{\"a\": 1", "{\"a\": 1} 2", "{\"a\": nonsense}"})
    void aTextThatIsNoObjectIsAnEmptyOne(String text) {
        assertThat(Json.parsed(text)).isEqualTo(new JsonObject());
    }

    @Test
    void aTextThatIsNestedWithoutEndIsNone() {
        String deep = "{\"a\":".repeat(100_000);

        assertThat(Json.parsed(deep)).isEqualTo(new JsonObject());
    }

    @Test
    void aRawTextIsWrittenAsItIs() {
        JsonObject object = new JsonObject().put("task", new JsonObject.Raw("{\"broken\": "));

        assertThat(Json.bytes(object)).asString(StandardCharsets.UTF_8).isEqualTo("{\"task\":{\"broken\": }");
    }

    @Test
    void aTextIsEscapedInsideQuotes() {
        assertThat(Json.insideQuotes("a\"b\\c")).isEqualTo("a\\\"b\\\\c");
    }
}
