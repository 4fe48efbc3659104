package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** No secret, nor half of one, gets into a message, whatever a server writes around it. */
class BodyExcerptPropertiesTest {
    // So much of a secret, and no less, tells something of it.
    private static final int TELLING = 8;

    @Example
    void nothingIsLeftOfASecretThatBeginsAsAnother() {
        byte[] body = "<refresh-token-2>".getBytes(StandardCharsets.UTF_8);

        assertThat(BodyExcerpt.of(body, List.of("refresh", "refresh-token-2"))).isEqualTo("<[token]>");
    }

    @Property
    void nothingOfAnySecretIsLeft(@ForAll("secrets") List<String> secrets, @ForAll("bodies") List<String> words) {
        check(body(words, secrets), secrets);
    }

    @Property
    void nothingIsLeftWhereALongBodyIsCut(
            @ForAll("secrets") List<String> secrets,
            @ForAll("bodies") List<String> words,
            @ForAll @IntRange(min = 15_800, max = 16_100) int offset) {
        check("\u0000".repeat(offset) + body(words, secrets), secrets); // which shrinks to one blank
    }

    private static void check(String body, List<String> secrets) {
        String excerpt = BodyExcerpt.of(body.getBytes(StandardCharsets.UTF_8), secrets);

        for (String secret : secrets) {
            for (int i = 0; i + TELLING <= secret.length(); i++) {
                assertThat(excerpt).doesNotContain(secret.substring(i, i + TELLING));
            }
        }
        assertThat(excerpt).hasSizeLessThanOrEqualTo(BodyExcerpt.MAX_LENGTH);
        assertThat(excerpt.codePoints()).allMatch(Printable::isPrintable);
    }

    /** Puts the secrets where a digit is, plain or as JSON writes them. */
    private static String body(List<String> words, List<String> secrets) {
        StringBuilder body = new StringBuilder();
        for (String word : words) {
            switch (word) {
                case "0", "1", "2" -> body.append(secrets.get(Integer.parseInt(word) % secrets.size()));
                case "3" -> body.append(secrets.get(0).replace("/", "\\/"));
                default -> body.append(word);
            }
        }
        return body.toString();
    }

    /** Secrets that are apart, or of which one begins as another does. */
    @Provide
    Arbitrary<List<String>> secrets() {
        Arbitrary<String> secret = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("/+=._-")
                .ofMinLength(TELLING)
                .ofMaxLength(60);
        return Arbitraries.oneOf(
                secret.list().ofMinSize(1).ofMaxSize(3),
                secret.list().ofSize(2).map(two -> List.of(two.get(0), two.get(0) + two.get(1))));
    }

    @Provide
    Arbitrary<List<String>> bodies() {
        return Arbitraries.oneOf(
                        Arbitraries.of("0", "1", "2", "3"),
                        Arbitraries.of("{\"error\":\"", "\"}", "\n", " ", "Ä", "漢", "😀", "\u0000", "token"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
