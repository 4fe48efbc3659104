package io.github.anaplan4j.docs.hostile;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A connection that was accepted, with TLS over it or not yet. */
final class Wire extends Socket {
    private SSLSocket tls;
    private InputStream forged = InputStream.nullInputStream();
    private volatile int pause; // in milliseconds, after each byte

    /** {@return a socket that accepts wires} */
    static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
            @Override
            public Wire accept() throws IOException {
                Wire wire = new Wire();
                implAccept(wire);
                wire.setTcpNoDelay(true);
                return wire;
            }
        };
    }

    /** Does the server's part of a handshake, over which everything goes from then on. */
    void secure(SSLContext identity, String protocol, boolean demandsCertificate) throws IOException {
        SSLSocket secured = (SSLSocket) identity.getSocketFactory().createSocket(this, (InputStream) null, false);
        secured.setEnabledProtocols(new String[] {protocol});
        secured.setNeedClientAuth(demandsCertificate);
        secured.startHandshake();
        tls = secured;
    }

    /** Asks for another handshake, or, where TLS knows none, for other keys. */
    void secureAgain(boolean demandsCertificate) throws IOException {
        tls.setNeedClientAuth(demandsCertificate);
        tls.startHandshake();
    }

    /** {@return what the client says, below all TLS} */
    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = forged.read(buffer, offset, length);
                return count > 0 ? count : super.read(buffer, offset, length);
            }
        };
    }

    /** Sends byte by byte from now on, below all TLS. */
    void drip(int millisBetween) {
        pause = millisBetween;
    }

    /** {@return what sends below all TLS} */
    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (pause == 0) {
                    out.write(bytes, offset, length);
                    return;
                }
                for (int i = offset; i < offset + length; i++) {
                    out.write(bytes[i]);
                    pause();
                }
            }
        };
    }

    private void pause() throws IOException {
        try {
            new CountDownLatch(1).await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException over) {
            throw new InterruptedIOException("The case is over.");
        }
    }

    /** Makes TLS believe that the client said something, before whatever it says. */
    void forge(byte[] bytes) {
        forged = new ByteArrayInputStream(bytes);
    }

    /** Reads a record of TLS, and returns the length of what is in it; -1 at the end. */
    int readRecord() throws IOException {
        InputStream in = getInputStream();
        byte[] header = in.readNBytes(5);
        if (header.length < 5) {
            return -1;
        }
        int length = (header[3] & 0xFF) << 8 | header[4] & 0xFF;
        if (in.readNBytes(length).length < length) {
            throw new EOFException("in a record");
        }
        return length;
    }

    InputStream in() throws IOException {
        return tls == null ? getInputStream() : tls.getInputStream();
    }

    OutputStream out() throws IOException {
        return tls == null ? getOutputStream() : tls.getOutputStream();
    }

    /** Says goodbye, as TLS does, and closes. */
    void end() throws IOException {
        try (this) {
            if (tls != null) {
                tls.shutdownOutput();
            }
        }
    }

    /** Breaks off. */
    void reset() throws IOException {
        setSoLinger(true, 0);
        close();
    }
}
