package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefinitionsTest {
    @ParameterizedTest
    @EnumSource
    void everyKindIsListedWithNamesAndTypes(EachTransport transport) {
        for (ActionKind kind : ActionKind.values()) {
            try (Fixture fixture = new Fixture(transport)) {
                assertThat(model(fixture).actions(kind)).isEmpty();
                fixture.fake
                        .models()
                        .givenAction(kind, "110000000001", "Ünïcode \"quoted\"", "SOME_TYPE", Scenario.complete());

                assertThat(model(fixture).actions(kind))
                        .containsExactly(new ActionDefinition(
                                fixture.fake.model().action(kind, "110000000001"),
                                "Ünïcode \"quoted\"",
                                null,
                                kind == ActionKind.PROCESS ? null : "SOME_TYPE",
                                null));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void longListsAreReadPageByPageByWhatCameAndNotByTheLinks(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            for (int i = 0; i < 12_001; i++) {
                fixture.fake.givenProcess("P" + i, "Process " + i, Scenario.complete());
            }

            List<ActionDefinition> processes = model(fixture).actions(ActionKind.PROCESS);

            assertThat(processes).hasSize(12_001);
            assertThat(processes.get(12_000).name()).isEqualTo("Process 12000");
            assertThat(fixture.fake.journal().requests())
                    .extracting(request -> request.target().replaceAll(".*\\?", ""))
                    .containsExactly("limit=5000&offset=0", "limit=5000&offset=5000", "limit=5000&offset=10000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageThatBringsNothingEndsTheListOfWhichSomethingIsMissing(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake
                    .faults()
                    .inject(Fault.json(
                            200,
                            "{\"meta\":{\"paging\":{\"currentPageSize\":2,\"totalSize\":9}},\"processes\":["
                                    + "{\"id\":\"1\",\"name\":\"A\"},{\"id\":\"2\",\"name\":\"B\"}]}"));
            fixture.fake.faults().inject(Fault.json(200, "{\"meta\":{\"paging\":{\"totalSize\":9}}}"));

            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> model(fixture).actions(ActionKind.PROCESS))
                    .withMessageContaining("a list of 9 rows of which 2 came");
            assertThat(fixture.fake.journal().requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListThatStartsOverAtEachPageIsNotReadForEver(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            String page = "{\"meta\":{\"paging\":{\"totalSize\":9}},\"processes\":[{\"id\":\"1\",\"name\":\"A\"}]}";
            fixture.fake.faults().inject(2, Fault.json(200, page));

            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> model(fixture).processNamed("A"))
                    .withMessageContaining("a list of 9 rows of which 1 came");
            assertThat(fixture.fake.journal().requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anActionWithoutANameDoesNotHideTheOthers(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake
                    .faults()
                    .inject(Fault.json(200, "{\"processes\":[{\"id\":\"1\"},{\"id\":\"2\",\"name\":\"A\"}]}"));

            assertThat(model(fixture).processNamed("A").ref().actionId()).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void troubleOnTheWayIsNoReasonNotToAskAgain(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.givenProcess("1", "Nightly Load", Scenario.complete());
            fixture.fake.faults().inject(Fault.tooManyRequests("1"));
            fixture.fake.faults().inject(Fault.gatewayPage());

            assertThat(model(fixture).processNamed("Nightly Load").ref().actionId())
                    .isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdCanBeChecked(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.givenProcess("1", "Nightly Load", Scenario.complete());

            assertThat(model(fixture).process("1").definition())
                    .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("Nightly Load"));
            assertThat(model(fixture).process("2").definition()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsLoggedInAndWhatThatUserSeesIsTold(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            ModelRef sales = new ModelRef("8a81b09d", "75A4");
            fixture.fake.models().givenModel(sales, "Sales", "Finance");
            fixture.fake.files().givenFile(new FileRef(sales, "113000000001"), "sales.csv", 0, i -> new byte[0]);

            assertThat(fixture.anaplan.verify()).isEqualTo("ada@example.com");
            assertThat(fixture.anaplan.models()).contains(new ModelDefinition(sales, "Sales", "Finance", "UNLOCKED"));
            AnaplanModel found = fixture.anaplan.modelNamed("finance", "sales");
            assertThat(found.ref()).isEqualTo(sales);
            assertThat(found.definition().name()).isEqualTo("Sales");
            assertThat(found.definition().isArchived()).isFalse();
            assertThat(found.fileNamed("Sales.csv").ref().fileId()).isEqualTo("113000000001");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModelThatTheUserDoesNotSeeIsTold(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> fixture.anaplan.model("8a81b09d", "75A4").definition())
                    .satisfies(refused -> assertThat(refused.condition()).isEqualTo(ApiCondition.NOT_FOUND));
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesAreFoundExactlyThenWithoutRegardToCase(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.givenProcess("1", "Nightly Load", Scenario.complete());
            fixture.fake.givenProcess("2", "nightly load", Scenario.complete());
            fixture.fake.givenProcess("3", "Close Month", Scenario.complete());

            assertThat(model(fixture).processNamed("nightly load").ref().actionId())
                    .isEqualTo("2");
            assertThat(model(fixture).processNamed("CLOSE month").ref().actionId())
                    .isEqualTo("3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theActionsInsideAProcessComeInTheirOrder(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            List<ProcessStep> steps = new ArrayList<>();
            steps.add(new ProcessStep("117000000015", "Clear list", "DELETE_BY_SELECTION"));
            steps.add(new ProcessStep("112000000003", "Load employees", "IMPORT"));
            steps.add(new ProcessStep("112000000003", "Load employees", null));
            fixture.fake.givenProcess(
                    "118000000007", "Nightly load", Scenario.complete(), steps.toArray(new ProcessStep[0]));

            assertThat(model(fixture).process("118000000007").steps()).isEqualTo(steps);
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            model(fixture).action(ActionKind.IMPORT, "112").steps())
                    .withMessageContaining("no process");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongIdSaysWhatItCanMean(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            assertThatExceptionOfType(AnaplanApiException.class)
                    .isThrownBy(() -> fixture.anaplan.model("8a81", "75A4").actions(ActionKind.PROCESS))
                    .withMessageContaining("does not exist")
                    .withMessageContaining("may not see it")
                    .withMessageContaining("another region");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tasksAreListedLatestFirst(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            fixture.fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
            assertThat(model(fixture).process("118000000007").tasks()).isEmpty();
            Instant first = fixture.time.now();
            String one = model(fixture).process("118000000007").start().ref().taskId();
            fixture.time.advance(Duration.ofMinutes(1));
            String two = model(fixture).process("118000000007").start().ref().taskId();

            assertThat(model(fixture).process("118000000007").tasks())
                    .containsExactly(
                            listed(fixture, two, TaskState.NOT_STARTED, first.plusSeconds(60)),
                            listed(fixture, one, TaskState.COMPLETE, first));
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsInTheOtherPublishedShapesAreReadToo(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            ListedTask expected = listed(fixture, "5B88", TaskState.IN_PROGRESS, Instant.ofEpochMilli(1750000000000L));
            String row = "\"taskId\":\"5B88\",\"taskState\":\"IN_PROGRESS\",\"creationTime\":1750000000000";
            for (String body : List.of("{\"tasks\":[{" + row + "}]}", "{\"task\":{" + row + "}}", "{" + row + "}")) {
                fixture.fake.faults().inject(Fault.json(200, body));
                assertThat(model(fixture).process("118000000007").tasks()).containsExactly(expected);
            }
        }
    }

    private static ListedTask listed(Fixture fixture, String id, TaskState state, Instant created) {
        return new ListedTask(fixture.fake.model().process("118000000007").task(id), state, created);
    }

    private static AnaplanModel model(Fixture fixture) {
        return fixture.anaplan.model(
                fixture.fake.model().workspaceId(), fixture.fake.model().modelId());
    }
}
