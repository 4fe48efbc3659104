package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Request;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.TransportCalls;
import io.github.anaplan4j.spi.TransportRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way through a proxy whose name has two addresses. */
@Timeout(30)
class ConnectorTest {
    private static final int HELLO = 22; // the first byte of TLS
    private static final String OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final URI API = URI.create("https://api.anaplan.com/2/0");

    private final TransportCalls calls = new TransportCalls("connector-test");
    private final ServerSocket proxy = listening();

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        calls.close();
    }

    @Test
    void theNextAddressIsTriedWhereNobodyListensAtTheFirst() throws Exception {
        CompletableFuture<Integer> afterwards = answerOnce(OPEN);

        connect(address(2), address(1));

        assertThat(afterwards.join()).isEqualTo(HELLO);
    }

    @Test
    void aProxyThatRefusesIsNotAskedAtItsNextAddress() throws Exception {
        answerOnce("HTTP/1.1 403 Forbidden\r\n\r\n");

        assertThat(connect(address(1), address(2))).hasMessageContaining("403 Forbidden");
    }

    @Test
    void interimAnswersOfAProxyArePassedOver() throws Exception {
        for (String interim : new String[] {"100 Continue", "102 Processing\r\nX-Wait: 1", "103 Early Hints"}) {
            String line = "HTTP/1.1 " + interim + "\r\n\r\n";
            CompletableFuture<Integer> afterwards = answerOnce(line + line + OPEN);

            connect(address(1));

            assertThat(afterwards.join()).as(interim).isEqualTo(HELLO);
        }
        answerOnce("HTTP/1.1 101 Switching Protocols\r\n\r\n" + OPEN);
        assertThat(connect(address(1))).hasMessageContaining("101 Switching Protocols");
    }

    @Test
    void theAnswerOfAProxyMayHave16KibibytesAndNotOneByteMore() throws Exception {
        String start = "HTTP/1.1 200 Connection established\r\nX-Long: ";
        String longest = start + "x".repeat(16 * 1024 - start.length() - 4);
        CompletableFuture<Integer> afterwards = answerOnce(longest + "\r\n\r\n");
        connect(address(1));
        assertThat(afterwards.join()).isEqualTo(HELLO);

        answerOnce(longest + "x\r\n\r\n");
        assertThat(connect(address(1))).hasMessageContaining("its answer has no end");
    }

    /** Answers one CONNECT, and gives the byte that follows. */
    private CompletableFuture<Integer> answerOnce(String answer) {
        return CompletableFuture.supplyAsync(() -> {
                    try (Socket client = proxy.accept()) {
                        StringBuilder head = new StringBuilder();
                        while (head.indexOf("\r\n\r\n") < 0) {
                            head.append((char) client.getInputStream().read());
                        }
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        return client.getInputStream().read();
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                })
                .orTimeout(PATIENT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Connects, which fails in the end, because nobody here speaks TLS. */
    private ConnectException connect(InetAddress... addresses) {
        HttpProxy named = HttpProxy.of("proxy.example.com", proxy.getLocalPort());
        Connector connector =
                new Connector(named, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), host -> addresses);
        TransportCalls.Call call =
                calls.begin(TransportRequest.withoutBody(TransportRequest.Method.GET, API, Map.of(), PATIENT));
        Request.Options patient = new Request.Options(10, TimeUnit.SECONDS, 10, TimeUnit.SECONDS, false);
        return catchThrowableOfType(ConnectException.class, () -> connector.connect(API, patient, call));
    }

    private static InetAddress address(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }
}
