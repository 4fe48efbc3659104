package io.github.anaplan4j.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a real file system has: pipes, devices, links and the longest names. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AtomicFileOnDiskTest {
    @TempDir
    Path directory;

    @Test
    void aNamedPipeIsWrittenToAndStaysOne() throws Exception {
        Path pipe = made("mkfifo", directory.resolve("pipe").toString());
        FutureTask<String> reader = reading(pipe);

        assertThat(AtomicFile.write(pipe, out -> write(out, "new"))).isEqualTo(3);

        assertThat(reader.get()).isEqualTo("new");
        assertThat(isOther(pipe)).isTrue();
        assertThat(files()).containsExactly(pipe);
    }

    @Test
    void aLinkToANamedPipeIsWrittenThroughAndBothStay() throws Exception {
        Path pipe = made("mkfifo", directory.resolve("pipe").toString());
        Path link = linked(pipe);
        FutureTask<String> reader = reading(pipe);

        AtomicFile.write(link, out -> write(out, "new"));

        assertThat(reader.get()).isEqualTo("new");
        assertThat(link).isSymbolicLink();
        assertThat(isOther(pipe)).isTrue();
    }

    @Test
    void aFailureOnAPipeLeavesThePipe() throws Exception {
        Path pipe = made("mkfifo", directory.resolve("pipe").toString());
        FutureTask<String> reader = reading(pipe);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AtomicFile.write(pipe, out -> {
                    write(out, "a part");
                    throw new IOException("broken");
                }))
                .withMessage("broken");

        assertThat(reader.get()).isEqualTo("a part");
        assertThat(isOther(pipe)).isTrue();
        assertThat(files()).containsExactly(pipe);
    }

    @Test
    void aNamedPipeThatAppearsMeanwhileStaysOne() throws Exception {
        Path made = made("mkfifo", directory.resolve("made").toString());
        Path pipe = directory.resolve("pipe");

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> AtomicFile.write(pipe, out -> {
                    Files.move(made, pipe);
                    return write(out, "new");
                }))
                .withMessageContaining("meanwhile");

        assertThat(isOther(pipe)).isTrue();
        assertThat(files()).containsExactly(pipe);
    }

    @Test
    void aDeviceIsWrittenToAndStaysOne() throws Exception {
        // One of this test's own, for which it must be root.
        Path device = made("mknod", directory.resolve("null").toString(), "c", "1", "3");
        try {
            Files.newOutputStream(device).close();
        } catch (IOException mountedWithoutDevices) {
            assumeThat(mountedWithoutDevices).isNull();
        }

        assertThat(AtomicFile.write(device, out -> write(out, "new"))).isEqualTo(3);

        assertThat(isOther(device)).isTrue();
        assertThat(Files.size(device)).isZero();
        assertThat(files()).containsExactly(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "with a blank\\\u00E9"})
    void aFileThatIsMountedByItselfIsRefusedBeforeItsContentIsAskedFor(String name) throws Exception {
        Path outside = Files.writeString(directory.resolve("outside"), "old");
        Path file = Files.createFile(directory.resolve(name));
        made("mount", outside.toString(), "--bind", file.toString()); // for which this must be root
        try {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> AtomicFile.write(file, out -> {
                        throw new AssertionError("asked for");
                    }))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("mount its directory");
        } finally {
            made("umount", file.toString());
        }
        assertThat(outside).hasContent("old");
        assertThat(files()).containsExactlyInAnyOrder(outside, file);
    }

    @Test
    void anOpenFileIsWrittenIntoBehindWhatItHas() throws IOException {
        Path file = Files.writeString(directory.resolve("out.csv"), "before,");
        Object node = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        try (OutputStream redirected = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            Path descriptor = descriptorOf(file);

            AtomicFile.write(descriptor, out -> write(out, "new,"));
            AtomicFile.write(linked(descriptor), out -> write(out, "newer,")); // as /dev/stdout is

            write(redirected, "after");
        }
        assertThat(file).hasContent("before,new,newer,after");
        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .isEqualTo(node);
    }

    @Test
    void aLinkThatLeadsNowhereIsRefusedAndStays() throws IOException {
        Path missing = directory.resolve("missing.csv");
        Path link = linked(missing);
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));

        for (Path dangling : new Path[] {link, loop}) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> AtomicFile.write(dangling, out -> write(out, "new")))
                    .withMessageContaining(dangling.toString())
                    .withMessageContaining("link that leads nowhere");
            assertThat(dangling).isSymbolicLink();
        }
        assertThat(missing).doesNotExist();
        assertThat(files()).containsExactlyInAnyOrder(link, loop);
    }

    @Test
    void aLinkToADirectoryIsRefusedAndStays() throws IOException {
        Path link = linked(Files.createDirectory(directory.resolve("data")));

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> AtomicFile.write(link, out -> write(out, "new")))
                .withMessageContaining("is a directory");

        assertThat(link).isSymbolicLink();
    }

    @Test
    void linksToLinksStayAndTheFileAtTheirEndIsReplaced() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(directory.resolve("data")).resolve("real.csv"), "old");
        Path first = linked(file);
        Path second = Files.createSymbolicLink(directory.resolve("second"), first.getFileName());

        AtomicFile.write(second, out -> write(out, "new"));

        assertThat(file).hasContent("new");
        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
    }

    @Test
    void aNameIsMadeSafeInAnInterruptedThreadToo() {
        assumeThat(AtomicFile.makeLasting(directory)).isTrue();
        Thread.currentThread().interrupt();

        assertThat(AtomicFile.makeLasting(directory)).isTrue();

        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 61, 249, 250, 254, 255})
    void everyNameThatAFileCanHaveWorks(int length) throws IOException {
        Path file = directory.resolve("x".repeat(length));

        for (String content : new String[] {"first", "second"}) {
            AtomicFile.write(file, out -> write(out, content));

            assertThat(file).hasContent(content);
            assertThat(files()).containsExactly(file);
        }
    }

    @Test
    void aLongNameIsCutBetweenCharacters() throws IOException {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        Path file = directory.resolve("\uD83D\uDE00".repeat(63) + "csv"); // of 4 bytes and 2 chars each

        AtomicFile.write(file, outer -> {
            AtomicFile.write(directory.resolve("\uD83D\uDE00".repeat(63) + "txt"), inner -> write(inner, "another"));
            return write(outer, "new");
        });

        assertThat(file).hasContent("new");
        assertThat(files()).hasSize(2);
    }

    /** The system's name for what this program has open, where it has names for that. */
    private static Path descriptorOf(Path file) throws IOException {
        Path all = Path.of("/proc/self/fd");
        assumeThat(all).isDirectory();
        try (Stream<Path> open = Files.list(all)) {
            return open.filter(descriptor -> leadsTo(descriptor, file))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static FutureTask<String> reading(Path pipe) {
        FutureTask<String> reader = new FutureTask<>(() -> Files.readString(pipe));
        Thread thread = new Thread(reader, "reader of a pipe");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    private static boolean isOther(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    }

    private Path linked(Path target) throws IOException {
        return Files.createSymbolicLink(directory.resolve("link"), target);
    }

    /** Makes a node with a command, or skips the test where there is no such command or it may not. */
    private static Path made(String command, String path, String... more) throws Exception {
        String[] words =
                Stream.concat(Stream.of(command, path), Stream.of(more)).toArray(String[]::new);
        assumeThat(run(words)).as(String.join(" ", words)).isZero();
        return Path.of(path);
    }

    private static int run(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchCommand) {
            return -1;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static long write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        return text.length();
    }
}
