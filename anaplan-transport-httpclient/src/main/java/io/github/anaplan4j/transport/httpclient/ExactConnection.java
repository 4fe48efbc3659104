package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.ChunkedBody;
import io.github.anaplan4j.spi.Silence;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the pool that reads chunks exactly, and opens a tunnel with any success.
 *
 * <p>HttpClient's own takes a body for whole that breaks off within the size of a chunk. Its class cannot be extended
 * in all versions, so what it does for the pool is done here as well. It logs nothing.
 */
final class ExactConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private static final int LONGEST_HEAD = 256 * 1024;
    private static final Http1Config LINES_OF_ANY_LENGTH = Http1Config.custom()
            .setMaxLineLength(Integer.MAX_VALUE)
            .setMaxHeaderCount(Integer.MAX_VALUE)
            .build();
    private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

    private volatile boolean isClosed;
    private boolean isForTunnel;
    private boolean hasAnswered;
    private @Nullable SessionInputBuffer received;
    private volatile Timeout silence = Timeout.INFINITE;

    ExactConnection() {
        super(LINES_OF_ANY_LENGTH, null, null, null, null, null, ExactConnection::bounded);
    }

    // HttpClient bounds lines and their number, in each version otherwise, and knows no bound of them all.
    private static HttpMessageParser<ClassicHttpResponse> bounded(@Nullable Http1Config none) {
        HttpMessageParser<ClassicHttpResponse> parser = new DefaultHttpResponseParser(LINES_OF_ANY_LENGTH);
        return (buffer, in) -> parser.parse(buffer, new Head(in));
    }

    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
        received = buffer;
        return length == ContentLengthStrategy.CHUNKED
                ? new ChunkedBody(new Buffered(buffer, in))
                : super.createContentInputStream(length, buffer, in);
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        isForTunnel = Method.CONNECT.isSame(request.getMethod());
        super.sendRequestHeader(request);
    }

    // To HttpClient a tunnel is open with 200 alone; after another success it waits for a body.
    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse response = super.receiveResponseHeader();
        hasAnswered = true;
        if (isForTunnel && response.getCode() / 100 == 2) {
            response.setCode(HttpStatus.SC_OK);
        }
        return response;
    }

    // A call that was broken off while it connected has closed this already.
    @Override
    protected void bind(SocketHolder holder) throws IOException {
        super.bind(holder);
        hasAnswered = false;
        silence = Timeout.ofMilliseconds(holder.getSocket().getSoTimeout());
        if (isClosed) {
            super.close(CloseMode.IMMEDIATE);
            throw new InterruptedIOException("the connection was closed meanwhile");
        }
    }

    /** {@return whether the server speaks, before it was asked for anything, now or in a moment} */
    boolean isUnasked() throws IOException {
        return !hasAnswered && super.isDataAvailable(A_MOMENT);
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        silence = timeout;
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    // The pool calls this when it gives a connection out; one that is closed then is connected anew. Its own look comes
    // too late within a millisecond of the last answer, waits for one more, and takes what has come for no reason.
    @Override
    public void activate() {
        super.setSocketTimeout(silence);
        if (isOpen() && !isSilent()) {
            super.close(CloseMode.IMMEDIATE);
            forgetReceived();
        }
    }

    private boolean isSilent() {
        SocketHolder holder = getSocketHolder();
        try {
            boolean isSure = holder != null
                    && received != null
                    && received.length() == 0
                    && Silence.isSureOf(holder.getBaseSocket());
            return isSure || isSilentForAMoment();
        } catch (IOException | RuntimeException broken) {
            return false;
        }
    }

    private boolean isSilentForAMoment() throws IOException {
        return !super.isDataAvailable(A_MOMENT) && !super.isStale();
    }

    /** {@return whether it has answered before, and is over now or in a moment} */
    boolean hasEnded() {
        try {
            return hasAnswered && !isSilentForAMoment();
        } catch (IOException | RuntimeException broken) {
            return true;
        }
    }

    /** A connection had ended when it was to carry a start; nothing was written. */
    static final class EndedException extends IOException {
        private static final long serialVersionUID = 1L;

        EndedException() {
            super("the server has closed the connection");
        }
    }

    private void forgetReceived() {
        try {
            while (received != null && received.length() > 0) {
                received.read(InputStream.nullInputStream());
            }
        } catch (IOException none) {
            throw new UncheckedIOException(none); // nothing is read but what is there
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        isClosed = true;
        super.close(mode);
    }

    /** What comes until a head has ended, and perhaps some bytes more. */
    private static final class Head extends FilterInputStream {
        private int left = LONGEST_HEAD;

        Head(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new ProtocolException("the answer's head has no end");
            }
            int count = super.read(buffer, offset, length);
            left -= count;
            return count;
        }
    }

    /** What HttpClient has read already, and after it what it reads. */
    private static final class Buffered extends InputStream {
        private final SessionInputBuffer buffer;
        private final InputStream in;

        Buffered(SessionInputBuffer buffer, InputStream in) {
            this.buffer = buffer;
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return buffer.read(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return buffer.read(bytes, offset, length, in);
        }
    }
}
