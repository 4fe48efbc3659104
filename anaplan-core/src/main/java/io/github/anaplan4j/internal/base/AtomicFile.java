package io.github.anaplan4j.internal.base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file beside its place and moves it there when it is whole.
 *
 * <p>So the final name has the old file, or none, or the new one, and never a part of it.
 */
public final class AtomicFile {
    private static final int MOST_LEFTOVERS = 1_000;

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
     * @param file the final name, in a directory that exists; if it is a link, the file to which it leads is replaced,
     *     and keeps its permissions
     * @param content writes the content
     * @return what the content returned
     * @throws IOException if the file cannot be written; whatever was written is removed then, as after anything else
     *     that the content throws
     */
    public static long write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(); // a link stays a link
        if (Files.isDirectory(target)) {
            throw new IOException(file + " is a directory; name a file in it.");
        }
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(file.toString(), null, "its directory does not exist; create it first");
        }
        Path aside = aside(target);
        try {
            keepPermissions(target, aside);
            long size = fill(aside, content);
            move(aside, target);
            makeLasting(target.getParent());
            return size;
        } catch (Throwable failure) {
            remove(aside, failure);
            throw failure;
        }
    }

    private static void remove(Path aside, Throwable failure) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException left) {
            failure.addSuppressed(left);
        }
    }

    private static Path aside(Path target) throws IOException {
        for (int i = 1; i <= MOST_LEFTOVERS; i++) {
            try {
                return Files.createFile(
                        target.resolveSibling(target.getFileName() + ".part" + i), permissionsOf(target));
            } catch (FileAlreadyExistsException taken) {
                // by another download, or by one whose program was killed
            }
        }
        throw new FileAlreadyExistsException(
                target.toString(), null, "there are " + MOST_LEFTOVERS + " unfinished downloads of it; delete them");
    }

    // A file that only its owner may read stays so with its next content, at every moment.
    private static FileAttribute<?>[] permissionsOf(Path target) throws IOException {
        return hasPermissions(target)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(target))}
                : new FileAttribute<?>[0];
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
    private static void makeLasting(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // then the name is as safe as this system makes it
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
