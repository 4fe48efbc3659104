package io.github.anaplan4j.testkit.transport;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportRequest.Method;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transport and a fake for it to speak to, for each test of the contract, and the requests that they exchange. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ContractFixture {
    static final Duration PATIENT = Duration.ofSeconds(10);
    static final Duration IMPATIENT = Duration.ofMillis(250);
    // Far less than PATIENT and far more than IMPATIENT, so that a slow machine proves nothing wrong.
    static final Duration SOON = Duration.ofSeconds(4);

    static final TransportSettings SETTINGS = settings(PATIENT, 8);
    static final byte[] NOTHING = {};
    static final byte[] SMALL = "{\"taskId\":\"A1\"}".getBytes(StandardCharsets.UTF_8);
    static final byte[] LARGE = new byte[1024 * 1024];

    @RegisterExtension
    static final RuleFailures FAILURES = new RuleFailures();

    FakeAnaplan fake;
    HttpTransport transport;

    /** Makes the transport under test. */
    abstract HttpTransport newTransport(TransportSettings settings);

    static TransportSettings settings(Duration connectTimeout, int maxConnections) {
        return TransportSettings.defaults().withConnectTimeout(connectTimeout).withMaxConnections(maxConnections);
    }

    @BeforeEach
    final void start() {
        fake = FakeAnaplan.start();
        transport = newTransport(SETTINGS);
    }

    @AfterEach
    final void stop() {
        transport.close();
        fake.close();
    }

    final TransportException failureSoon(TransportRequest request) {
        return assertTimeout(
                SOON, () -> catchThrowableOfType(TransportException.class, () -> transport.execute(request)));
    }

    final TransportRequest get(String target) {
        return get(target, PATIENT);
    }

    final TransportRequest get(String target, Duration timeout) {
        return get(uri(target), timeout);
    }

    static TransportRequest get(URI uri, Duration timeout) {
        return request(Method.GET, uri, NOTHING, timeout);
    }

    static TransportRequest request(Method method, URI uri, byte[] body, Duration timeout) {
        return new TransportRequest(method, uri, Map.of(), body, timeout);
    }

    final URI uri(String target) {
        return URI.create(fake.url().replace("/2/0", "") + target);
    }

    static URI at(HttpServer server, String target) {
        return URI.create("http://127.0.0.1:" + server.port() + target);
    }

    static byte[] bodyFor(Method method) {
        return method == Method.POST || method == Method.PUT ? SMALL : NOTHING;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
