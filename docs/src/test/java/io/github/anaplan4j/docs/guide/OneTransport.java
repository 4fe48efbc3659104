package io.github.anaplan4j.docs.guide;

import io.github.anaplan4j.spi.HttpTransportProvider;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Chooses among the transports on the class path of these tests; a user has one. */
final class OneTransport implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext test) {
        System.setProperty(HttpTransportProvider.PROPERTY, "httpclient");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        System.clearProperty(HttpTransportProvider.PROPERTY);
    }
}
