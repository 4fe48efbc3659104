package io.github.anaplan4j.docs.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the classes with tests, as pages quote them. */
final class TestNames {
    private static final List<Path> ROOTS = List.of(
            Path.of("../anaplan-core/src/test"),
            Path.of("../anaplan-testkit/src/test"),
            Path.of("../anaplan-testkit/src/main/java/io/github/anaplan4j/testkit/transport"),
            Path.of("../anaplan-transport-feign/src/test"),
            Path.of("../anaplan-transport-httpclient/src/test"),
            Path.of("src/test"));

    private TestNames() {}

    /** {@return all of them} */
    static Set<String> all() {
        return ROOTS.stream().flatMap(TestNames::files).collect(Collectors.toSet());
    }

    private static Stream<String> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(TestNames::hasTests)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static boolean hasTests(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith("Test.java") || name.endsWith("IT.java") || name.endsWith("Contract.java");
    }
}
