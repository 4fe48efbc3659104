package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A second copy of the library in the same JVM, as two plugins of an application have, and another program. */
@Timeout(30)
class FileMutexTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = directory.resolve("kept");
    }

    /** Another program, which tells whether it got the lock. */
    public static final class Asking {
        private Asking() {}

        /**
         * Asks.
         *
         * @param arguments the file
         */
        public static void main(String[] arguments) throws Exception {
            System.out.print(FileMutex.lock(Path.of(arguments[0]), Duration.ofMillis(100))
                    .isPresent());
        }
    }

    /** The library once more, with classes and statics of its own. */
    private static final class Copy implements AutoCloseable {
        private final URLClassLoader loader;
        private final Method lock;

        Copy() throws ReflectiveOperationException {
            URL classes = FileMutex.class.getProtectionDomain().getCodeSource().getLocation();
            loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
            Class<?> mutex = loader.loadClass(FileMutex.class.getName());
            assertThat(mutex).isNotEqualTo(FileMutex.class);
            lock = mutex.getDeclaredMethod("lock", Path.class, Duration.class);
            lock.setAccessible(true);
        }

        Optional<Closeable> lock(Path file, Duration atMost) throws Exception {
            try {
                return ((Optional<?>) lock.invoke(null, file, atMost)).map(Closeable.class::cast);
            } catch (InvocationTargetException thrown) {
                throw (Exception) thrown.getCause();
            }
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    @Test
    void aCopyThatAsksInVainDoesNotOpenTheLockToOtherPrograms() throws Exception {
        try (Copy copy = new Copy();
                Closeable held = FileMutex.lock(file, LONG).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(copy.lock(file, SHORT)).isEmpty();

            assertThat(anotherProgramGets(file)).isFalse();
        }
        assertThat(anotherProgramGets(file)).isTrue();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "lets not everybody make links")
    void underAnotherNameItIsTheSameLock() throws Exception {
        try (Closeable made = FileMutex.lock(file, LONG).orElseThrow()) {
            assertThat(made).isNotNull();
        }
        Files.createFile(file);
        Path symbolic = Files.createSymbolicLink(directory.resolve("symbolic"), file);
        try (var locks = Files.newDirectoryStream(directory, "kept.*")) {
            for (Path lock : locks) { // as a backup of hard links has them
                Files.createLink(
                        directory.resolve("hard" + lock.getFileName().toString().substring(4)), lock);
            }
        }

        for (Path other : new Path[] {symbolic, directory.resolve("hard")}) {
            try (Copy copy = new Copy();
                    Closeable held = FileMutex.lock(file, LONG).orElseThrow()) {
                assertThat(held).isNotNull();
                assertThat(FileMutex.lock(other, SHORT)).isEmpty();
                assertThat(copy.lock(other, SHORT)).isEmpty();

                assertThat(anotherProgramGets(file)).isFalse();
            }
        }
    }

    @Test
    void copiesTakeTurns() throws Exception {
        try (Copy copy = new Copy()) {
            for (int turn = 0; turn < 3; turn++) {
                try (Closeable ofTheCopy = copy.lock(file, LONG).orElseThrow()) {
                    assertThat(ofTheCopy).isNotNull();
                    assertThat(FileMutex.lock(file, SHORT)).isEmpty();
                    assertThat(anotherProgramGets(file)).isFalse();
                }
                FileMutex.lock(file, LONG).orElseThrow().close();
            }
        }
    }

    @Test
    void aCopyThatIsInterruptedWhileItWaitsLeavesTheLockAlone() throws Exception {
        try (Copy copy = new Copy();
                Closeable held = FileMutex.lock(file, LONG).orElseThrow()) {
            assertThat(held).isNotNull();
            FutureTask<Optional<Closeable>> waiting = new FutureTask<>(() -> copy.lock(file, LONG));
            Thread thread = new Thread(waiting);
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            thread.interrupt();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiting::get)
                    .withCauseInstanceOf(InterruptedException.class);

            assertThat(anotherProgramGets(file)).isFalse();
        }
    }

    private static boolean anotherProgramGets(Path file) throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Asking.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String answer = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).isIn("true", "false");
            return Boolean.parseBoolean(answer);
        } finally {
            java.destroyForcibly().waitFor();
        }
    }
}
