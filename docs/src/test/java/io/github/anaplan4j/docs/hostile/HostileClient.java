package io.github.anaplan4j.docs.hostile;

import feign.Client;
import feign.DefaultClient;
import feign.Feign;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;

/** The transports that are tried: the library's own, and those over what a user brings. */
enum HostileClient {
    FEIGN {
        @Override
        Opened open(SSLContext trust) {
            HttpTransport transport =
                    FeignTransport.create(TransportSettings.defaults().withSslContext(trust));
            return new Opened(transport, transport::close);
        }
    },
    HTTPCLIENT {
        @Override
        Opened open(SSLContext trust) {
            HttpTransport transport =
                    ApacheHttpTransport.create(TransportSettings.defaults().withSslContext(trust));
            return new Opened(transport, transport::close);
        }
    },
    FEIGN_OF_A_USER {
        @Override
        Opened open(SSLContext trust) {
            Client client = new DefaultClient(trust.getSocketFactory(), null);
            HttpTransport transport =
                    FeignTransport.using(Feign.builder().client(client::execute)); // one like any other
            return new Opened(transport, transport::close);
        }
    },
    HTTPCLIENT_OF_A_USER {
        @Override
        Opened open(SSLContext trust) {
            CloseableHttpClient client = httpClient(trust);
            return opened(ApacheHttpTransport.using(client), client);
        }
    },
    /** As Feign has one, and Spring Cloud makes it: HttpClient decodes, and takes the header of the coding away. */
    FEIGN_OVER_HTTPCLIENT_OF_A_USER {
        @Override
        Opened open(SSLContext trust) {
            CloseableHttpClient client = httpClient(trust);
            return opened(FeignTransport.using(Feign.builder().client(new HttpClientForFeign(client))), client);
        }
    };

    private static CloseableHttpClient httpClient(SSLContext trust) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                        .build())
                .build();
    }

    private static Opened opened(HttpTransport transport, CloseableHttpClient client) {
        return new Opened(transport, () -> {
            transport.close();
            close(client);
        });
    }

    /**
     * Makes the transport.
     *
     * @param trust whom to trust in TLS
     */
    abstract Opened open(SSLContext trust);

    boolean isOfAUser() {
        return name().endsWith("_OF_A_USER");
    }

    private static void close(CloseableHttpClient client) {
        try {
            client.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * A transport and how to be rid of it.
     *
     * @param transport the transport
     * @param end closes it and what is below it
     */
    record Opened(HttpTransport transport, Runnable end) implements AutoCloseable {
        /**
         * Makes a client that keeps to a time for each request, and has another token for each 401.
         *
         * @param url where the API is
         * @param timeout how long a request may take
         * @param time its clock
         */
        AnaplanClient api(String url, Duration timeout, TimeSource time) {
            AtomicInteger tokens = new AtomicInteger();
            return AnaplanClient.builder()
                    .apiUrl(url)
                    .credentials(Credentials.renewedBy(() -> "token-" + tokens.incrementAndGet()))
                    .transport(transport)
                    .pollTimeout(timeout)
                    .startTimeout(timeout)
                    .readTimeout(timeout)
                    .transferTimeout(timeout)
                    .time(time)
                    .build();
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
