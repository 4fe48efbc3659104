package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRefTest {
    private static final String LINE = "workspaces/8a81/models/75A4/processes/118000000002/tasks/5B88";

    @Test
    void printsToOneLineAndParsesBack() {
        TaskRef task = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");

        assertThat(task).hasToString(LINE);
        assertThat(TaskRef.parse(LINE)).isEqualTo(task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "%s\r\n", " \t%s ", "\uFEFF%s", "\"%s\"", "'%s'\n", "\uFEFF \"%s\"\r\n"})
    void whatShellsAndEditorsPutAroundALineDoesNotMatter(String stored) {
        assertThat(TaskRef.parse(stored.formatted(LINE))).hasToString(LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void aLineInUtf16ThatWasReadAsAnotherCharsetIsUnderstood(String charset) {
        for (String stored : List.of(LINE, LINE + "\r\n", "\"" + LINE + "\" ")) {
            String read = new String(stored.getBytes(Charset.forName(charset)), StandardCharsets.UTF_8);

            assertThat(TaskRef.parse(read)).hasToString(LINE);
        }
    }

    @Test
    void keepsTheCaseOfIds() {
        TaskRef task = TaskRef.parse("workspaces/aB/models/Cd/imports/eF/tasks/Gh");

        assertThat(task.model()).isEqualTo(new ModelRef("aB", "Cd"));
        assertThat(task.action().kind()).isEqualTo(ActionKind.IMPORT);
        assertThat(task.action().actionId()).isEqualTo("eF");
        assertThat(task.taskId()).isEqualTo("Gh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5B88",
                "workspaces/8a81/models/75A4/processes/1/tasks",
                "workspaces/8a81/models/75A4/processes/1/tasks/2/3",
                "workspaces/8a81/models/75A4/files/1/tasks/2",
                "workspace/8a81/models/75A4/processes/1/tasks/2",
                "workspaces/8a81/model/75A4/processes/1/tasks/2",
                "workspaces/8a81/models/75A4/processes/1/task/2",
                "/workspaces/8a81/models/75A4/processes/1/tasks/2"
            })
    void whatIsNoTaskIsRefusedWithTheExpectedForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskRef.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("workspaces/W/models/M/processes/P/tasks/T");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://api.anaplan.com/2/0/", "http://localhost:8080/", "/", "/2/0/", "api.anaplan.com/2/0/"})
    void whatStandsBeforeALineIsToldAsThat(String before) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskRef.parse(before + LINE))
                .withMessageContaining("Cut off \"" + before + "\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DumpRef.parse(before + LINE + "/dump"))
                .withMessageContaining("Cut off \"" + before + "\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskRef.parse(before + "workspaces/1"))
                .withMessageNotContaining("Cut off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a\\b",
                "..",
                ".",
                "a?b",
                "a#b",
                "a%2Fb",
                " ",
                "a b",
                "a\tb",
                "a\nb",
                "a\u0000b",
                "a\u00A0b",
                "a\u200Bb",
                "a\u2028b",
                "\uD800"
            })
    void anIdThatCouldChangeTheUrlIsRefusedByName(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelRef(id, "75A4"))
                .withMessageContaining("workspace id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelRef("8a81", id))
                .withMessageContaining("model id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelRef("8a81", "75A4").process(id))
                .withMessageContaining("action id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskRef.ofProcess("8a81", "75A4", "1", id))
                .withMessageContaining("task id");
    }

    @Test
    void anEmptyIdIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskRef.ofProcess("8a81", "75A4", "", "2"))
                .withMessageContaining("action id is empty");
    }
}
