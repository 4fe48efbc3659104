package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.puppycrawl.tools.checkstyle.AbstractAutomaticBean.OutputStreamOptions;
import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.DefaultLogger;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import com.puppycrawl.tools.checkstyle.api.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of {@code checkstyle.xml} finds what breaks it, and leaves alone what does not. */
class StyleRulesTest {
    private static final String LINE_LENGTH = "LineLength";
    private static final String NO_PRONOUNS = "NoPronounsOfPersons";
    private static final String FIRST_SENTENCE = "JavadocFirstSentence";

    private static final Configuration RULES = rules();

    @TempDir
    Path directory;

    @Test
    void noRuleIsLost() {
        assertThat(modules(RULES)
                        .filter(module ->
                                Arrays.asList(module.getPropertyNames()).contains("id")))
                .extracting(module -> module.getName() + " " + module.getProperty("id"))
                .containsExactlyInAnyOrder(
                        "RegexpSingleline " + LINE_LENGTH,
                        "RegexpSingleline " + NO_PRONOUNS,
                        "SummaryJavadoc " + FIRST_SENTENCE,
                        "SuppressionSingleFilter " + FIRST_SENTENCE);
        assertThat(RULES.getPropertyNames()).contains("severity");
    }

    @Test
    void aGoodFileBreaksNoRule() throws Exception {
        assertThat(broken("Good.java", """
                package good;

                /** Says what it is. And more. */
                public record Good(String name) {
                    /** {@return the other name} */
                    String other() {
                        return "The theory of history: this, ashes, mesh, whistle.";
                    }

                    /** {@inheritDoc} */
                    @Override
                    public String toString() {
                        // %s
                        // https://example.com/%s
                        return name;
                    }

                    /**
                     * Says it first.
                     *
                     * @return and then returns it
                     */
                    int herself1() {
                        return 1;
                    }
                }
                """.formatted("x".repeat(120 - 11), "x".repeat(120))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"package %s;", "import %s;", "// %s", "class A {} // https://example.com/%s", "/* see %s */"})
    void aLineIsTooLong(String line) throws Exception {
        int rest = line.replace("%s", "").length();

        assertThat(broken("A.java", line.formatted("x".repeat(121 - rest)))).containsExactly(LINE_LENGTH);
        assertThat(broken("A.java", line.formatted("x".repeat(120 - rest)))).isEmpty();
    }

    @Test
    void aLineOfAModuleDescriptorIsTooLong() throws Exception {
        assertThat(broken("module-info.java", "/** Says what it is. */\nmodule good {}\n"))
                .isEmpty();
        assertThat(broken("module-info.java", "module " + "x".repeat(120) + " {}"))
                .containsExactly(LINE_LENGTH);
    }

    /** The dots keep this file within the rule. */
    @ParameterizedTest
    @ValueSource(strings = {"h.e", "sh.e", "h.is", "h.ers", "h.im", "h.er", "H.imself", "h.erself", "H.e", "H.IS"})
    void aCommentOrATextSpeaksOfAPersonInTheSingular(String dotted) throws Exception {
        String pronoun = dotted.replace(".", "");

        assertThat(broken("A.java", "// what " + pronoun + " wants")).containsExactly(NO_PRONOUNS);
        assertThat(broken("A.java", "class A { String a = \"" + pronoun + ", too\"; }"))
                .containsExactly(NO_PRONOUNS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** */",
                "/**\n *\n */",
                "/** @param <T> what */",
                "/** @see Object */",
                "/**\n * @since 1\n */",
                "/** {@return} */",
                "/** says nothing that ends */"
            })
    void aDocCommentHasNoFirstSentence(String comment) throws Exception {
        for (String seen : List.of("public", "protected", "private")) {
            assertThat(broken("A.java", "class A {\n" + comment + "\n" + seen + " <T> int a() { return 1; } }"))
                    .containsExactly(FIRST_SENTENCE);
        }
        assertThat(broken("A.java", comment + "\nclass A<T> {}")).containsExactly(FIRST_SENTENCE);
    }

    @Test
    void onlyTheBadFixturesMaySayNothingOfThemselves() throws Exception {
        String bad = "/** @see Object */\nclass A {} // " + "x".repeat(120);
        Files.createDirectories(directory.resolve("architecture/bad/one"));

        assertThat(broken("architecture/bad/one/A.java", bad)).containsExactly(LINE_LENGTH);
        assertThat(broken("A.java", bad)).containsExactlyInAnyOrder(FIRST_SENTENCE, LINE_LENGTH);
    }

    @Test
    void aFileThatCannotBeReadAsJavaIsNotPassedOver() throws Exception {
        assertThat(broken("A.java", "class A {")).containsExactly("TreeWalker");
    }

    /** The names of the rules that a file breaks; Checkstyle's own name where it is none of ours. */
    private List<String> broken(String file, String content) throws IOException, CheckstyleException {
        Path path = Files.writeString(directory.resolve(file), content);
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        Checker checker = new Checker();
        try {
            checker.setModuleClassLoader(Checker.class.getClassLoader());
            checker.configure(RULES);
            checker.addListener(new DefaultLogger(report, OutputStreamOptions.CLOSE));
            checker.process(List.of(path.toFile()));
        } finally {
            checker.destroy();
        }
        return Pattern.compile("^\\[ERROR].*\\[(\\w+)]$", Pattern.MULTILINE)
                .matcher(report.toString(StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Configuration rules() {
        try {
            return ConfigurationLoader.loadConfiguration("checkstyle.xml", new PropertiesExpander(new Properties()));
        } catch (CheckstyleException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Stream<Configuration> modules(Configuration of) {
        return Stream.concat(Stream.of(of), Stream.of(of.getChildren()).flatMap(StyleRulesTest::modules));
    }
}
