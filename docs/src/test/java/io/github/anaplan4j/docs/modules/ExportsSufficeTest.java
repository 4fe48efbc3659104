package io.github.anaplan4j.docs.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiles what strangers write against the library as modules, of which they see the exported packages alone. */
class ExportsSufficeTest {
    private static final Set<String> OURS = Stream.of(
                    AnaplanClient.class, FakeAnaplan.class, FeignTransport.class, ApacheHttpTransport.class)
            .map(ModulePathTest::home)
            .collect(Collectors.toSet());

    /** What our modules require, also what they can do without. */
    private static final List<String> REQUIRED = List.of(
            "jackson-core-",
            "fastcsv-",
            "slf4j-api-",
            "jspecify-",
            "feign-core-",
            "httpclient5-",
            "httpcore5-",
            "junit-jupiter-api-",
            "junit-platform-commons-",
            "opentest4j-",
            "apiguardian-api-",
            "assertj-core-",
            "byte-buddy-");

    private enum Stranger {
        TRANSPORT("src/test/java/io/github/anaplan4j/docs/transport"),
        GUIDE("src/test/java/io/github/anaplan4j/docs/guide"),
        SAMPLE("sample/src"),
        EXAMPLE("src/main/java/io/github/anaplan4j/docs");

        private final Path sources;

        Stranger(String sources) {
            this.sources = Path.of(sources);
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void whatStrangersWriteCompiles(Stranger stranger) throws IOException {
        try (Stream<Path> files = Files.walk(stranger.sources)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();

            assertThat(sources).isNotEmpty();
            assertThat(errors(sources)).isEmpty();
        }
    }

    @Test
    void whatIsHiddenCannotBeUsed() throws IOException {
        Path intruder = Files.writeString(
                directory.resolve("Intruder.java"), "class Intruder { io.github.anaplan4j.internal.Engine engine; }");

        assertThat(errors(List.of(intruder))).contains("io.github.anaplan4j.internal is not visible");
    }

    private String errors(List<Path> sources) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "-proc:none",
                                "-Xlint:none",
                                "-d",
                                directory.resolve("classes").toString(),
                                "-p",
                                classPath(true),
                                "--add-modules",
                                "ALL-MODULE-PATH",
                                "-cp",
                                classPath(false)),
                        sources.stream().map(Path::toString))
                .toList();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler().run(null, null, said, arguments.toArray(String[]::new));
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String classPath(boolean modules) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> isModule(entry) == modules)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isModule(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return OURS.contains(entry) || REQUIRED.stream().anyMatch(name::startsWith);
    }
}
