package io.github.anaplan4j.internal.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.error.LookupException;
import io.github.anaplan4j.error.LookupException.Candidate;
import io.github.anaplan4j.internal.port.FakeDefinitions;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import org.junit.jupiter.api.Test;

class FindDefinitionsTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");

    private final FakeDefinitions definitions = new FakeDefinitions();
    private final FindDefinitions actions = new FindDefinitions(definitions);

    @Test
    void anIdCanBeChecked() {
        definitions.defining(MODEL.process("1"), "Nightly Load").defining(MODEL.process("3"), "Close Month");

        assertThat(actions.find(MODEL.process("1")))
                .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("Nightly Load"));
        assertThat(actions.find(MODEL.process("2"))).isEmpty();
        assertThat(actions.find(MODEL.action(ActionKind.IMPORT, "1"))).isEmpty();
        assertThat(actions.find(new ModelRef("8a81", "75A5").process("1"))).isEmpty();
    }

    @Test
    void namesAreFoundExactlyThenWithoutRegardToCase() {
        definitions
                .defining(MODEL.process("1"), "Nightly Load")
                .defining(MODEL.process("2"), "nightly load")
                .defining(MODEL.process("3"), "Close Month")
                .defining(MODEL.action(ActionKind.EXPORT, "4"), "Close Month");

        assertThat(named("nightly load")).isEqualTo(MODEL.process("2"));
        assertThat(named("CLOSE month")).isEqualTo(MODEL.process("3"));
    }

    @Test
    void twoMatchesAreAnErrorThatListsBoth() {
        definitions
                .defining(MODEL.process("1"), "Nightly Load")
                .defining(MODEL.process("2"), "nightly load")
                .defining(MODEL.process("3"), "Close Month");

        assertThatExceptionOfType(LookupException.class)
                .isThrownBy(() -> named("NIGHTLY LOAD"))
                .withMessageContaining("\"Nightly Load\" (1), \"nightly load\" (2)")
                .satisfies(lookup -> assertThat(lookup.candidates())
                        .containsExactly(new Candidate("Nightly Load", "1"), new Candidate("nightly load", "2")));
    }

    @Test
    void twoActionsOfExactlyOneNameAreAnErrorToo() {
        definitions.defining(MODEL.process("1"), "Nightly Load").defining(MODEL.process("2"), "Nightly Load");

        assertThatExceptionOfType(LookupException.class)
                .isThrownBy(() -> named("Nightly Load"))
                .satisfies(lookup -> assertThat(lookup.candidates()).hasSize(2));
    }

    @Test
    void noMatchIsAnErrorThatListsWhatThereIs() {
        definitions.defining(MODEL.process("1"), "Nightly Load");

        assertThatExceptionOfType(LookupException.class)
                .isThrownBy(() -> named("Weekly load"))
                .withMessageContaining("\"Weekly load\"")
                .withMessageContaining("\"Nightly Load\" (1)")
                .satisfies(lookup -> assertThat(lookup.candidates()).hasSize(1));
    }

    @Test
    void theSourceOfAnImportIsAFileOnlyIfTheModelHasIt() {
        FileRef file = new FileRef(MODEL, "113000000001");
        ActionRef ofFile = MODEL.action(ActionKind.IMPORT, "112000000001");
        ActionRef ofModel = MODEL.action(ActionKind.IMPORT, "112000000002");
        ActionRef ofNothing = MODEL.action(ActionKind.IMPORT, "112000000003");
        definitions
                .defining(ofFile, "Employees", "113000000001")
                .defining(ofModel, "Prices", "B1946AC9")
                .defining(ofNothing, "Versions")
                .definingFile(new FileRef(MODEL, "113000000002"))
                .definingFile(file);

        assertThat(actions.sourceFile(ofFile)).contains(file);
        assertThat(actions.sourceFile(ofModel)).isEmpty();
        assertThat(actions.sourceFile(MODEL.action(ActionKind.IMPORT, "112000000009")))
                .isEmpty();
        definitions.calls.clear();
        assertThat(actions.sourceFile(ofNothing)).isEmpty();
        assertThat(definitions.calls).as("no files are asked for").containsExactly("actions");
    }

    @Test
    void filesAreFoundByNameToo() {
        FileRef file = new FileRef(MODEL, "113000000001");
        definitions.definingFile(file);

        assertThat(actions.fileNamed(MODEL, "SOURCE.csv").ref()).isEqualTo(file);
        assertThatExceptionOfType(LookupException.class)
                .isThrownBy(() -> actions.fileNamed(MODEL, "sales.csv"))
                .withMessageContaining("\"source.csv\" (113000000001)");
    }

    @Test
    void modelsAreFoundInTheirWorkspace() {
        ModelRef other = new ModelRef("8a82", "75A5");
        definitions.definingModel(MODEL, "Sales", "Finance").definingModel(other, "Sales", "Test");

        assertThat(actions.modelNamed("finance", "sales").ref()).isEqualTo(MODEL);
        assertThat(actions.modelNamed("8a82", "Sales").ref()).isEqualTo(other);
        assertThatExceptionOfType(LookupException.class)
                .isThrownBy(() -> actions.modelNamed("Test", "Costs"))
                .withMessageContaining("workspace \"Test\"")
                .withMessageContaining("\"Sales\" (75A5)");
        assertThatExceptionOfType(LookupException.class)
                .isThrownBy(() -> actions.modelNamed("Nowhere", "Sales"))
                .withMessageStartingWith("There are no models of workspace \"Nowhere\"");
    }

    private ActionRef named(String name) {
        return actions.named(MODEL, ActionKind.PROCESS, name).ref();
    }
}
