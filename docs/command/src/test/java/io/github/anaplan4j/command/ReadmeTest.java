package io.github.anaplan4j.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.command.setup.Secret;
import io.github.anaplan4j.command.setup.Setting;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.junit.WithFakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The page says what is so: its commands run, its options and codes are there, and none is missing. */
@WithFakeAnaplan
class ReadmeTest {
    private static final Path PAGE = Path.of("README.md");

    private final FakeAnaplan fake;
    private final Shell shell;
    private final Path home;

    ReadmeTest(FakeAnaplan fake, VirtualTime time, @TempDir Path home) {
        this.fake = fake;
        this.home = home;
        this.shell = Shell.to(fake, home, time);
    }

    @BeforeEach
    void givenAModel() throws IOException {
        byte[] content = "a,b\n".getBytes(StandardCharsets.UTF_8);
        fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
        ActionRef load = action(ActionKind.IMPORT, "112000000001", "Load sales");
        action(ActionKind.EXPORT, "116000000001", "Report");
        action(ActionKind.ACTION, "117000000001", "Clear list");
        fake.models().givenSource(load, fake.files().givenFile("113000000001", "sales.csv", content));
        fake.files().givenFile("116000000001", "Report", content);
        Files.write(home.resolve("sales.csv"), content);
    }

    private ActionRef action(ActionKind kind, String id, String name) {
        return fake.models().givenAction(kind, id, name, "ANY", Scenario.complete());
    }

    static Stream<String> commands() throws IOException {
        Matcher commands =
                Pattern.compile("(?m)^\\|.*\\| `anaplan ([^`]+)` \\|$").matcher(Files.readString(PAGE));
        List<String> found = new ArrayList<>();
        while (commands.find()) {
            found.add(commands.group(1));
        }
        assertThat(found).hasSizeGreaterThan(15);
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatStandsForAnOptionOfAnotherToolWorks(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
        while (word.find()) {
            words.add((word.group(1) == null ? word.group(2) : word.group(1)).replace("/data", home.toString()));
        }

        assertThat(shell.typing("a,b\n").run(words.toArray(String[]::new)))
                .as(shell.out() + shell.err())
                .isZero();
    }

    @Test
    void eachOptionThatThePageNamesIsOne() throws IOException {
        Set<String> options = new TreeSet<>();
        CommandLine line = Anaplan.commandLine();
        line.getSubcommands()
                .values()
                .forEach(verb ->
                        verb.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names()))));
        options.addAll(List.of("--port", "--factor")); // of the fake
        Matcher named = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+").matcher(Files.readString(PAGE));
        while (named.find()) {
            assertThat(options).contains(named.group());
        }
        for (Setting setting : Setting.values()) {
            assertThat(PAGE).content().contains("`" + setting.key() + "`");
        }
        for (Secret secret : Secret.values()) {
            assertThat(PAGE).content().contains("`" + secret.key() + "`");
        }
    }

    @Test
    void theExitCodesAreThoseOfTheHelp() throws IOException {
        String page = Files.readString(PAGE);
        ExitCode.meanings()
                .forEach((number, meaning) -> assertThat(page).contains("| " + number + " | " + meaning + " |"));
    }

    @Test
    void eachVerbIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        Anaplan.commandLine().getSubcommands().keySet().stream()
                .filter(verb -> !Set.of("help", "status", "watch", "cancel", "tasks", "dump")
                        .contains(verb))
                .forEach(verb -> assertThat(page).contains("anaplan " + verb));
    }
}
