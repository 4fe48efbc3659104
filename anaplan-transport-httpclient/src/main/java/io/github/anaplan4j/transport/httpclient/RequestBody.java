package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.TransportCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * The body of a request, which goes out in one piece and once, and tells when HttpClient has it all.
 *
 * <p>Not even a client with retries sends it twice.
 */
final class RequestBody extends AbstractHttpEntity {
    private final byte[] bytes;
    private final TransportCalls.Call call;
    private boolean isGone;

    RequestBody(byte[] bytes, TransportCalls.Call call) {
        super((ContentType) null, null);
        this.bytes = bytes;
        this.call = call;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return !isGone;
    }

    @Override
    public long getContentLength() {
        return bytes.length;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (isGone) {
            throw new IOException("the body of a request goes out once");
        }
        isGone = true;
        out.write(bytes);
        call.sent();
    }

    @Override
    public void close() {
        // there is nothing to free
    }
}
