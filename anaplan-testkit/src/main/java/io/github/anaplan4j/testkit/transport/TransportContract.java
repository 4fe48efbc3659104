package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link HttpTransport} as tests, numbered as there. A transport proves that it keeps them by a subclass
 * in its tests, which says how to make one and cannot leave out any:
 *
 * <pre>{@code
 * class MyTransportTest extends TransportContract {
 *     @Override
 *     protected HttpTransport createTransport(TransportSettings settings) {
 *         return MyTransport.create(settings);
 *     }
 * }
 * }</pre>
 *
 * <p>A run takes a few seconds and needs JUnit Jupiter and AssertJ.
 */
@SuppressWarnings("exports") // JUnit, which nobody needs who does not extend it
public abstract class TransportContract extends ProxyRules {
    /** Makes a contract, for the tests of a transport. */
    protected TransportContract() {}

    /**
     * Makes a transport to be tested.
     *
     * @param settings what the transport must keep to
     * @return a new transport, which the contract closes
     */
    protected abstract HttpTransport createTransport(TransportSettings settings);

    /**
     * Says whether this transport's HTTP library insists on sending a GET a second time if the connection breaks
     * before the first byte of the answer. It must say so in its documentation; with other methods it must not
     * happen.
     *
     * @return false, unless overridden
     */
    protected boolean repeatsUnansweredGets() {
        return false;
    }

    /**
     * Says whether this transport's HTTP library takes for sound what is not framed as HTTP/1.1 demands, such as a
     * chunk without a size, for whole what announced no end, or for the answer what came before the request. It must
     * say so in its documentation.
     *
     * @return false, unless overridden
     */
    protected boolean readsLooseFraming() {
        return false;
    }

    /**
     * Says whether this transport cannot tell what its HTTP library has written, as where the library is set up by a
     * user. Each failure then counts as one after which the request may have been sent, and the head of the answer to a
     * request with a body has the time of the whole call. It must say so in its documentation.
     *
     * @return false, unless overridden
     */
    protected boolean writesUnseen() {
        return false;
    }

    /**
     * Says whether this transport takes no proxy from its settings: because it refuses settings that have one, or
     * because its HTTP library is set up by a user. It must say so in its documentation.
     *
     * @return false, unless overridden
     */
    protected boolean takesNoProxy() {
        return false;
    }

    @Override
    final HttpTransport newTransport(TransportSettings settings) {
        return createTransport(settings);
    }

    @Override
    final boolean admitsRepeatedGets() {
        return repeatsUnansweredGets();
    }

    @Override
    final boolean admitsUnseenWrites() {
        return writesUnseen();
    }

    @Override
    final boolean admitsNoProxy() {
        return takesNoProxy();
    }

    @Override
    final boolean admitsLooseFraming() {
        return readsLooseFraming();
    }

    @Test
    @DisplayName("rule 9: a refused connection is a failure to connect, and the request was not sent if that is known")
    final void refused() throws IOException {
        URI closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/2/0");
        }
        for (Method method : Method.values()) {
            TransportException failure = failureSoon(request(method, closed, bodyFor(method), PATIENT));
            assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECT);
            assertThat(failure.mayHaveBeenSent()).isEqualTo(writesUnseen());
        }
    }

    @Test
    @DisplayName("rule 9: a request that only waits for others to free a connection says so, and was not sent")
    final void ownCongestion() {
        try (HttpTransport single = createTransport(settings(PATIENT, 1))) {
            for (Duration limit : List.of(IMPATIENT, PATIENT)) {
                fake.faults().inject(Fault.stallMidBody(SMALL, 5));
                fake.faults().inject(Fault.json(200, "{}"));
                int before = fake.journal().requests().size();
                try (TransportResponse busy = single.execute(get("/2/0/busy"))) {
                    assertThat(busy.status()).isEqualTo(200);
                    TransportRequest next = get("/2/0/next", IMPATIENT).withCallTimeout(limit);
                    TransportException failure = catchThrowableOfType(
                            TransportException.class, () -> single.execute(next).close());
                    assertThat(fake.journal().requests()).hasSize(before + (failure == null ? 2 : 1));
                    if (failure != null) {
                        assertThat(failure.isOwnCongestion()).as("%s", failure).isTrue();
                        assertThat(failure.mayHaveBeenSent()).isFalse();
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("rule 9: when the connection breaks without an answer, the request may have been sent")
    final void mayHaveBeenSent() {
        for (Fault fault : List.of(Fault.noAnswer(), Fault.reset())) {
            fake.faults().inject(fault);
            TransportException failure = failureSoon(request(Method.POST, uri("/2/0/x"), SMALL, PATIENT));
            assertThat(failure.kind()).isEqualTo(TransportException.Kind.CONNECTION_LOST);
            assertThat(failure.mayHaveBeenSent()).isTrue();
        }
    }

    @Test
    @DisplayName("rule 9: after a timeout the request may have been sent")
    final void mayHaveBeenSentBeforeTimeout() {
        fake.faults().inject(Fault.stall());
        TransportException failure = failureSoon(request(Method.POST, uri("/2/0/x"), SMALL, IMPATIENT));
        assertThat(failure.kind()).isEqualTo(TransportException.Kind.TIMEOUT);
        assertThat(failure.mayHaveBeenSent()).isTrue();
    }

    @Test
    @DisplayName("rule 9: when the server answers with something other than HTTP, the request may have been sent")
    final void notHttp() throws IOException {
        try (ServerSocket mail = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket socket = mail.accept()) {
                    socket.getInputStream().readNBytes(10);
                    socket.getOutputStream().write(bytes("220 mail.example.com ESMTP\r\n"));
                } catch (IOException closing) {
                    // the test has seen enough
                }
            });
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + mail.getLocalPort() + "/2/0");
            assertThat(failureSoon(request(Method.POST, uri, SMALL, IMPATIENT)).mayHaveBeenSent())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("rule 10: an interrupt before a call is still set when the call has ended")
    final void interruptedBefore() {
        fake.faults().inject(Fault.json(200, "{}"));
        Thread.currentThread().interrupt();
        Throwable failure =
                catchThrowable(() -> transport.execute(get("/2/0/x")).close());
        assertThat(Thread.interrupted()).isTrue();
        if (failure != null) {
            assertThat(failure).isInstanceOf(TransportException.class);
        }
    }

    @Test
    @DisplayName("rule 11: a transport can be closed twice, and others go on")
    final void closing() {
        HttpTransport other = createTransport(SETTINGS);
        fake.faults().inject(2, Fault.json(200, "{}"));
        other.execute(get("/2/0/x")).close();
        other.close();
        assertThatCode(other::close).doesNotThrowAnyException();
        transport.execute(get("/2/0/x")).close();
    }
}
