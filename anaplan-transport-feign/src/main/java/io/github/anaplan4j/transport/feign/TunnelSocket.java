package io.github.anaplan4j.transport.feign;

import io.github.anaplan4j.spi.HttpProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket that connects to its target by way of a proxy, with a {@code CONNECT} request. */
final class TunnelSocket extends Socket {
    private static final int LONGEST_ANSWER = 16 * 1024;

    private static final Pattern INTERIM = Pattern.compile("HTTP/1\\.[01] 1(?!01)\\d\\d\\D");
    private static final Pattern OFFER =
            Pattern.compile("(?im)^Proxy-Authenticate:[ \\t]*([A-Za-z0-9-]{1,20})(?![A-Za-z0-9-])");

    private final HttpProxy proxy;
    private final InetSocketAddress address;

    /**
     * Makes a socket that is still to be connected.
     *
     * @param proxy the proxy, to which no other leads
     * @param address where it is
     */
    TunnelSocket(HttpProxy proxy, InetSocketAddress address) {
        super(Proxy.NO_PROXY);
        this.proxy = proxy;
        this.address = address;
    }

    @Override
    public void connect(SocketAddress target, int timeout) throws IOException {
        byte[] request = request((InetSocketAddress) target);
        super.connect(address, timeout);
        try {
            setSoTimeout(timeout);
            getOutputStream().write(request);
            String answer;
            do {
                answer = head(getInputStream());
            } while (INTERIM.matcher(answer).lookingAt());
            if (!answer.matches("(?s)HTTP/1\\.[01] 2\\d\\d\\D.*")) {
                throw new ConnectException("the proxy " + proxy + " answered "
                        + answer.lines().findFirst().orElse("")
                        + (answer.matches("(?s)HTTP/\\S+ 407\\D.*") ? cure(answer) : ""));
            }
        } catch (ConnectException told) {
            close();
            throw told;
        } catch (IOException broken) { // before anything went through the tunnel
            close();
            ConnectException failed =
                    new ConnectException("no tunnel through the proxy " + proxy + ": " + broken.getMessage());
            failed.initCause(broken);
            throw failed;
        }
    }

    // Names the schemes that the proxy offers, if the one that is spoken here is not among them.
    private static String cure(String answer) {
        Set<String> schemes = new TreeSet<>();
        Matcher offers = OFFER.matcher(answer);
        while (offers.find()) {
            schemes.add(offers.group(1));
        }
        return schemes.isEmpty() || schemes.stream().anyMatch("Basic"::equalsIgnoreCase)
                ? "; check user and password for the proxy, which are not taken from the JVM"
                : "; it wants " + String.join(" or ", schemes) + ", and this transport can only do Basic";
    }

    private byte[] request(InetSocketAddress target) throws IOException {
        String host = target.getHostString();
        String authority =
                (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + target.getPort();
        String login = proxy.login().isPresent() ? authorization(proxy.login().get()) : "";
        String head = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + login + "\r\n";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String authorization(HttpProxy.Login login) throws ConnectException {
        char[] password = login.readPassword();
        ByteBuffer pair =
                StandardCharsets.UTF_8.encode(CharBuffer.allocate(login.user().length() + 1 + password.length)
                        .put(login.user())
                        .put(':')
                        .put(password)
                        .flip());
        byte[] bytes = Arrays.copyOf(pair.array(), pair.limit());
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(bytes) + "\r\n";
    }

    // Reads byte by byte, because what comes after the head belongs to TLS.
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int lineEnds = 0; lineEnds < 2; ) { // of which some are without a carriage return
            int b = in.read();
            if (b < 0 || head.size() == LONGEST_ANSWER) {
                throw new IOException("its answer has no end");
            }
            head.write(b);
            lineEnds = b == '\n' ? lineEnds + 1 : b == '\r' ? lineEnds : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
