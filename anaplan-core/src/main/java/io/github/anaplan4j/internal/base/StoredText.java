package io.github.anaplan4j.internal.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads back what was stored as text, whatever shells and editors made of it.
 *
 * <p>All that is read here is in ASCII, but for words around it that nobody needs.
 */
public final class StoredText {
    private static final int LARGEST = 1024 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private StoredText() {}

    /**
     * Reads a file, which may be in UTF-16, as PowerShell writes, or in UTF-8 or any charset that goes beyond ASCII.
     *
     * @param file the file
     * @return its text, without a byte order mark, for {@link #line}
     * @throws IOException if it cannot be read, or is larger than 1 MiB
     */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) { // such as a device, which has no end
            throw new IOException(file + " is larger than 1 MiB, so it is not the file that was meant; check its path");
        }
        for (Charset marked :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            String text = new String(bytes, marked);
            if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
                return text.substring(1);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * Takes off what is no part of a stored line: blanks and line ends around it, a byte order mark, and quotes.
     *
     * @param stored the line as it was found; in UTF-16 without a mark, it may have been read as another charset
     * @return the line itself
     */
    public static String line(String stored) {
        String line = fromUtf16(stored).strip();
        if (!line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
            line = line.substring(1).strip();
        }
        boolean isQuoted = line.length() > 1
                && (line.charAt(0) == '"' || line.charAt(0) == '\'')
                && line.charAt(0) == line.charAt(line.length() - 1);
        return isQuoted ? line.substring(1, line.length() - 1).strip() : line;
    }

    // Of a character of ASCII, one of the two bytes is zero, and the first character tells which.
    private static String fromUtf16(String text) {
        if (text.length() < 2 || (text.charAt(0) == 0) == (text.charAt(1) == 0)) {
            return text;
        }
        Charset charset = text.charAt(0) == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), charset);
    }
}
