package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.ResultDetail;
import io.github.anaplan4j.task.TaskResult;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskStatusDecoderTest {
    @Test
    void membersOfEveryKindAreRead() throws Exception {
        TaskStatus status = decode("""
                {"task":{
                  "taskId":"5B88","taskState":"COMPLETE","currentStep":"Complete.","progress":0.5,
                  "creationTime":1750000000000,"cancelledBy":"Ada Example",
                  "result":{
                    "objectId":"118000000007","objectName":"Nightly","successful":false,"failureDumpAvailable":true,
                    "duration":"1112","startTime":"1677624625790",
                    "details":[{"localMessageText":"Two rows","occurrences":2,"type":"someType",\
                "values":["a","1","b",null,3]}],
                    "nestedResults":[{"objectId":"112000000003","successful":true,"failureDumpAvailable":true}]
                  }}}""");

        assertThat(status)
                .isEqualTo(new TaskStatus(
                        "5B88",
                        TaskState.COMPLETE,
                        "Complete.",
                        0.5,
                        Instant.ofEpochMilli(1750000000000L),
                        "Ada Example",
                        new TaskResult(
                                "118000000007",
                                "Nightly",
                                false,
                                true,
                                List.of(new ResultDetail(
                                        "someType", "Two rows", 2, Arrays.asList("a", "1", "b", null, "3"))),
                                List.of(new TaskResult(
                                        "112000000003", null, true, true, List.of(), List.of(), null, null)),
                                Duration.ofMillis(1112),
                                Instant.ofEpochMilli(1677624625790L))));
    }

    @Test
    void everythingOptionalMayBeMissing() throws Exception {
        assertThat(decode("{\"task\":{\"taskState\":\"CANCELLED\"}}"))
                .isEqualTo(new TaskStatus(null, TaskState.CANCELLED, null, null, null, null, null));
        assertThat(decode("{\"task\":{\"taskState\":\"COMPLETE\",\"result\":{}}}")
                        .result())
                .isEqualTo(new TaskResult(null, null, null, false, List.of(), List.of(), null, null));
    }

    @Test
    void everythingOptionalMayBeNull() throws Exception {
        TaskStatus status = decode("""
                {"meta":null,"status":null,"task":{"type":null,"taskId":"5B88","taskState":null,"currentStep":null,
                "progress":null,"creationTime":null,"cancelledBy":null,"result":{"objectId":null,"objectName":null,
                "successful":null,"failureDumpAvailable":null,"details":null,"nestedResults":[null],"duration":null,
                "startTime":null}}}""");

        assertThat(status)
                .isEqualTo(new TaskStatus(
                        "5B88",
                        TaskState.of(null),
                        null,
                        null,
                        null,
                        null,
                        new TaskResult(null, null, null, false, List.of(), List.of(), null, null)));
    }

    @Test
    void unknownMembersAreIgnoredEverywhere() throws Exception {
        TaskStatus status = decode("""
                {"new":[1],"task":{"taskState":"PAUSED","new":{"deep":[]},"result":{"new":1,"successful":true,
                "details":[{"new":{},"type":"t"}],"nestedResults":[{"new":[]}]}}}""");

        assertThat(status.state()).isEqualTo(TaskState.of("PAUSED"));
        assertThat(status.result())
                .isEqualTo(new TaskResult(
                        null,
                        null,
                        true,
                        false,
                        List.of(new ResultDetail("t", null, 0, List.of())),
                        List.of(new TaskResult(null, null, null, false, List.of(), List.of(), null, null)),
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.0, 1", "-1.0, -1", "0.4, 0.4", "\"0.4\", 0.4", "1e0, 1"})
    void progressComesAsAnyNumber(String json, double expected) throws Exception {
        TaskStatus status = decode("{\"task\":{\"taskState\":\"IN_PROGRESS\",\"progress\":" + json + "}}");

        assertThat(status.progress()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'\"half\"'", "true", "[]", "{}", "'\"\"'"})
    void anUnreadableMemberForDisplayIsAbsent(String json) throws Exception {
        TaskStatus status = decode("{\"task\":{\"taskState\":\"IN_PROGRESS\",\"progress\":" + json
                + ",\"creationTime\":" + json + ",\"result\":{\"duration\":" + json + ",\"startTime\":" + json + "}}}");

        assertThat(status.progress()).isNull();
        assertThat(status.creationTime()).isNull();
        assertThat(status.result()).isNotNull();
        assertThat(status.result().duration()).isNull();
        assertThat(status.result().startTime()).isNull();
    }

    @Test
    void numbersAreReadInEveryWritingOfThem() throws Exception {
        TaskStatus status = decode("{\"task\":{\"taskState\":\"COMPLETE\",\"result\":"
                + "{\"duration\":\"868.0\",\"startTime\":1.677624626034E12,\"successful\":true,"
                + "\"details\":[{\"occurrences\":3.0}]}}}");

        assertThat(status.result()).isNotNull();
        assertThat(status.result().duration()).isEqualTo(Duration.ofMillis(868));
        assertThat(status.result().startTime()).isEqualTo(Instant.parse("2023-02-28T22:50:26.034Z"));
        assertThat(status.result().details().get(0).occurrences()).isEqualTo(3);
    }

    private static TaskStatus decode(String json) throws Json.Unexpected {
        return TaskStatusDecoder.decode(Json.object(json.getBytes(StandardCharsets.UTF_8)));
    }
}
