package io.github.anaplan4j.spi;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Whether the end of a body is where its headers announce it. */
final class Framing {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final String GOODBYE = "com.sun.net.ssl.requireCloseNotify";

    // The streams of Java are known by their class, those of others by its name alone.
    private static final Pattern DECODING = Pattern.compile("(?i).*(?:decompress|inflat|gzip|brotli|zstd)[^.]*");

    private static final ClassValue<Boolean> DECODES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> stream) {
            return InflaterInputStream.class.isAssignableFrom(stream)
                    || DECODING.matcher(stream.getName()).matches();
        }
    };

    private Framing() {}

    /** {@return the body, or one that fails if it is decoded where it comes from} */
    static InputStream undecoded(InputStream body, String client) {
        return DECODES.get(body.getClass())
                ? new DecodedBody(body, client, body.getClass().getName())
                : body;
    }

    /** {@return the body, or one that fails if the headers announce several ends or one that there is not} */
    static InputStream checked(int status, Map<String, ? extends Collection<String>> headers, InputStream body) {
        List<String> lengths = lines(headers, "Content-Length");
        List<String> codings = lines(headers, "Transfer-Encoding");
        boolean hasOneEnd = lengths.size() + codings.size() <= 1
                && lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())
                && codings.stream().allMatch("chunked"::equalsIgnoreCase);
        boolean hasNoBody = status == 204 || status == 304; // whatever they announce
        return hasNoBody || hasOneEnd ? body : new FramelessBody();
    }

    private static List<String> lines(Map<String, ? extends Collection<String>> headers, String name) {
        List<String> lines = new ArrayList<>(1);
        headers.forEach((header, values) -> {
            if (name.equalsIgnoreCase(header)) {
                values.forEach(value -> lines.add(value.strip()));
            }
        });
        return lines;
    }

    /** {@return the body, which fails at its end unless this JVM can tell a goodbye from a break} */
    static InputStream endingWithItsConnection(InputStream body, String scheme) {
        return scheme.equalsIgnoreCase("https") && Boolean.getBoolean(GOODBYE) ? body : new EndlessBody(body);
    }

    /** A body of which nobody knows where it ends. */
    private static final class FramelessBody extends InputStream {
        @Override
        public int read() throws IOException {
            throw new ProtocolException("the answer announces no end that a body can have, or several");
        }
    }

    /** A body of which nobody knows whether all of it was decoded. */
    private static final class DecodedBody extends FilterInputStream {
        private final String why;

        DecodedBody(InputStream body, String client, String stream) {
            super(body);
            this.why = "it was decoded by " + client + " (with " + stream + "), so it may be cut short unseen. Switch"
                    + " that off, or leave the client to the transport";
        }

        @Override
        public int read() throws IOException {
            throw new ZipException(why);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new ZipException(why);
        }
    }

    /** A body of which nobody knows whether its end is one. */
    private static final class EndlessBody extends FilterInputStream {
        EndlessBody(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            return more(super.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return length == 0 ? 0 : more(super.read(buffer, offset, length));
        }

        private static int more(int read) throws IOException {
            if (read < 0) {
                throw new EOFException("the body announced no length and ended with its connection, so it may be cut"
                        + " short; over TLS, a JVM that is started with -D" + GOODBYE + "=true can tell");
            }
            return read;
        }
    }
}
