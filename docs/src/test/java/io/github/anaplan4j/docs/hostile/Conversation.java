package io.github.anaplan4j.docs.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** One request on a connection, as a fault sees it. */
public final class Conversation {
    private static final int LONGEST_STALL = 15_000;
    private static final int LONGEST_FINISHED = 100;
    private static final int TIME_TO_SEND = 200;

    private final Wire wire;
    private final Anaplan anaplan;
    private final Request request;
    private final Runnable firstByte;

    Conversation(Wire wire, Anaplan anaplan, Request request, Runnable firstByte) {
        this.firstByte = firstByte;
        this.wire = wire;
        this.anaplan = anaplan;
        this.request = request;
    }

    /** Waits for the first byte of a request of which nothing was read, and so knows whether a POST was sent. */
    void readOneByte() throws IOException {
        if (wire.in().read() == 'P') {
            firstByte.run();
        }
    }

    /** Reads a record of TLS, such as the client's hello. */
    void readRecord() throws IOException {
        wire.readRecord();
    }

    /** Does the server's part of a handshake. */
    void handshake(Fault.Tls tls, SSLContext identity) throws IOException {
        wire.secure(identity, tls.protocol(), false);
    }

    /** Wants a certificate, which no client has, and looks whether a request was sent all the same. */
    void demandCertificate(Fault.Tls tls) throws IOException {
        try {
            wire.secure(Identities.TRUSTED, tls.protocol(), true);
        } catch (SSLException refused) {
            wire.setSoTimeout(TIME_TO_SEND);
            for (int length = wire.readRecord(); length >= 0; length = wire.readRecord()) {
                if (length > LONGEST_FINISHED) {
                    firstByte.run();
                }
            }
        }
    }

    /** Asks for another handshake, or for other keys. */
    void secureAgain(boolean demandsCertificate) throws IOException {
        wire.secureAgain(demandsCertificate);
    }

    /** Makes TLS believe that the client said this next. */
    void forge(byte[] bytes) {
        wire.forge(bytes);
    }

    /** Sends what TLS knows nothing of. */
    void sendBelowTls(byte[] bytes) throws IOException {
        wire.getOutputStream().write(bytes);
    }

    /** Sends byte by byte from now on, whatever TLS makes of it; with no time between them, at once again. */
    void dripBelowTls(int millisBetween) {
        wire.drip(millisBetween);
    }

    /** Reads the rest of the request. */
    void readAll() throws IOException {
        request.body();
    }

    /** Does what the request asks for, and returns the answer to it. */
    Answer process() throws IOException {
        return anaplan.answer(request);
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = wire.out();
        out.write(bytes);
        out.flush();
    }

    void send(String text) throws IOException {
        send(Answer.bytes(text));
    }

    /** Sends byte by byte. */
    void drip(byte[] bytes, int millisBetween) throws IOException {
        for (byte b : bytes) {
            send(new byte[] {b});
            pause(millisBetween);
        }
    }

    /** Says nothing for a while, or less if the client hangs up, which ends the conversation. */
    void pause(int millis) throws IOException {
        wire.setSoTimeout(millis);
        try {
            if (wire.in().read() < 0) {
                throw new EOFException("The client hung up.");
            }
        } catch (SocketTimeoutException stillThere) {
            wire.setSoTimeout(0);
        }
    }

    /** Says nothing until the client hangs up, or, if nothing of the request is to be read, until the case is over. */
    void stall() throws IOException {
        if (request != null) {
            pause(LONGEST_STALL);
            return;
        }
        try {
            new CountDownLatch(1).await(LONGEST_STALL, TimeUnit.MILLISECONDS);
        } catch (InterruptedException over) {
            throw new InterruptedIOException("The case is over.");
        }
    }

    /** Closes the connection, with the goodbye of TLS if there is TLS. */
    void close() throws IOException {
        wire.end();
    }

    /** Closes the connection without a goodbye. */
    void cut() throws IOException {
        wire.close();
    }

    void reset() throws IOException {
        wire.reset();
    }
}
