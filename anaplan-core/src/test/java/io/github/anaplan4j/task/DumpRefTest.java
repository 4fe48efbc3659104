package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DumpRefTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118", "5B88");

    @Test
    void bothFormsAreReadBackAsTheyWerePrinted() {
        DumpRef own = new DumpRef(TASK, null);
        DumpRef ofStep = new DumpRef(TASK, "112000000003");

        assertThat(own).hasToString(TASK + "/dump");
        assertThat(ofStep).hasToString(TASK + "/dumps/112000000003");
        assertThat(DumpRef.parse(own.toString())).isEqualTo(own);
        assertThat(DumpRef.parse("\uFEFF\"" + own + "\"\r\n")).isEqualTo(own);
        assertThat(DumpRef.parse(" " + ofStep + "\n")).isEqualTo(ofStep);
    }

    @Test
    void otherTextIsRefusedWithTheExpectedForm() {
        for (String text : new String[] {"", "dump", TASK.toString(), TASK + "/dumps/", TASK + "/dumps/a b"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> DumpRef.parse(text));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DumpRef.parse(TASK.toString()))
                .withMessageContaining("/dumps/");
    }

    @Test
    void theFileNameIsMadeOfTheIds() {
        assertThat(new DumpRef(TASK, "112000000003").fileName()).isEqualTo("112000000003-5B88.csv");
        assertThat(new DumpRef(TASK, null).fileName()).isEqualTo("118-5B88.csv");
    }

    @Test
    void noFileNameLeadsOutOfItsDirectoryOrIsHiddenOrAnOption() {
        assertThat(new DumpRef(TASK, "..:C$\\x".replace("\\", "ä")).fileName()).isEqualTo("__C__x-5B88.csv");
        assertThat(new DumpRef(TASK, "-rf").fileName()).isEqualTo("_rf-5B88.csv");
        assertThat(new DumpRef(TASK, "1".repeat(500)).fileName()).hasSize(100 + "-5B88.csv".length());
    }
}
