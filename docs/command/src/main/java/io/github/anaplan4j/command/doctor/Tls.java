package io.github.anaplan4j.command.doctor;

import io.github.anaplan4j.spi.HttpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Looks at who signs a server's certificate, also where it is not trusted.
 *
 * <p>Nothing is sent to a server that is not trusted: the handshake breaks off.
 */
final class Tls {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 16_384;

    private Tls() {}

    /**
     * What a server showed.
     *
     * @param chain its certificates
     * @param distrust why it is not trusted; null if it is
     */
    record Shown(X509Certificate[] chain, @Nullable Exception distrust) {
        String issuer() {
            return chain.length == 0
                    ? "nobody"
                    : chain[chain.length - 1].getIssuerX500Principal().getName();
        }
    }

    /** A proxy that does not let us through. */
    static final class ProxyRefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        ProxyRefusedException(int status) {
            super("the proxy answers with the status " + status);
            this.status = status;
        }

        boolean wantsLogin() {
            return status == 407;
        }
    }

    static Socket connect(String host, int port, @Nullable HttpProxy proxy) throws IOException {
        InetSocketAddress target =
                proxy == null ? new InetSocketAddress(host, port) : new InetSocketAddress(proxy.host(), proxy.port());
        Socket socket = new Socket();
        try {
            socket.connect(target, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Asks a proxy for the way to a server. */
    static void tunnel(Socket socket, String host, int port, HttpProxy proxy) throws IOException {
        String login = proxy.login().isEmpty()
                ? ""
                : "Proxy-Authorization: Basic " + basic(proxy.login().get()) + "\r\n";
        socket.getOutputStream()
                .write(("CONNECT " + host + ":" + port + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n" + login
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_ANSWER) {
                throw new IOException("the proxy hung up, or does not speak HTTP");
            }
            head.append((char) next);
        }
        String[] words = head.toString().split("\\s+", 3);
        int status = words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
        if (status / 100 != 2) {
            throw new ProxyRefusedException(status);
        }
    }

    private static String basic(HttpProxy.Login login) throws IOException {
        char[] password = login.readPassword();
        var bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(login.user() + ":" + new String(password)));
        Arrays.fill(password, ' ');
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), bytes.limit()));
    }

    static Shown shown(Socket socket, String host, int port, X509TrustManager trust) throws IOException {
        Looking looking = new Looking(trust);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {looking}, new SecureRandom());
            try (SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true)) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
                secured.startHandshake();
            }
            return new Shown(looking.chain, null);
        } catch (IOException refused) {
            if (looking.chain.length == 0) { // it is no TLS, or breaks off before it shows itself
                throw refused;
            }
            return new Shown(looking.chain, looking.distrust == null ? refused : looking.distrust);
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    /** Remembers what it is asked to trust. */
    private static final class Looking implements X509TrustManager {
        private final X509TrustManager trust;
        private X509Certificate[] chain = {};
        private @Nullable CertificateException distrust;

        Looking(X509TrustManager trust) {
            this.trust = trust;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
            chain = shown;
            try {
                trust.checkServerTrusted(shown, type);
            } catch (CertificateException not) {
                distrust = not;
                throw not;
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
            throw new CertificateException("no server is here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }
}
