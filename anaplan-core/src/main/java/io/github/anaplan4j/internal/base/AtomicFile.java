package io.github.anaplan4j.internal.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file beside its place and moves it there when it is whole.
 *
 * <p>So the final name has the old file, or none, or the new one, and never a part of it. What is no regular file
 * cannot be replaced so: it is written to as the content comes.
 */
public final class AtomicFile {
    // Where systems have links to what programs have open.
    private static final List<Path> DESCRIPTORS = List.of(Path.of("/proc"), Path.of("/dev/fd"));
    // Where Linux tells what is mounted; the fifth word of a line is the place.
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final int PLACE = 4;
    private static final int MOST_LEFTOVERS = 1_000;
    // In characters, which take up to four bytes each, of the 255 bytes that a name can have.
    private static final int MOST_OF_NAME = 60;

    private AtomicFile() {}

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content to a stream.
         *
         * @param out where to write it
         * @return how many bytes were written
         * @throws IOException if the content could not be written
         */
        long writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, or leaves the old one as it was.
     *
     * <p>A device or a named pipe is written to straight through, and stays what it is; opening a pipe waits for its
     * reader. So is a file that somebody has open, if it is named as that, such as {@code /dev/stdout} redirected to a
     * file; what it has stays before the content. There a part may have been written when this fails.
     *
     * @param file the final name, in a directory that exists; if it is a link, the file to which it leads is replaced,
     *     and keeps its permissions; other names of it, which are hard links, keep the old content
     * @param content writes the content
     * @param ifNew the permissions of a file that was not there before, at every moment; else those of the system
     * @return what the content returned
     * @throws IOException if the file cannot be written, or is a directory, a link that leads nowhere, or mounted by
     *     itself, or has become a link or no regular file while the content came; whatever was written beside its place
     *     is removed then, as after anything else that the content throws
     */
    public static long write(Path file, Content content, FileAttribute<?>... ifNew) throws IOException {
        return write(file, content, false, ifNew);
    }

    /**
     * Writes a file as {@link #write} does, while nobody else does.
     *
     * <p>What a program that was killed has left beside it is used again, so that never more than one such file stays.
     *
     * @param file the final name, which the caller has locked
     * @param content writes the content
     * @param ifNew the permissions of a file that was not there before, at every moment; else those of the system
     * @return what the content returned
     * @throws IOException as {@link #write} throws it
     */
    public static long writeAlone(Path file, Content content, FileAttribute<?>... ifNew) throws IOException {
        return write(file, content, true, ifNew);
    }

