package io.github.anaplan4j.docs.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request on a connection, as a fault sees it. */
final class Conversation {
    private static final int LONGEST_STALL = 15_000;

    private final Socket socket;
    private final TinyAnaplan anaplan;
    private final Request request;
    private final Runnable firstByte;

    Conversation(Socket socket, TinyAnaplan anaplan, Request request, Runnable firstByte) {
        this.firstByte = firstByte;
        this.socket = socket;
        this.anaplan = anaplan;
        this.request = request;
    }

    /** Waits for the first byte of a request of which nothing was read, and so knows that it was sent. */
    void readOneByte() throws IOException {
        if (socket.getInputStream().read() >= 0) {
            firstByte.run();
        }
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
        OutputStream out = socket.getOutputStream();
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
        socket.setSoTimeout(millis);
        try {
            if (socket.getInputStream().read() < 0) {
                throw new EOFException("The client hung up.");
            }
        } catch (SocketTimeoutException stillThere) {
            socket.setSoTimeout(0);
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

    void close() throws IOException {
        socket.close();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
