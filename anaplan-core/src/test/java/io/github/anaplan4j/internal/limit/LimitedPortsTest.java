package io.github.anaplan4j.internal.limit;

import static io.github.anaplan4j.internal.port.Failures.failing;
import static io.github.anaplan4j.internal.port.Failures.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ChunkBuffer;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.internal.port.Contents;
import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.FakeContents;
import io.github.anaplan4j.internal.port.FakeDefinitions;
import io.github.anaplan4j.internal.port.FakeTasks;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are repeated after trouble on the way, and which wait for their turn. */
class LimitedPortsTest {
    private static final TaskRef TASK = TaskRef.ofProcess("8a81", "75A4", "118000000002", "5B88");
    private static final FileRef FILE = new FileRef(TASK.model(), "113000000001");
    private static final AnaplanException TROUBLE = status(503);

    private final ManualTime time = new ManualTime();
    private final RequestLimiter limiter = TestLimits.limiter(300, time);
    private final RetryingRequests requests = new RetryingRequests(limiter, new Lifecycle(), time);

    private final FakeTasks tasks = new FakeTasks()
            .starting(failing(TROUBLE))
            .listing(failing(TROUBLE))
            .reporting(failing(TROUBLE))
            .cancelling(failing(TROUBLE)::get);

    @Test
    void aStartIsSentOnceInEitherWay() {
        for (Tasks limited : List.of(LimitedTasks.once(tasks, requests), LimitedTasks.retrying(tasks, requests))) {
            assertThat(callsOf(() -> limited.start(TASK.action(), StartOptions.defaults(), new Departure())))
                    .containsExactly("start");
        }
    }

    @Test
    void theOthersAreRepeatedOnlyWhereThatIsWanted() {
        Map<String, Consumer<Tasks>> others = Map.of(
                "status", limited -> limited.status(TASK, true),
                "list", limited -> limited.list(TASK.action(), Duration.ofMinutes(1)),
                "cancel", limited -> limited.cancel(TASK));
        others.forEach((name, call) -> {
            assertThat(callsOf(() -> call.accept(LimitedTasks.once(tasks, requests))))
                    .containsExactly(name);
            assertThat(callsOf(() -> call.accept(LimitedTasks.retrying(tasks, requests))))
                    .containsExactly(name, name, name, name);
        });
    }

    @Test
    void theWaitForItsTurnIsPartOfTheTimeThatAListHas() {
        List<Duration> bounds = new ArrayList<>();
        FakeTasks empty = new FakeTasks().noting(bounds::add).listing();
        for (Tasks limited : List.of(LimitedTasks.once(empty, requests), LimitedTasks.retrying(empty, requests))) {
            limiter.throttled(Duration.ofSeconds(20));
            limited.list(TASK.action(), Duration.ofMinutes(1));
        }

        assertThat(bounds).containsExactly(Duration.ofSeconds(40), Duration.ofSeconds(40));
    }

    @Test
    void aListWhoseTurnDoesNotComeInTimeIsNotSent() {
        FakeTasks empty = new FakeTasks().listing();
        for (Tasks limited : List.of(LimitedTasks.once(empty, requests), LimitedTasks.retrying(empty, requests))) {
            limiter.throttled(Duration.ofSeconds(61));
            Duration begun = time.passed();

            TransportException notSent = catchThrowableOfType(
                    TransportException.class, () -> limited.list(TASK.action(), Duration.ofMinutes(1)));

            assertThat(notSent.mayHaveBeenSent()).isFalse();
            assertThat(notSent).hasMessageContaining("429");
            assertThat(time.passed().minus(begun)).isLessThanOrEqualTo(Duration.ofMinutes(1));
            time.pass(Duration.ofMinutes(2));
        }
        assertThat(empty.calls).isEmpty();
    }

    private List<String> callsOf(Runnable call) {
        tasks.calls.clear();
        assertThat(catchThrowable(call::run)).isSameAs(TROUBLE);
        return List.copyOf(tasks.calls);
    }

    @Test
    void definitionsAreReadAgain() {
        FakeDefinitions definitions = new FakeDefinitions();
        Definitions limited = new LimitedDefinitions(definitions, requests);
        for (int i = 0; i < 3; i++) {
            definitions.failing(TROUBLE);
        }
        limited.actions(TASK.model(), ActionKind.PROCESS);
        definitions.failing(TROUBLE);
        limited.process(TASK.action());
        definitions.failing(TROUBLE);
        limited.files(TASK.model());

        assertThat(definitions.calls)
                .containsExactly("actions", "actions", "actions", "actions", "process", "process", "files", "files");
    }

    @Test
    void chunksAreMovedAgainAndInTurn() {
        Troubled contents = new Troubled();
        Contents limited = new LimitedContents(contents, requests);
        ContentRef file = new ContentRef.OfFile(FILE);
        Map<String, Runnable> calls = Map.of(
                "chunkIds", () -> limited.chunkIds(file),
                "chunk", () -> limited.chunk(file, "0", new ChunkBuffer()),
                "announce", () -> limited.announce(FILE, 1),
                "put", () -> limited.put(FILE, 0, new byte[1], false),
                "complete", () -> limited.complete(FILE));
        calls.forEach((name, call) -> {
            contents.calls.clear();
            contents.troubles = 3;

            call.run();

            assertThat(contents.calls).isEqualTo(Collections.nCopies(4, name));
        });

        Duration before = time.passed();
        for (int i = 0; i < 41; i++) {
            limited.put(FILE, i, new byte[1], false);
        }
        assertThat(time.passed().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 423, 424})
    void transfersWaitForABusyModelForTenMinutes(int status) {
        Troubled contents = new Troubled();
        contents.trouble = status(status);
        contents.troubles = 20;
        Contents limited = new LimitedContents(contents, requests);

        limited.put(FILE, 0, new byte[1], false);

        assertThat(contents.calls).hasSize(21);
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(10));

        contents.troubles = Integer.MAX_VALUE;
        assertThat(catchThrowable(() -> limited.put(FILE, 1, new byte[1], false)))
                .isSameAs(contents.trouble);
        assertThat(time.passed()).isBetween(Duration.ofMinutes(20), Duration.ofSeconds(20 * 60 + 1));
    }

    @Test
    void aBusyModelCountsForNoneOfTheAttempts() {
        Troubled contents = new Troubled();
        contents.trouble = status(409);
        contents.troubles = 10;
        contents.afterwards = 3;

        new LimitedContents(contents, requests).complete(FILE);

        assertThat(contents.calls).hasSize(14);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(10 * 30 + 3 * 5));
    }

    private static final class Troubled extends FakeContents {
        private final List<String> calls = new ArrayList<>();
        private AnaplanException trouble = TROUBLE;
        private int troubles;
        private int afterwards;

        private void record(String call) {
            calls.add(call);
            if (troubles-- > 0) {
                throw trouble;
            }
            if (afterwards-- > 0) {
                throw TROUBLE;
            }
        }

        @Override
        public List<String> chunkIds(ContentRef content) {
            record("chunkIds");
            return List.of("0");
        }

        @Override
        public void chunk(ContentRef content, String chunkId, ChunkBuffer into) {
            record("chunk");
        }

        @Override
        public void announce(FileRef file, int chunkCount) {
            record("announce");
        }

        @Override
        public void put(FileRef file, int index, byte[] bytes, boolean compressed) {
            record("put");
        }

        @Override
        public void complete(FileRef file) {
            record("complete");
        }
    }
}
