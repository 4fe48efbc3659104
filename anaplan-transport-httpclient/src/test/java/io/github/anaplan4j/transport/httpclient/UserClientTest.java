package io.github.anaplan4j.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.transport.TransportContract;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Runs the contract on a client of the user's.
 *
 * <p>It follows redirects, keeps cookies and unpacks bodies, as HttpClient does by default.
 */
class UserClientTest extends TransportContract {
    private final List<CloseableHttpClient> clients = new ArrayList<>();

    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return new ApacheHttpTransport(userClient(), false, settings.connectTimeout());
    }

    @Override
    protected boolean takesNoProxy() {
        return true;
    }

    @Override
    protected boolean readsLooseFraming() {
        return true;
    }

    @Override
    protected boolean writesUnseen() {
        return true;
    }

    private CloseableHttpClient userClient() {
        CloseableHttpClient client = HttpClients.custom()
                .disableAutomaticRetries()
                .addRequestInterceptorLast((request, entity, context) -> request.setHeader("X-User", "kept"))
                .build();
        clients.add(client);
        return client;
    }

    @AfterEach
    void closeClients() throws IOException {
        for (CloseableHttpClient client : clients) {
            client.close();
        }
    }

    @Test
    void whatTheUserSetUpStaysInForce() {
        try (FakeAnaplan fake = FakeAnaplan.start();
                ApacheHttpTransport transport = ApacheHttpTransport.using(userClient())) {
            fake.faults().inject(Fault.json(200, "{}"));
            transport.execute(get(fake)).close();
            assertThat(fake.journal().requests().get(0).header("X-User")).hasValue("kept");
        }
    }

    @Test
    void closingTheTransportLeavesTheClientOpen() throws IOException {
        try (FakeAnaplan fake = FakeAnaplan.start()) {
            fake.faults().inject(Fault.json(200, "{}"));
            CloseableHttpClient client = userClient();
            ApacheHttpTransport transport = ApacheHttpTransport.using(client);

            transport.close();

            int status = client.execute(new HttpGet(fake.url()), HttpResponse::getCode);
            assertThat(status).isEqualTo(200);
            assertThatIllegalStateException()
                    .isThrownBy(() -> transport.execute(get(fake)))
                    .withMessage("This transport is closed; it cannot send GET /2/0/x");
        }
    }

    @Test
    void evenAClientThatRetriesSendsAPostOnce() throws IOException {
        for (Fault fault : List.of(Fault.status(503), Fault.tooManyRequests("0"), Fault.noAnswer())) {
            try (FakeAnaplan fake = FakeAnaplan.start();
                    CloseableHttpClient retrying = HttpClients.createDefault();
                    ApacheHttpTransport transport = ApacheHttpTransport.using(retrying)) {
                fake.faults().inject(10, fault);

                catchThrowable(() -> transport.execute(post(fake)).close());

                assertThat(fake.journal().requests()).hasSize(1);
            }
        }
    }

    private static TransportRequest post(FakeAnaplan fake) {
        return new TransportRequest(
                TransportRequest.Method.POST,
                URI.create(fake.url() + "/x"),
                Map.of(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(10));
    }

    private static TransportRequest get(FakeAnaplan fake) {
        return TransportRequest.withoutBody(
                TransportRequest.Method.GET, URI.create(fake.url() + "/x"), Map.of(), Duration.ofSeconds(10));
    }
}
