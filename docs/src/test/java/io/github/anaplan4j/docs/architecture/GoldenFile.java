package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text of this repository that is made from the code, and is changed on purpose or not at all. */
final class GoldenFile {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final Path file;

    GoldenFile(Path file) {
        this.file = file;
    }

    /** {@return what the file says; nothing if there is no file} */
    String text() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /**
     * Fails if the file says anything else; writes it instead if the system property {@code golden.update} is set.
     *
     * @param expected what it should say
     * @param difference tells a person where the two differ
     */
    void shouldSay(String expected, String difference) throws IOException {
        if (UPDATE) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, expected);
        }
        assertThat(text().equals(expected))
                .withFailMessage(() -> """
                        docs/%s and the code say different things:
                        %s
                        If the code is right, rewrite the file and commit it:
                          mvn -q -pl docs -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true
                        """.formatted(file, difference.indent(2).stripTrailing(), caller()))
                .isTrue();
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("Test"))
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .findFirst()
                        .orElseThrow());
    }
}
