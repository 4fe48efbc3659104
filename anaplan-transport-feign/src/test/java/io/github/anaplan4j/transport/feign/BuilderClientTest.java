package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import feign.Client;
import feign.DefaultClient;
import feign.Feign;
import io.github.anaplan4j.spi.TransportSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class BuilderClientTest {
    private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();

    @Test
    @SuppressWarnings("deprecation")
    void feignsDefaultClientIsNobodys() {
        List<Feign.Builder> builders = List.of(
                Feign.builder(),
                Feign.builder().client(new DefaultClient(null, null)),
                Feign.builder().client(new Client.Default(null, null)),
                Feign.builder().addCapability(new UserBuilderTest.SeesTheClient(List.of())));
        for (Feign.Builder builder : builders) {
            assertThat(BuilderClient.setByUser(builder)).isNull();
        }
    }

    @Test
    void anyOtherIsTheUsers() {
        Client client = (request, options) -> null;
        Feign.Builder builder =
                Feign.builder().client(client).addCapability(new UserBuilderTest.SeesTheClient(List.of()));

        assertThat(BuilderClient.setByUser(builder)).isSameAs(client);
    }

    @Test
    @SuppressWarnings("deprecation")
    void aDefaultClientWithPartsOfTheUsersIsRefusedAndNotReplaced() {
        List<Client> clients = List.of(
                new DefaultClient(TLS, null),
                new DefaultClient(null, (host, session) -> true),
                new Client.Default(TLS, null),
                new Client.Proxied(null, null, Proxy.NO_PROXY),
                new DefaultClient(null, null) {
                    @Override
                    public HttpURLConnection getConnection(URL url) throws IOException {
                        return (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
                    }
                });
        for (Client client : clients) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FeignTransport.using(Feign.builder().client(client)))
                    .withMessageContaining("leave it out and say the same with TransportSettings");
        }
    }

    @Test
    void settingsAreNotForAClientOfTheUsers() {
        Feign.Builder builder = Feign.builder().client((request, options) -> null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeignTransport.using(builder, TransportSettings.defaults()))
                .withMessageContaining("set up the Client itself, and pass the builder alone");
    }

    @Test
    void aBuilderServesOneTransport() {
        Feign.Builder builder = Feign.builder();
        FeignTransport.using(builder).close();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeignTransport.using(builder))
                .withMessageContaining("belongs to another FeignTransport");
    }
}