    private static long write(Path file, Content content, boolean isAlone, FileAttribute<?>... ifNew)
            throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a directory; name a file in it");
        }
        if (!Files.exists(file)) {
            if (Files.isSymbolicLink(file)) {
                throw new FileSystemException(
                        file.toString(), null, "it is a link that leads nowhere; create the file that it leads to");
            }
            return replace(file.toAbsolutePath(), content, isAlone, ifNew);
        }
        Path descriptor = descriptorOf(file);
        FileDescriptor standard = descriptor == null ? null : standardStream(descriptor);
        if (standard != null) { // at the place where the program is, which goes on there, and so is not closed
            return content.writeTo(new FileOutputStream(standard));
        }
        if (!Files.isRegularFile(file) || descriptor != null) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                return content.writeTo(out);
            }
        }
        Path target = file.toRealPath(); // a link stays a link
        if (isMounted(target)) {
            throw new FileSystemException(
                    target.toString(),
                    null,
                    "it is mounted as a single file, which cannot be replaced; mount its directory");
        }
        return replace(target, content, isAlone, ifNew);
    }

    // Whoever redirected it there goes on with the file that it has, and would never see another in its place.
    private static @Nullable Path descriptorOf(Path file) throws IOException {
        Path link = file.toAbsolutePath();
        while (true) {
            Path directory = link.getParent().toRealPath();
            if (DESCRIPTORS.stream().anyMatch(directory::startsWith)) {
                return directory.resolve(link.getFileName());
            }
            if (!Files.isSymbolicLink(link)) {
                return null;
            }
            link = directory.resolve(Files.readSymbolicLink(link));
        }
    }

    // Opened by its name, it would have a place of its own, and what the program says next would overwrite the content.
    private static @Nullable FileDescriptor standardStream(Path descriptor) {
        Path own = Path.of("/proc", String.valueOf(ProcessHandle.current().pid()), "fd");
        if (!descriptor.startsWith(own) && !descriptor.startsWith("/dev/fd")) {
            return null;
        }
        return switch (descriptor.getFileName().toString()) {
            case "1" -> FileDescriptor.out;
            case "2" -> FileDescriptor.err;
            default -> null;
        };
    }

    private static long replace(Path target, Content content, boolean isAlone, FileAttribute<?>[] ifNew)
            throws IOException {
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(target.toString(), null, "its directory does not exist; create it first");
        }
        FileAttribute<?>[] permissions = permissionsOf(target, ifNew);
        Path aside = isAlone ? onlyOne(target, permissions) : aside(target, permissions);
        try {
            keepPermissions(target, aside);
            long size = fill(aside, content);
            requireReplaceable(target);
            move(aside, target);
            makeLasting(target.getParent());
            return size;
        } catch (Throwable failure) {
            remove(aside, failure);
            throw failure;
        }
    }

    // As containers do it with one file. Told before the content is asked for, which may be had only once.
    private static boolean isMounted(Path target) {
        if (target.getFileSystem() != MOUNTS.getFileSystem()) {
            return false;
        }
        String escaped =
                target.toString().replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
        String place = new String(
                escaped.replace("\n", "\\012").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (Stream<String> mounts = Files.lines(MOUNTS, StandardCharsets.ISO_8859_1)) {
            return mounts.map(mount -> mount.split(" ")).anyMatch(words -> words[PLACE].equals(place));
        } catch (IOException | UncheckedIOException notTold) {
            return false; // then the system refuses to replace it
        }
    }

    private static void remove(Path aside, Throwable failure) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException left) {
            failure.addSuppressed(left);
        }
    }

    // The name is cut, because with what is added to it a long one would be longer than names can be.
    private static Path aside(Path target, FileAttribute<?>[] permissions) throws IOException {
        String name = target.getFileName().toString();
        int length = name.codePointCount(0, name.length());
        String start = name.substring(0, name.offsetByCodePoints(0, Math.min(length, MOST_OF_NAME)));
        for (int i = 1; i <= MOST_LEFTOVERS; i++) {
            try {
                return Files.createFile(target.resolveSibling(start + ".part" + i), permissions);
            } catch (FileAlreadyExistsException taken) {
                // by another download, or by one whose program was killed
            }
        }
        throw new FileAlreadyExistsException(
                target.toString(), null, "there are " + MOST_LEFTOVERS + " unfinished downloads of it; delete them");
    }

    // Its name is not cut, or two files that begin alike would have one.
    private static Path onlyOne(Path target, FileAttribute<?>[] permissions) throws IOException {
        Path aside = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(aside);
        return Files.createFile(aside, permissions);
    }

    // A file that only its owner may read stays so with its next content, at every moment.
    private static FileAttribute<?>[] permissionsOf(Path target, FileAttribute<?>[] ifNew) throws IOException {
        return hasPermissions(target)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(target))}
                : ifNew;
    }

    private static boolean hasPermissions(Path target) {
        return Files.exists(target) && Files.getFileAttributeView(target, PosixFileAttributeView.class) != null;
    }

    // Once more, because the system may give a new file fewer permissions than it is created with.
    private static void keepPermissions(Path target, Path aside) throws IOException {
        if (hasPermissions(target)) {
            Files.setPosixFilePermissions(aside, Files.getPosixFilePermissions(target));
        }
    }

    private static long fill(Path aside, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            long size = content.writeTo(out);
            channel.force(true); // a disk may say only now that it is full
            return size;
        }
    }

    // A name is safe when its directory is. Not every system can be asked to make a directory safe.
    static boolean makeLasting(Path directory) {
        try {
            return UninterruptedFiles.run(() -> {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return true;
                }
            });
        } catch (IOException notHere) {
            return false; // then the name is as safe as this system makes it
        }
    }

    // The content may take hours, and whoever makes a link or a pipe meanwhile does not expect a file in its place.
    private static void requireReplaceable(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    target.toString(),
                    null,
                    "it has become a link, a directory, a named pipe or the like meanwhile; write it once more");
        }
    }

    private static void move(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
