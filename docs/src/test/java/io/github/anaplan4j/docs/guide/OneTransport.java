package io.github.anaplan4j.docs.guide;

import io.github.anaplan4j.transport.TransportDiscovery;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Chooses among the transports on the class path of these tests; a user has one. */
final class OneTransport implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext test) {
        System.setProperty(TransportDiscovery.PROPERTY, "httpclient");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        System.clearProperty(TransportDiscovery.PROPERTY);
    }
}
