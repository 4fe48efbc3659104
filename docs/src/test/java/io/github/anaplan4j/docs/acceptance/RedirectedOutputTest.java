package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.docs.ForkedJava;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that saves a file to its own output, which a shell has redirected. */
@Timeout(120)
class RedirectedOutputTest {
    private static final String FILE_ID = "113000000001";

    @TempDir
    Path directory;

    /** Saves the file, as a user's program would. */
    public static final class Saving {
        private Saving() {}

        public static void main(String[] arguments) throws Exception {
            try (AnaplanClient anaplan = AnaplanClient.builder()
                    .apiUrl(arguments[0])
                    .credentials(Credentials.token(arguments[1]))
                    .build()) {
                Path target = Path.of(arguments[2]);
                System.out.print("from the program,");
                System.out.flush();
                anaplan.model(arguments[3], arguments[4]).file(FILE_ID).saveTo(target);
                System.out.print(",again");
                System.err.print(",err");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/stdout,       >> OUT 2>/dev/null,       'before,from the program,content,again'",
        "/dev/fd/1,         >> OUT 2>/dev/null,       'before,from the program,content,again'",
        "/proc/self/fd/1,   >> OUT 2>/dev/null,       'before,from the program,content,again'",
        "LINK,              >> OUT 2>/dev/null,       'before,from the program,content,again'",
        "/dev/stdout,       2>/dev/null | cat >> OUT, 'before,from the program,content,again'",
        "LINK,              2>/dev/null | cat >> OUT, 'before,from the program,content,again'",
        "/dev/stderr,       2>> OUT >/dev/null,       'before,content,err'",
        "/dev/fd/2,         2>> OUT >/dev/null,       'before,content,err'"
    })
    void whatIsInTheFileStaysAndTheContentFollows(String target, String redirection, String expected) throws Exception {
        assertThat(saved(target, redirection)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "LINK"})
    void afterATruncationTheContentStandsWhereTheProgramWas(String target) throws Exception {
        assertThat(saved(target, "> OUT 2>/dev/null")).isEqualTo("from the program,content,again");
    }

    private String saved(String target, String redirection) throws Exception {
        assumeThat(Path.of("/proc/self/fd")).isDirectory();
        assumeThat(Path.of("/bin/sh")).isExecutable();
        Path out = Files.writeString(directory.resolve("out.csv"), "before,");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/dev/stdout"));
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            ModelRef model = fake.files()
                    .givenFile(FILE_ID, "data.csv", "content".getBytes(StandardCharsets.UTF_8))
                    .model();
            String script = "\"$@\" " + redirection.replace("OUT", "'" + out + "'");
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
            command.addAll(ForkedJava.command(
                    List.of("-XX:TieredStopAtLevel=1", "-Danaplan.transport=feign"),
                    Saving.class,
                    fake.url(),
                    fake.token(),
                    target.replace("LINK", link.toString()),
                    model.workspaceId(),
                    model.modelId()));
            ForkedJava.finished(command);
        }
        assertThat(link).isSymbolicLink();
        return Files.readString(out);
    }
}
