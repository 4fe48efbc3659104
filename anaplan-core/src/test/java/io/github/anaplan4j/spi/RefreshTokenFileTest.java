package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.anaplan4j.auth.ClientCertificate;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RefreshTokenFileTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsSavedIsLoadedByWhoeverOpensTheFileNext() throws IOException {
        Path file = directory.resolve("token");
        RefreshTokenStore store = RefreshTokenStore.file(file);
        assertThat(store.load()).isEmpty();

        store.save("refresh-1");
        store.save("refresh-2");

        assertThat(RefreshTokenStore.file(file).load()).contains("refresh-2");
        assertThat(directory).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void aFileWrittenByHandMayEndWithALine() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "refresh-1\n");

        assertThat(RefreshTokenStore.file(file).load()).contains("refresh-1");
        assertThat(RefreshTokenStore.file(Files.writeString(file, "\n")).load()).isEmpty();
    }

    @Test
    void whatAShellOrAnEditorWroteIsRead() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String text : List.of(
                    "\uFEFFrefresh-1",
                    "\uFEFF\"refresh-1\"\r\n",
                    "\uFEFF 'refresh-1' ",
                    "refresh-1",
                    "refresh-1\r\n")) {
                Path file = Files.write(directory.resolve("token"), text.getBytes(charset));

                assertThat(RefreshTokenStore.file(file).load())
                        .as(charset + text)
                        .contains("refresh-1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret1\nsecret2\n", "token secret", "secr\u00E9t", "secret\u0000"})
    void whatCannotBeATokenIsToldWithTheFileAndNotQuoted(String text) throws IOException {
        assertToldAndNotQuoted(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REFRESH_TOKEN=secret",
                "anaplan.refresh-token=secret",
                "refresh_token=\"secret\"",
                "{\"refresh_token\":\"secret\"}",
                "[\"secret\"]"
            })
    void whatHasATokenBesideItsNameIsToldAndNotSent(String text) throws IOException {
        assertToldAndNotQuoted(text);
    }

    private void assertToldAndNotQuoted(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), text);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RefreshTokenStore.file(file).load())
                .withMessageContaining(file.toString())
                .withMessageContaining("the token alone")
                .withMessageNotContaining("secr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.MsR-x_Y~z+/",
                "YWJj",
                "YWI=",
                "YQ==",
                "eyJhbGciOiJIUzI1NiJ9.e30.abc",
                "0123456789012345678901234567890123456789x=YWI="
            })
    void whatTokensAreMadeOfIsTaken(String text) throws IOException {
        assertThat(RefreshTokenStore.file(Files.writeString(directory.resolve("token"), text))
                        .load())
                .contains(text);
    }

    @Test
    void aFileMayHave1MebibyteAndNotOneByteMore() throws IOException {
        String largest = "refresh-1" + " ".repeat((1 << 20) - 9);
        Path file = Files.writeString(directory.resolve("token"), largest);

        assertThat(RefreshTokenStore.file(file).load()).contains("refresh-1");

        Files.writeString(file, largest + " ");
        assertThatIOException().isThrownBy(() -> RefreshTokenStore.file(file).load());
    }

    @Test
    void whatHasNoEndIsNotRead() throws IOException {
        Path file = directory.resolve("token");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertThatIOException()
                .isThrownBy(() -> RefreshTokenStore.file(file).load())
                .withMessage(file + " is larger than 1 MiB, so it is not the file that was meant; check its path");
        assertThatIOException()
                .isThrownBy(() -> ClientCertificate.ofPem(file, file))
                .withMessageStartingWith(file + " is larger than 1 MiB");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
    void nobodyElseMayReadIt() throws IOException {
        Path file = directory.resolve("token");

        RefreshTokenStore.file(file).save("refresh-1");

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void theLockIsOneOfTheFileSystemAndBetweenThreads() throws Exception {
        Path file = directory.resolve("token");
        Closeable lock = RefreshTokenStore.file(file).lock();

        assertThatExceptionOfType(OverlappingFileLockException.class) // what another program would wait for
                .isThrownBy(() -> tryLock(directory.resolve("token.lock")));
        FutureTask<Boolean> other = new FutureTask<>(() -> {
            RefreshTokenStore.file(file).lock().close();
            return true;
        });
        Thread thread = new Thread(other);
        thread.start();
        awaitWaiting(thread);
        lock.close();

        assertThat(other.get()).isTrue();
        assertThat(tryLock(directory.resolve("token.lock"))).isTrue();
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatOthersHoldForTooLongIsTold() throws Exception {
        Path file = directory.resolve("token");
        try (Closeable lock = RefreshTokenStore.file(file).lock()) {
            assertThat(lock).isNotNull();
            assertThatIOException()
                    .isThrownBy(() -> new RefreshTokenFile(file, Duration.ofMillis(1)).lock())
                    .withMessageContaining("token.lock")
                    .withMessageContaining("another program");
        }
    }

    @Test
    void whoeverWaitsForTheLockCanBeInterrupted() throws Exception {
        Path file = directory.resolve("token");
        try (Closeable lock = RefreshTokenStore.file(file).lock()) {
            assertThat(lock).isNotNull();
            FutureTask<Boolean> other = new FutureTask<>(() -> {
                assertThatExceptionOfType(InterruptedIOException.class)
                        .isThrownBy(() -> RefreshTokenStore.file(file).lock());
                return Thread.interrupted();
            });
            Thread thread = new Thread(other);
            thread.start();
            awaitWaiting(thread);

            thread.interrupt();

            assertThat(other.get()).isTrue();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "lets not everybody make links")
    void aFileWithTwoNamesHasOneLock() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "refresh-1");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        try (Closeable lock = RefreshTokenStore.file(link).lock()) {
            assertThat(lock).isNotNull();
            assertThatExceptionOfType(OverlappingFileLockException.class)
                    .isThrownBy(() -> tryLock(directory.resolve("token.lock")));
        }
    }

    private static boolean tryLock(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsTold() {
        RefreshTokenStore store = RefreshTokenStore.file(directory.resolve("missing/token"));

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.save("refresh-1"));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(store::lock);
    }
}
