package io.github.anaplan4j.docs.modules;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import tools.jackson.core.JsonParser;

/**
 * Runs an application of its own, a module, with nothing but modules.
 *
 * <p>All other tests run on the class path.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModulePathTest {
    /** A class of each jar that the core comes with. */
    private static final List<Class<?>> CORE =
            List.of(AnaplanClient.class, JsonParser.class, CsvReader.class, Logger.class, NullMarked.class);

    private static final String DESCRIPTOR = "module consumer { requires io.github.anaplan4j; }";
    private static final String CONSUMER = """
            package consumer;

            import io.github.anaplan4j.Credentials;
            import io.github.anaplan4j.AnaplanClient;
            import io.github.anaplan4j.task.TaskRef;

            public final class Main {
                public static void main(String[] args) {
                    try (AnaplanClient anaplan = AnaplanClient.builder()
                            .apiUrl(args[0])
                            .credentials(Credentials.token(args[1]))
                            .build()) {
                        System.out.println(anaplan.task(TaskRef.parse(args[2])).status().state());
                    }
                }
            }
            """;

    @TempDir
    static Path directory;

    private enum Transport {
        FEIGN(FeignTransport.class, Feign.class),
        HTTPCLIENT(ApacheHttpTransport.class, HttpClient.class, HttpRequest.class, H2Error.class);

        private final List<Class<?>> classes;

        Transport(Class<?>... classes) {
            this.classes = List.of(classes);
        }
    }

    @BeforeAll
    static void compileTheConsumer() throws Exception {
        Path descriptor = Files.writeString(directory.resolve("module-info.java"), DESCRIPTOR);
        Path main = Files.writeString(directory.resolve("Main.java"), CONSUMER);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        directory.resolve("classes").toString(),
                        "-p",
                        path(CORE.stream()),
                        descriptor.toString(),
                        main.toString());
        assertThat(failed).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theTransportIsFoundAndCarriesARequest(Transport transport) throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            TaskRef task = fake.startTask(Scenario.complete());

            assertThat(run(transport, fake.url(), fake.token(), task.toString()))
                    .endsWith("NOT_STARTED" + System.lineSeparator());
            assertThat(fake.journal().requests()).hasSize(1);
        }
    }

    private static String run(Transport transport, String... arguments) throws Exception {
        String path = path(Stream.concat(CORE.stream(), transport.classes.stream()))
                + File.pathSeparator
                + directory.resolve("classes");
        return ForkedJava.run(Stream.concat(Stream.of("-p", path, "-m", "consumer/consumer.Main"), Stream.of(arguments))
                .toList());
    }

    private static String path(Stream<Class<?>> classes) {
        return classes.map(ModulePathTest::home).collect(Collectors.joining(File.pathSeparator));
    }

    /** A jar, or a directory if the module was compiled just now. */
    static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException noPath) {
            throw new IllegalStateException(noPath);
        }
    }
}
