package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what is special about Feign's default client. */
class DefaultClientTest {
    private final FakeAnaplan fake = FakeAnaplan.start();
    private final FeignTransport transport = FeignTransport.create(TransportSettings.defaults());

    @AfterEach
    void stop() {
        transport.close();
        fake.close();
    }

    @Test
    void anEmptyBodyIsAnnouncedByItsLengthAndNotChunked() {
        fake.faults().inject(2, Fault.json(200, "{}"));
        transport.execute(request(TransportRequest.Method.POST)).close();
        transport.execute(request(TransportRequest.Method.PUT)).close();
        assertThat(fake.journal().requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKey("Transfer-Encoding");
            assertThat(request.header("Content-Length")).hasValue("0");
        });
    }

    @Test
    void afterClosingItRefusesRequests() {
        transport.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> transport.execute(request(TransportRequest.Method.GET)))
                .withMessage("This transport is closed; it cannot send GET /2/0/x");
    }

    private TransportRequest request(TransportRequest.Method method) {
        return TransportRequest.withoutBody(method, URI.create(fake.url() + "/x"), Map.of(), Duration.ofSeconds(10));
    }
}
