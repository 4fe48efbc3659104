package io.github.anaplan4j.testkit.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that somebody has named to the program. It may be anything, such as a device that has no end. */
final class NamedFile {
    static final int LARGEST = 3 * 1024 * 1024; // what the reader of YAML takes

    private NamedFile() {}

    static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it is larger than 3 MiB");
            }
            return bytes;
        }
    }

    /** Says in words why a file cannot be read. */
    static String why(IOException unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return unreadable instanceof AccessDeniedException
                ? "nobody has allowed it to this user"
                : String.valueOf(unreadable.getMessage());
    }
}
