package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each threat names the tests that hold what stands against it, or says that there is none. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("../SECURITY.md");

    static List<String> threats() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| **") && !line.startsWith("| what "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("threats")
    void itsTestsAreThere(String threat) {
        String[] cells = threat.split(" *\\| *");
        assertThat(cells).hasSize(4);
        if (!cells[3].equals("none")) {
            for (String test : cells[3].split(", ")) {
                assertThat(TestNames.all()).contains(test.replace("`", ""));
            }
        }
    }
}
