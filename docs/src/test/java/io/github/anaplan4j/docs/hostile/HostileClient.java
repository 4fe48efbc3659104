package io.github.anaplan4j.docs.hostile;

import feign.Feign;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** The transports that are tried: the library's own, and those over what a user brings. */
enum HostileClient {
    FEIGN {
        @Override
        Opened open() {
            HttpTransport transport = FeignTransport.create(TransportSettings.defaults());
            return new Opened(transport, transport::close);
        }
    },
    HTTPCLIENT {
        @Override
        Opened open() {
            HttpTransport transport = ApacheHttpTransport.create(TransportSettings.defaults());
            return new Opened(transport, transport::close);
        }
    },
    FEIGN_OF_A_USER {
        @Override
        Opened open() {
            HttpTransport transport = FeignTransport.using(Feign.builder());
            return new Opened(transport, transport::close);
        }
    },
    HTTPCLIENT_OF_A_USER {
        @Override
        Opened open() {
            CloseableHttpClient client = HttpClients.createDefault();
            HttpTransport transport = ApacheHttpTransport.using(client);
            return new Opened(transport, () -> {
                transport.close();
                close(client);
            });
        }
    };

    abstract Opened open();

    boolean isOfAUser() {
        return this == FEIGN_OF_A_USER || this == HTTPCLIENT_OF_A_USER;
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
        @Override
        public void close() {
            end.run();
        }
    }
}
