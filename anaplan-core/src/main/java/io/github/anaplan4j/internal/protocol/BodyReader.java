package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * Reads the body of one answer into memory: whole, within a bound in bytes and a time for all of it.
 *
 * <p>The time is that of the request's whole call, once more, for transports that do not keep it. It is counted from
 * the making of this reader, and is real even where the client's is virtual, for so is the network.
 */
final class BodyReader {
    private static final int BUFFER = 8 * 1024;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final TransportRequest request;
    private final Duration whole;
    private final TimeSource time;
    private final long start;

    /** Takes what a body has now. */
    @FunctionalInterface
    interface Sink {
        /** {@return how many bytes it took, up to so many; -1 if there are none any more} */
        int readFrom(InputStream in, int most) throws IOException;
    }

    BodyReader(TransportRequest request) {
        this(request, TimeSource.system());
    }

    BodyReader(TransportRequest request, TimeSource time) {
        this.request = request;
        this.whole = request.callTimeout();
        this.time = time;
        this.start = time.nanoTime();
    }

    /**
     * {@return the body, cut off after {@code limit} + 1 bytes: one more than allowed tells that there was too much}
     */
    byte[] read(TransportResponse response, int limit) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[bufferSize(response)];
        read(response, limit, (in, most) -> {
            int count = in.read(buffer, 0, Math.min(buffer.length, most));
            body.write(buffer, 0, Math.max(0, count));
            return count;
        });
        return body.toByteArray();
    }

    /**
     * Has the body taken somewhere, decoded.
     *
     * @param response the answer
     * @param limit the bound in bytes
     * @param sink where the bytes go
     * @return how many bytes were read, at most {@code limit} + 1
     */
    int read(TransportResponse response, int limit, Sink sink) {
        int size = 0;
        try {
            Arriving arriving = new Arriving(response.body());
            InputStream in = ContentCoding.decoded(request, response, arriving);
            while (size <= limit) {
                int count = sink.readFrom(in, limit + 1 - size);
                if (count < 0) {
                    break;
                }
                size += count;
            }
            if (size <= limit) {
                requireLength(response, arriving.length);
            }
            return size;
        } catch (ZipException undecodable) {
            throw new MalformedResponseException(
                    request.toString(), "not sound in its compression: " + undecodable.getMessage(), "", undecodable);
        } catch (IOException broken) {
            throw TransportException.from(request.toString(), broken);
        } catch (AnaplanException told) {
            throw told;
        } catch (RuntimeException | Error broken) {
            throw Wire.broken(request, broken);
        }
    }

    // A status is far shorter than a buffer, and asked for again and again. One byte more lets its end be seen.
    private static int bufferSize(TransportResponse response) {
        String announced = response.header("Content-Length").orElse("");
        boolean isNumber = LENGTH.matcher(announced).matches();
        return isNumber ? (int) Math.min(BUFFER, Long.parseLong(announced) + 1) : BUFFER;
    }

    // HTTP libraries do not notice a connection that breaks off under each header. A length that is announced beside
    // HTTP's chunks means nothing, and the body of a refusal may be missing.
    private void requireLength(TransportResponse response, long length) {
        if (response.status() > 299
                || ListHeader.of(response, "Transfer-Encoding").contains("chunked")) {
            return;
        }
        List<String> announced = ListHeader.of(response, "Content-Length");
        if (announced.stream().anyMatch(each -> LENGTH.matcher(each).matches() && Long.parseLong(each) != length)) {
            throw new TransportException(
                    TransportException.Kind.CONNECTION_LOST,
                    true,
                    request + ": " + length + " bytes came, and " + String.join(", ", announced) + " were announced",
                    null);
        }
    }

    /** The body as it arrives: what is announced and limited, whatever it is decoded to. */
    private final class Arriving extends InputStream {
        private final InputStream body;
        private long length;

        Arriving(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            int count = body.read(buffer, offset, wanted);
            length += Math.max(0, count);
            if (count >= 0 && Duration.ofNanos(time.nanoTime() - start).compareTo(whole) > 0) {
                throw TransportException.timedOut(
                        request.toString(), "the body was still arriving after " + whole, null);
            }
            return count;
        }
    }
}
