package io.github.anaplan4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.TransportException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransportExceptionTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), Kind.CONNECT, false),
                Arguments.of(new UnknownHostException("api"), Kind.CONNECT, false),
                Arguments.of(new NoRouteToHostException(), Kind.CONNECT, false),
                Arguments.of(new SSLHandshakeException("after a renegotiation"), Kind.CONNECTION_LOST, true),
                Arguments.of(new SocketTimeoutException("read timed out"), Kind.TIMEOUT, true),
                Arguments.of(new SocketException("reset"), Kind.CONNECTION_LOST, true),
                Arguments.of(new EOFException(), Kind.CONNECTION_LOST, true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void onlyAFailureToConnectWasSurelyNotSent(IOException cause, Kind kind, boolean mayHaveBeenSent) {
        TransportException failure = TransportException.from("GET /x", cause);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.mayHaveBeenSent()).isEqualTo(mayHaveBeenSent);
        assertThat(failure).hasMessageStartingWith("GET /x").hasCause(cause);
    }

    @Test
    void aHandshakeThatFailedIsToldWithWhatToTrust() {
        ConnectException failed = new ConnectException("no TLS");
        failed.initCause(new SSLHandshakeException("unable to find valid certification path"));

        assertThat(TransportException.notConnected("GET /x", "no TLS", failed))
                .hasMessageContaining("Check the host name of the API")
                .hasMessageContaining("sslContext")
                .hasMessageContaining("javax.net.ssl.trustStore");
        assertThat(TransportException.notConnected("GET /x", "refused", new ConnectException("refused")))
                .hasMessageContaining("Check the host name of the API")
                .hasMessageNotContaining("trust");
    }

    @Test
    void anInterruptIsToldByTheThreadsFlag() {
        for (IOException cause : List.of(new InterruptedIOException(), new SocketException("Closed by interrupt"))) {
            Thread.currentThread().interrupt();

            TransportException failure = TransportException.from("GET /x", cause);

            assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void withoutTheFlagAnInterruptedExchangeIsATimeout() {
        assertThat(TransportException.from("GET /x", new InterruptedIOException("timeout"))
                        .kind())
                .isEqualTo(Kind.TIMEOUT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
