package io.github.anaplan4j.internal.usecase;

import static io.github.anaplan4j.internal.port.Failures.failing;
import static io.github.anaplan4j.internal.port.Failures.sent;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.LimitedTasks;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancel is a request, and a refusal of it counts only while the task runs. */
class CancelTaskTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");

    private final ManualTime time = new ManualTime();
    private final FakeTasks tasks = new FakeTasks();
    private final Lifecycle lifecycle = new Lifecycle();
    private final CancelTask cancels = new CancelTask(
            LimitedTasks.once(tasks, requests()),
            LimitedTasks.retrying(tasks, requests()),
            new Pauses(lifecycle, time));

    private RetryingRequests requests() {
        return new RetryingRequests(TestLimits.limiter(300, time), lifecycle, time);
    }

    @Test
    void aCancelIsOneRequest() {
        tasks.cancelling(() -> {});

        cancels.cancel(TASK);

        assertThat(tasks.calls).containsExactly("cancel");
        assertThat(time.passed()).isZero();
    }

    @Test
    void troubleOnTheWayIsNoReasonNotToAskAgain() {
        tasks.cancelling(failing(status(500))::get)
                .cancelling(failing(sent(TransportException.Kind.CONNECTION_LOST))::get)
                .cancelling(failing(status(503))::get)
                .cancelling(() -> {});

        cancels.cancel(TASK);

        assertThat(tasks.calls).containsExactly("cancel", "cancel", "cancel", "cancel");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(15));
    }

    static Stream<Arguments> refusalsWhileItRuns() {
        return Stream.of(403, 404, 405, 409)
                .flatMap(status -> Stream.of("NOT_STARTED", "IN_PROGRESS", "PAUSED", "")
                        .map(state -> Arguments.of(status, state)));
    }

    @ParameterizedTest
    @MethodSource("refusalsWhileItRuns")
    void aRefusalIsAnErrorWhileTheTaskRuns(int status, String state) {
        AnaplanException refusal = status(status);
        tasks.cancelling(failing(refusal)::get).reporting(in(state));

        assertThat(catchThrowable(() -> cancels.cancel(TASK))).isSameAs(refusal);

        int attempts = ApiCondition.of(status).isWorthRepeating() ? 4 : 1;
        List<String> calls = Stream.generate(() -> Stream.of("cancel", "status"))
                .limit(attempts)
                .flatMap(pair -> pair)
                .toList();
        assertThat(tasks.calls).isEqualTo(calls);
    }

    static Stream<Arguments> refusalsTooLate() {
        return Stream.of(403, 404, 405, 409, 500)
                .flatMap(status ->
                        Stream.of("COMPLETE", "CANCELLED", "CANCELLING").map(state -> Arguments.of(status, state)));
    }

    @ParameterizedTest
    @MethodSource("refusalsTooLate")
    void aRefusalIsNoErrorOnceTheTaskIsOverOrBeingCancelled(int status, String state) {
        tasks.cancelling(failing(status(status))::get).reporting(in(state));

        cancels.cancel(TASK);

        List<String> calls = new ArrayList<>(Collections.nCopies(status == 500 ? 4 : 1, "cancel"));
        calls.add("status");
        assertThat(tasks.calls).isEqualTo(calls);
        assertThat(time.passed()).isEqualTo(status == 500 ? Duration.ofSeconds(15) : Duration.ZERO);
    }

    @Test
    void aHiccupAfterARefusalDoesNotHideThatTheTaskIsOver() {
        tasks.cancelling(failing(status(403))::get)
                .reporting(failing(status(503)))
                .reporting(in("COMPLETE"));

        cancels.cancel(TASK);

        assertThat(tasks.calls).containsExactly("cancel", "status", "status");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void aRefusalIsTheErrorIfTheTaskCannotBeSeen(int unseen) {
        AnaplanException refusal = status(405);
        tasks.cancelling(failing(refusal)::get).reporting(failing(status(unseen)));

        assertThat(catchThrowable(() -> cancels.cancel(TASK))).isSameAs(refusal);
    }

    @Test
    void aFaultThatLastsIsAnErrorUnlessTheCancelArrivedAllTheSame() {
        AnaplanException fault = status(500);
        tasks.cancelling(failing(fault)::get).reporting(in("CANCELLING")).reporting(in("IN_PROGRESS"));

        cancels.cancel(TASK);
        assertThat(catchThrowable(() -> cancels.cancel(TASK))).isSameAs(fault);
    }

    @Test
    void aClientThatIsClosedCancelsNothing() {
        lifecycle.beginClosing();

        assertThatIllegalStateException().isThrownBy(() -> cancels.cancel(TASK)).withMessageContaining("closed");

        assertThat(tasks.calls).isEmpty();
    }

    private static TaskStatus in(String state) {
        return new TaskStatus(null, TaskState.of(state), null, null, null, null, null);
    }
}
