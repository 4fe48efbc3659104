package io.github.anaplan4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.LookupException.Candidate;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskState;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages have what happened, why, and what to do. */
class MessagesTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html>Blocked",
                "<HTML>",
                " \uFEFF<html lang=\"en\">",
                "<?xml version=\"1.0\"?> <!DOCTYPE html>",
                "<head>"
            })
    void aPageIsProbablyNotAnaplans(String body) {
        for (int status : new int[] {403, 404, 413, 500, 502, 503}) {
            assertThat(new AnaplanApiException("GET /x", status, null, null, body))
                    .hasMessageContaining("a page of HTML")
                    .hasMessageContaining("proxy or gateway");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"status\":{\"code\":403}}", "Forbidden", "<Error>no</Error>"})
    void whatIsNoPageMayBeAnaplans(String body) {
        assertThat(new AnaplanApiException("GET /x", 403, null, null, body)).hasMessageNotContaining("HTML");
    }

    @Test
    void aChunkThatIsTooLargeCannotBeMadeSmaller() {
        assertThat(new AnaplanApiException("PUT /x", 413, null, null, ""))
                .hasMessageNotContaining("Send less")
                .hasMessageContaining("10 MB")
                .hasMessageContaining("gateway");
    }

    @Test
    void aTokenThatIsRejectedAgainAndAgainHasACure() {
        AnaplanApiException rejection = new AnaplanApiException("GET /x", 401, null, null, "");

        assertThat(rejection).hasMessageContaining("one region");
        assertThat(new TokenRejectedException(rejection))
                .hasMessageNotContaining("ask again with another")
                .hasMessageContaining("one region");
    }

    @Test
    void aRequestWithoutAnAnswerNamesTheSetting() {
        assertThat(TransportException.from("GET /x", new SocketTimeoutException("read timed out")))
                .hasMessageContaining("readTimeout of AnaplanClient.builder().");
        for (var lost : List.of(new SocketException("Connection reset"), new EOFException())) {
            assertThat(TransportException.from("GET /x", lost))
                    .hasMessageContaining("proxy of AnaplanClient.builder().");
        }
    }

    @Test
    void aNameThatTheOnlyActionHasNotIsToldOfOne() {
        List<Candidate> one = List.of(new Candidate("Nightly load", "118000000007"));

        assertThat(new LookupException("processes", "a model", "Daily load", one, true))
                .hasMessageStartingWith("The only one of the processes of ")
                .hasMessageContaining(" is not named \"Daily load\". There is: \"Nightly load\" (");
    }

    @Test
    void twentyActionsAreTold() {
        List<Candidate> many = IntStream.rangeClosed(1, 21)
                .mapToObj(i -> new Candidate("Load " + i, "1"))
                .toList();

        assertThat(new LookupException("processes", "a model", "x", many.subList(0, 20), true))
                .hasMessageContaining("\"Load 20\"")
                .hasMessageNotContaining(", …");
        assertThat(new LookupException("processes", "a model", "x", many, true))
                .hasMessageContaining("\"Load 20\"")
                .hasMessageNotContaining("\"Load 21\"")
                .hasMessageContaining(", …");
    }

    @Test
    void theCandidatesOfAStartAreLines() {
        List<ListedTask> tasks = IntStream.range(0, 12)
                .mapToObj(i -> new ListedTask(ACTION.task("T" + i), TaskState.COMPLETE, i == 0 ? null : Instant.EPOCH))
                .toList();

        assertThat(new StartUncertainException(ACTION, Instant.EPOCH, tasks, true, "a ledger", null)
                        .getMessage()
                        .lines())
                .hasSize(1 + 10 + 1 + 1)
                .contains("  " + ACTION.task("T0") + ", COMPLETE")
                .contains("  " + ACTION.task("T9") + ", COMPLETE, created at 1970-01-01T00:00:00Z")
                .contains("  and 2 more, in candidates()");
    }
}
