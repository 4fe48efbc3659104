package io.github.anaplan4j.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomicFileTest {
    private static final int DISK = 1024 * 1024;

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setMaxSize(DISK)
            .setAttributeViews("basic", "owner", "posix", "unix")
            .build());
    private final Path directory = disk.getPath("/data");
    private final Path target = directory.resolve("rejected.csv");

    @BeforeEach
    void makeTheDirectory() throws IOException {
        Files.createDirectory(directory);
    }

    @AfterEach
    void dropTheDisk() throws IOException {
        disk.close();
    }

    @Test
    void aWholeFileStandsUnderItsName() throws IOException {
        assertThat(AtomicFile.write(target, out -> write(out, "new"))).isEqualTo(3);

        assertThat(target).hasContent("new");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void anOldFileIsReplacedAtTheEndAndNotBefore() throws IOException {
        Files.writeString(target, "old");

        AtomicFile.write(target, out -> {
            long size = write(out, "new");
            assertThat(target).hasContent("old");
            return size;
        });

        assertThat(target).hasContent("new");
    }

    @Test
    void aFullDiskLeavesNoFile() throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AtomicFile.write(target, AtomicFileTest::tooMuch));

        assertThat(files()).isEmpty();
    }

    @Test
    void aFullDiskLeavesTheOldFileAsItWas() throws IOException {
        Files.writeString(target, "old");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AtomicFile.write(target, AtomicFileTest::tooMuch));

        assertThat(target).hasContent("old");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void whateverGoesWrongLeavesNothingBehind() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> AtomicFile.write(target, out -> {
                    write(out, "a part");
                    throw new IllegalStateException("broken");
                }));

        assertThat(files()).isEmpty();
    }

    @Test
    void aLinkStaysALinkAndItsTargetKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(directory.resolve("rejected.csv"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(directory.resolve("latest.csv"), file);

        AtomicFile.write(link, out -> write(out, "new"));

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void aLinkThatAppearsMeanwhileStaysOne(boolean isThereBefore, boolean leadsToADirectory) throws IOException {
        Path other = Files.writeString(directory.resolve("other.csv"), "other");
        if (isThereBefore) {
            Files.writeString(target, "old");
        }

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> AtomicFile.write(target, out -> {
                    Files.deleteIfExists(target);
                    Files.createSymbolicLink(target, leadsToADirectory ? directory : other);
                    return write(out, "new");
                }))
                .withMessageContaining("meanwhile");

        assertThat(target).isSymbolicLink();
        assertThat(other).hasContent("other");
        assertThat(files()).containsExactlyInAnyOrder(target, other);
    }

    @Test
    void twoDownloadsOfOneFileDoNotMeet() throws IOException {
        AtomicFile.write(target, outer -> {
            write(outer, "the ");
            AtomicFile.write(target, inner -> write(inner, "another"));
            return write(outer, "last one");
        });

        assertThat(target).hasContent("the last one");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void aDirectoryIsNoFileAndAFileNeedsItsDirectory() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AtomicFile.write(directory, out -> 0))
                .withMessageContaining("is a directory");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> AtomicFile.write(directory.resolve("missing/rejected.csv"), out -> 0))
                .withMessageContaining("create it first");
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

    private static long tooMuch(OutputStream out) throws IOException {
        for (int i = 0; i < 2 * DISK; i += 8192) {
            out.write(new byte[8192]);
        }
        return 2 * DISK;
    }
}
