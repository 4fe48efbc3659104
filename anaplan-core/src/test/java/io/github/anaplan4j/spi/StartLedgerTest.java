package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every ledger, and what of files alone. */
@Timeout(30)
class StartLedgerTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    enum Kind {
        MEMORY,
        FILE
    }

    private StartLedger ledger(Kind kind) {
        return kind == Kind.MEMORY ? StartLedger.inMemory() : StartLedger.file(directory);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadByTheNext(Kind kind) throws Exception {
        StartLedger ledger = ledger(kind);
        try (StartLedger.Slot slot = open(ledger, ACTION)) {
            assertThat(slot.read()).isEmpty();
            slot.write("first");
            slot.write("second");
            assertThat(slot.read()).contains("second");
        }
        try (StartLedger.Slot slot = open(ledger, ACTION)) {
            assertThat(slot.read()).contains("second");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachActionHasASlotOfItsOwn(Kind kind) throws Exception {
        StartLedger ledger = ledger(kind);
        List<ActionRef> alike = List.of(
                ACTION,
                new ModelRef("8a81", "75A4").process("119"),
                new ModelRef("8a81", "75A5").process("118"),
                new ModelRef("8A81", "75A4").process("118"),
                new ActionRef(new ModelRef("8a81", "75A4"), ActionKind.IMPORT, "118"),
                new ModelRef("8a81", "75A4").process("a:b*c"),
                new ModelRef("8a81", "75A4").process("a_b_c"),
                new ModelRef("8a81", "75A4").process("ü".repeat(300)));
        List<StartLedger.Slot> open = new ArrayList<>();
        for (ActionRef action : alike) {
            StartLedger.Slot slot = open(ledger, action);
            assertThat(slot.read()).isEmpty();
            slot.write(action.toString());
            open.add(slot);
        }
        for (StartLedger.Slot slot : open) {
            slot.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneAtATimeHasIt(Kind kind) throws Exception {
        StartLedger ledger = ledger(kind);
        StartLedger.Slot first = open(ledger, ACTION);

        assertThat(ledger.open(ACTION, Duration.ofMillis(1))).isEmpty(); // this thread neither
        FutureTask<Boolean> other = new FutureTask<>(() -> {
            open(ledger, ACTION).close();
            return true;
        });
        Thread thread = new Thread(other);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(other.isDone()).isFalse();
        first.close();

        assertThat(other.get()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aSlotMayBeClosedTwiceAndByAnotherThread(Kind kind) throws Exception {
        StartLedger ledger = ledger(kind);
        StartLedger.Slot first = open(ledger, ACTION);
        FutureTask<Boolean> other = new FutureTask<>(() -> {
            first.close();
            first.close();
            return true;
        });
        new Thread(other).start();
        assertThat(other.get()).isTrue();

        StartLedger.Slot second = open(ledger, ACTION);
        first.close();
        assertThat(ledger.open(ACTION, Duration.ofMillis(1))).isEmpty();
        second.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWaitsCanBeInterrupted(Kind kind) throws Exception {
        StartLedger ledger = ledger(kind);
        try (StartLedger.Slot held = open(ledger, ACTION)) {
            assertThat(held).isNotNull();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> ledger.open(ACTION, LONG));
        }
        assertThat(Thread.interrupted()).isFalse();
        open(ledger, ACTION).close();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedThreadReadsAndWrites(Kind kind) throws Exception {
        try (StartLedger.Slot slot = open(ledger(kind), ACTION)) {
            Thread.currentThread().interrupt();
            slot.write("written");
            assertThat(slot.read()).contains("written");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyThreadsCountWithoutLosingOne(Kind kind) throws Exception {
        StartLedger ledger = ledger(kind);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> all = Stream.generate(() -> threads.submit(() -> {
                    go.await();
                    try (StartLedger.Slot slot = open(ledger, ACTION)) {
                        slot.write(String.valueOf(Integer.parseInt(slot.read().orElse("0")) + 1));
                    }
                    return null;
                }))
                .limit(40)
                .<Future<?>>map(future -> future)
                .toList();
        go.countDown();
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        try (StartLedger.Slot slot = open(ledger, ACTION)) {
            assertThat(slot.read()).contains("40");
        }
    }

    @Test
    void onlyFilesOutliveTheProgram() {
        assertThat(ledger(Kind.MEMORY).isDurable()).isFalse();
        assertThat(ledger(Kind.FILE).isDurable()).isTrue();
    }

    @Test
    void twoLedgersOfOneDirectoryAreOne() throws Exception {
        StartLedger one = StartLedger.file(directory);
        StartLedger other = StartLedger.file(directory.resolve("../" + directory.getFileName()));
        try (StartLedger.Slot slot = open(one, ACTION)) {
            slot.write("by one");
            assertThat(other.open(ACTION, Duration.ofMillis(1))).isEmpty();
        }
        try (StartLedger.Slot slot = open(other, ACTION)) {
            assertThat(slot.read()).contains("by one");
        }
    }

    @Test
    void theLockIsOneOfTheFileSystem() throws Exception {
        StartLedger.Slot slot = open(StartLedger.file(directory), ACTION);
        Path lock = find("*.lock");

        assertThatExceptionOfType(OverlappingFileLockException.class) // what another program would wait for
                .isThrownBy(() -> tryLock(lock));
        slot.close();

        assertThat(tryLock(lock)).isTrue();
    }

    @Test
    void whatAnotherProgramHoldsIsWaitedFor() throws Exception {
        StartLedger ledger = StartLedger.file(directory);
        open(ledger, ACTION).close();
        try (FileChannel channel = FileChannel.open(find("*.lock"), StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(ledger.open(ACTION, Duration.ofMillis(30))).isEmpty();
        }
        open(ledger, ACTION).close();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
    void nobodyElseMayReadIt() throws Exception {
        try (StartLedger.Slot slot = open(StartLedger.file(directory), ACTION)) {
            slot.write("written");
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .containsExactlyInAnyOrder(
                                    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    /** As a disk may leave it, that is, for nobody writes it so. */
    @Test
    void aFileWithNothingInItIsNoFileThatIsNotThere() throws Exception {
        StartLedger ledger = StartLedger.file(directory);
        try (StartLedger.Slot slot = open(ledger, ACTION)) {
            slot.write("written");
            Files.writeString(file(), "");
            assertThat(slot.read()).contains("");
        }
    }

    @Test
    void aFirstLineThatCannotBeWrittenLeavesNoFile() throws Exception {
        try (StartLedger.Slot slot = open(StartLedger.file(directory), ACTION)) {
            Path inTheWay = directory.resolve(file().getFileName() + ".part");
            Files.createFile(Files.createDirectory(inTheWay).resolve("kept"));

            assertThatExceptionOfType(DirectoryNotEmptyException.class).isThrownBy(() -> slot.write("written"));

            assertThat(slot.read()).isEmpty();
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void aFileIsNamedAfterItsModelAndAction() throws Exception {
        ModelRef model = new ModelRef("8a8b8c8d8a8b8c8d8a8b8c8d8a8b8c8d", "75A4087475A4087475A4087475A40874");
        StartLedger ledger = StartLedger.file(directory);

        for (ActionRef action : List.of(ACTION, model.process("118000000007"), model.process("ü".repeat(300)))) {
            open(ledger, action).close();
        }

        assertThat(file("75a4-*").getFileName()).asString().startsWith("75a4-processes-118-");
        assertThat(file("*118000000007*").getFileName())
                .asString()
                .startsWith("75a4087475a4087475a4087475a40874-processes-118000000007-");
        assertThat(file("*___*").getFileName().toString()).hasSizeLessThan(130);
    }

    @Test
    void aDirectoryThatIsNotThereIsTold() {
        StartLedger ledger = StartLedger.file(directory.resolve("missing"));

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> ledger.open(ACTION, LONG));
        assertThat(directory.resolve("missing")).doesNotExist();
    }

    private Path file() throws IOException {
        return file("*");
    }

    private Path file(String glob) throws IOException {
        String lock = find(glob + ".lock").getFileName().toString();
        return directory.resolve(lock.substring(0, lock.length() - ".lock".length()));
    }

    private Path find(String glob) throws IOException {
        try (var files = Files.newDirectoryStream(directory, glob)) {
            return files.iterator().next();
        }
    }

    private static StartLedger.Slot open(StartLedger ledger, ActionRef action) throws Exception {
        Optional<StartLedger.Slot> slot = ledger.open(action, LONG);
        return slot.orElseThrow();
    }

    private static boolean tryLock(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }
}
