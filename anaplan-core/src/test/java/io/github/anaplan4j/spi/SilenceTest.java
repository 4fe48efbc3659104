package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final ServerSocket server = listening();
    private Socket client;
    private Socket accepted;

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        client = Silence.newSocket();
        client.connect(server.getLocalSocketAddress());
        accepted = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        server.close();
    }

    @Test
    void aSilentConnectionGoesOnAsBefore() throws IOException {
        client.setSoTimeout(10_000);
        for (int answer = 0; answer < 2; answer++) {
            assertThat(Silence.isSureOf(client)).isTrue();
            client.getOutputStream().write(answer);
            assertThat(accepted.getInputStream().read()).isEqualTo(answer);
            accepted.getOutputStream().write(answer);
            assertThat(client.getInputStream().read()).isEqualTo(answer);
        }
    }

    @Test
    void whatHasComeIsSeenAndStays() throws IOException {
        accepted.getOutputStream().write(7);

        assertThat(Silence.isSureOf(client)).isFalse();
        assertThat(client.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void theEndIsSeen() throws IOException {
        accepted.close();

        assertThat(Silence.isSureOf(client)).isFalse();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aHalfClosedConnectionIsNotSilent() throws IOException {
        accepted.shutdownOutput();

        assertThat(Silence.isSureOf(client)).isFalse();
    }

    @Test
    void aResetIsSeen() throws IOException {
        accepted.setSoLinger(true, 0);
        accepted.close();

        assertThat(Silence.isSureOf(client)).isFalse();
    }

    @Test
    void ofAClosedSocketNothingIsSure() throws IOException {
        client.close();

        assertThat(Silence.isSureOf(client)).isFalse();
    }

    @Test
    void whatCannotBeSeenIsNotSure() throws IOException {
        try (Socket plain = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(plain.isConnected()).isTrue();
            assertThat(Silence.isSureOf(plain)).isFalse();
        }
    }
}
