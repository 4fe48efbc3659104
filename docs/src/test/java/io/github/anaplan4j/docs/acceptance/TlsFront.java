package io.github.anaplan4j.docs.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;

/** TLS before a server that speaks plain HTTP. */
final class TlsFront extends Relay {
    private final int target;

    TlsFront(SSLContext identity, String target) {
        super(listening(identity));
        this.target = URI.create(target).getPort();
    }

    private static ServerSocket listening(SSLContext identity) {
        try {
            return identity.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @Override
    Socket connect(Socket client) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), target);
    }
}
