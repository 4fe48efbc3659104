package io.github.anaplan4j.docs.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port that refuses connections.
 *
 * <p>It is bound, so that nobody else gets it meanwhile, and nobody listens.
 */
final class UnusedPort {
    private UnusedPort() {}

    static Socket bound() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        return socket;
    }
}
