package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of each history of ours, and what of a file alone. */
@Timeout(60)
class DurationHistoryTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final ActionRef ACTION = MODEL.process("118000000007");

    @TempDir
    private Path directory;

    enum Kind {
        MEMORY,
        FILE
    }

    private Path file() {
        return directory.resolve("durations.txt");
    }

    private DurationHistory history(Kind kind) {
        return kind == Kind.MEMORY ? DurationHistory.inMemory() : DurationHistory.file(file());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAddedIsKnown(Kind kind) {
        DurationHistory history = history(kind);
        assertThat(history.durations(ACTION)).isEmpty();

        history.add(ACTION.task("T1"), Duration.ofMinutes(3));
        history.add(ACTION.task("T2"), Duration.ofMillis(1));

        assertThat(history.durations(ACTION)).containsExactly(Duration.ofMinutes(3), Duration.ofMillis(1));
        assertThat(history.durations(MODEL.action(ActionKind.IMPORT, ACTION.actionId())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatIsKnownIsNotAddedAgain(Kind kind) {
        DurationHistory history = history(kind);

        history.add(ACTION.task("T1"), Duration.ofMinutes(3));
        history.add(ACTION.task("T1"), Duration.ofMinutes(4));

        assertThat(history.durations(ACTION)).containsExactly(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @EnumSource
    void ofEachActionTheLatestFiftyRunsAreKept(Kind kind) {
        DurationHistory history = history(kind);
        for (int run = 1; run <= 60; run++) {
            history.add(ACTION.task("T" + run), Duration.ofSeconds(run));
        }

        assertThat(history.durations(ACTION))
                .containsExactlyElementsOf(IntStream.rangeClosed(11, 60)
                        .mapToObj(Duration::ofSeconds)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void theActionsThatRanLastAreKept(Kind kind) {
        DurationHistory history = history(kind);
        int most = kind == Kind.MEMORY ? 1_000 : 300;
        history.add(ACTION.task("T1"), Duration.ofSeconds(1));
        for (int action = 1; action < most; action++) {
            history.add(MODEL.process("P" + action).task("T1"), Duration.ofSeconds(1));
        }
        history.add(ACTION.task("T2"), Duration.ofSeconds(2));
        history.add(MODEL.process("P" + most).task("T1"), Duration.ofSeconds(1));

        assertThat(history.durations(ACTION)).hasSize(2);
        assertThat(history.durations(MODEL.process("P1"))).isEmpty();
        assertThat(history.durations(MODEL.process("P2"))).hasSize(1);
    }

    @Test
    void oneThatForgetsEverythingIsAlwaysTheSame() {
        DurationHistory.none().add(ACTION.task("T1"), Duration.ofMinutes(3));

        assertThat(DurationHistory.none()).isSameAs(DurationHistory.none());
        assertThat(DurationHistory.none().durations(ACTION)).isEmpty();
    }

    @Test
    void theFileHasALineForEachAction() throws Exception {
        DurationHistory history = DurationHistory.file(file());
        history.add(ACTION.task("T1"), Duration.ofMinutes(3));
        history.add(MODEL.process("a=ü").task("x=1"), Duration.ofSeconds(1));
        history.add(ACTION.task("T2"), Duration.ofMinutes(4));

        assertThat(file())
                .content()
                .isEqualTo("# anaplan4j durations 1: an action, then its latest runs with milliseconds, oldest first\n"
                        + "workspaces/8a81/models/75A4/processes/a=ü x=1=1000\n"
                        + "workspaces/8a81/models/75A4/processes/118000000007 T1=180000 T2=240000\n");
        assertThat(DurationHistory.file(file()).durations(MODEL.process("a=ü"))).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void whatAnotherProgramAddsIsSeenAndKept() {
        DurationHistory one = DurationHistory.file(file());
        DurationHistory other = DurationHistory.file(
                directory.resolve("../" + directory.getFileName()).resolve(file().getFileName()));
        one.add(ACTION.task("T1"), Duration.ofMinutes(1));
        assertThat(other.durations(ACTION)).hasSize(1);

        other.add(ACTION.task("T2"), Duration.ofMinutes(2));
        one.add(ACTION.task("T3"), Duration.ofMinutes(3));

        assertThat(one.durations(ACTION)).hasSize(3);
        assertThat(other.durations(ACTION)).hasSize(3);
    }

    @Test
    void aFileThatHasNotChangedIsNotReadAgain() throws Exception {
        DurationHistory history = DurationHistory.file(file());
        history.add(ACTION.task("T1"), Duration.ofMinutes(1));
        assertThat(history.durations(ACTION)).hasSize(1);
        FileTime before = Files.getLastModifiedTime(file());

        // Not by a program of ours, which would put another file in its place.
        Files.writeString(file(), "?".repeat((int) Files.size(file())));
        Files.setLastModifiedTime(file(), before);
        assertThat(history.durations(ACTION)).hasSize(1);

        Files.setLastModifiedTime(file(), FileTime.fromMillis(before.toMillis() + 10_000));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> history.durations(ACTION));
    }

    @Test
    void aFileOfSomebodyElseIsToldAndLeftAsItIs() throws Exception {
        Files.writeString(file(), "name,value\n1,2\n");

        assertToldAndKept("begins with \"name,value\". Name another file, or move this one away");
    }

    @Test
    void aFileMayHave4MebibytesAndNotOneByteMore() throws Exception {
        DurationHistory.file(file()).add(ACTION.task("T1"), Duration.ofSeconds(1));
        String first = Files.readAllLines(file()).get(0) + "\n" + ACTION + " T";
        String largest = first + "1".repeat((4 << 20) - first.length() - 2) + "=1";
        Files.writeString(file(), largest);

        assertThat(DurationHistory.file(file()).durations(ACTION)).containsExactly(Duration.ofMillis(1));

        Files.writeString(file(), largest + "1");
        assertToldAndKept("is no file of durations");
    }

    @Test
    void aFileWithoutAnEndIsNotReadToIt() throws Exception {
        Files.writeString(file(), "x".repeat(5 * 1024 * 1024));

        assertToldAndKept("begins with \"xxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "workspaces/8a81/models/75A4/processes/118",
                "workspaces/8a81/models/75A4/processes/118 T1",
                "workspaces/8a81/models/75A4/processes/118 T1=",
                "workspaces/8a81/models/75A4/processes/118 T1=-1",
                "workspaces/8a81/models/75A4/processes/118 T1=1 ",
                "workspaces/8a81/models/75A4/processes/118 =1",
                "workspaces/8a81/processes/118 T1=1",
                "workspaces/8a81/models/75A4/processes/118 T1=99999999999999999999",
                "<<<<<<< merged"
            })
    void aBrokenLineIsToldAndTheFileLeftAsItIs(String line) throws Exception {
        DurationHistory.file(file()).add(ACTION.task("T1"), Duration.ofMinutes(1));
        Files.writeString(file(), Files.readString(file()) + line + "\n");

        assertToldAndKept(
                file() + ", line 3: \"" + line.substring(0, Math.min(40, line.length())),
                "is no action with its runs. Delete that line, or the file");
    }

    private void assertToldAndKept(String... words) throws IOException {
        String before = Files.readString(file());
        DurationHistory history = DurationHistory.file(file());

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> history.durations(ACTION))
                .withMessageContaining(file().toString())
                .withMessageContainingAll(words);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> history.add(ACTION.task("T9"), Duration.ofMinutes(1)))
                .withMessageContainingAll(words);
        assertThat(file()).content().isEqualTo(before);
    }

    @Test
    void anEmptyFileKnowsNothing() throws Exception {
        Files.createFile(file());
        DurationHistory history = DurationHistory.file(file());
        assertThat(history.durations(ACTION)).isEmpty();

        history.add(ACTION.task("T1"), Duration.ofMinutes(1));

        assertThat(history.durations(ACTION)).hasSize(1);
    }

    @Test
    void aDirectoryThatIsNotThereIsToldWhenThereIsSomethingToKeep() {
        DurationHistory history =
                DurationHistory.file(directory.resolve("missing").resolve("durations"));
        assertThat(history.durations(ACTION)).isEmpty();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> history.add(ACTION.task("T1"), Duration.ofMinutes(1)))
                .withCauseInstanceOf(NoSuchFileException.class)
                .withMessageContaining("its directory does not exist; create it first");
    }

    @Test
    void whatIsNoFileIsToldByItsName() throws Exception {
        Files.createDirectory(file());
        DurationHistory history = DurationHistory.file(file());

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> history.durations(ACTION))
                .withMessageContaining(file().toString());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> history.add(ACTION.task("T1"), Duration.ofMinutes(1)))
                .withMessageContaining(file().toString());
    }

    /** A program is killed now and then; what it leaves must not add up. */
    @Test
    void whatAKilledProgramLeavesIsUsedAgain() throws Exception {
        Files.writeString(directory.resolve("durations.txt.part"), "half a li");

        DurationHistory.file(file()).add(ACTION.task("T1"), Duration.ofMinutes(1));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("durations.txt", "durations.txt.lock", "durations.txt.turn");
        }
        assertThat(DurationHistory.file(file()).durations(ACTION)).hasSize(1);
    }

    @Test
    void whoeverHoldsTheLockIsWaitedForAWhile() throws Exception {
        DurationHistory history = new DurationHistoryFile(file(), Duration.ofMillis(1));
        try (Closeable held = FileMutex.lock(file(), Duration.ZERO).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> history.add(ACTION.task("T1"), Duration.ofMinutes(1)))
                    .withMessageContaining("has held the lock " + file() + ".lock for PT0.001S");
        }
        history.add(ACTION.task("T1"), Duration.ofMinutes(1));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
    void nobodyElseMayReadIt() throws Exception {
        DurationHistory.file(file()).add(ACTION.task("T1"), Duration.ofMinutes(1));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(List.copyOf(files.toList()))
                    .hasSize(3)
                    .allSatisfy(each -> assertThat(Files.getPosixFilePermissions(each))
                            .containsExactlyInAnyOrder(
                                    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }
}
