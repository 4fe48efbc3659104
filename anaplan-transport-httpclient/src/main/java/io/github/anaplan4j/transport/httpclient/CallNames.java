package io.github.anaplan4j.transport.httpclient;

import io.github.anaplan4j.spi.TransportCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for the call that its thread is in, and no longer than that call may take.
 *
 * <p>HttpClient tells a resolver nothing but the name, on the thread of the call.
 */
final class CallNames implements DnsResolver {
    private static final ThreadLocal<TransportCalls.Call> CALL = new ThreadLocal<>();

    /** Sends a request. */
    @FunctionalInterface
    interface Sending<T> {
        T send() throws IOException;
    }

    static <T> T during(TransportCalls.Call call, Sending<T> sending) throws IOException {
        CALL.set(call);
        try {
            return sending.send();
        } finally {
            CALL.remove();
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            return CALL.get().addressesOf(host);
        } catch (UnknownHostException unknown) {
            throw unknown;
        } catch (IOException failure) {
            UnknownHostException told = new UnknownHostException(failure.getMessage());
            told.initCause(failure);
            throw told;
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolve(host)[0].getCanonicalHostName();
    }
}
