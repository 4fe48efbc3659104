package io.github.anaplan4j.command.doctor;

import io.github.anaplan4j.command.setup.Network;
import io.github.anaplan4j.command.setup.Secret;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to Anaplan's API, from the name of its host to an answer; nobody is logged in on it. */
final class Way implements AutoCloseable {
    private static final Duration CLOCK_WARNING = Duration.ofMinutes(1);
    private static final Duration CLOCK_FAILURE = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int EXCERPT = 2_000;

    private final Settings settings;
    private final Network network;
    private @Nullable Observed transport;

    Way(Settings settings) {
        this.settings = settings;
        this.network = new Network(settings);
    }

    boolean isOpen() {
        return transport != null;
    }

    /** {@return what the requests go over, once the API was reached} */
    Observed transport() {
        if (transport == null) {
            throw new IllegalStateException("The API was not reached.");
        }
        return transport;
    }

    Finding name() {
        String host =
                network.proxy().map(HttpProxy::host).orElse(settings.apiUrl().getHost());
        for (String each : network.proxy().isPresent()
                ? List.of(host)
                : List.of(host, settings.authUrl().getHost())) {
            try {
                InetAddress.getAllByName(each);
            } catch (UnknownHostException unknown) {
                return Finding.fail(
                        "the name " + each + " leads nowhere",
                        "a name leads nowhere",
                        "Is this machine connected? Is the name right? In a company's network a proxy may be wanted:"
                                + " set proxy.");
            }
        }
        return Finding.ok(host + " is known", "the names are known");
    }

    Finding connection() throws IOException {
        HttpProxy proxy = network.proxy().orElse(null);
        String host = proxy == null ? host() + ":" + port() : proxy.host() + ":" + proxy.port();
        try (Socket socket = Tls.connect(host(), port(), proxy)) {
            return Finding.ok(
                    host + " answers, from " + socket.getLocalAddress().getHostAddress(), "connected");
        } catch (ConnectException refused) {
            return Finding.fail(
                    host + " refuses the connection: " + refused.getMessage(),
                    "the connection is refused",
                    "Is the port right? Does a firewall stand between? A proxy is set with proxy.");
        } catch (IOException silent) {
            return Finding.fail(
                    host + " cannot be reached: " + silent.getMessage(),
                    "no connection",
                    "Ask whoever keeps the network whether " + host + " is allowed.");
        }
    }

    Finding proxy() throws IOException {
        HttpProxy proxy = network.proxy().orElse(null);
        if (proxy == null) {
            return Finding.ok("none is set", "no proxy");
        }
        if ("http".equals(settings.apiUrl().getScheme())) {
            return Finding.warn("the API is http, for which it is not used", "a proxy that is not used", "");
        }
        try (Socket socket = Tls.connect(host(), port(), proxy)) {
            Tls.tunnel(socket, host(), port(), proxy);
            return Finding.ok(proxy.host() + ":" + proxy.port() + " lets us through", "the proxy lets us through");
        } catch (Tls.ProxyRefusedException refused) {
            return Finding.fail(
                    proxy.host() + ":" + proxy.port() + ": " + refused.getMessage()
                            + (refused.wantsLogin() ? ": it wants a user and a password" : ""),
                    refused.getMessage(),
                    refused.wantsLogin()
                            ? "Set proxy-user, and its password in " + Secret.PROXY_PASSWORD.variable() + " or with "
                                    + Secret.PROXY_PASSWORD.command() + "."
                            : "Ask whoever keeps the proxy whether " + host() + " is allowed.");
        }
    }

    Finding tls() throws IOException {
        if ("http".equals(settings.apiUrl().getScheme())) {
            return Finding.warn("the API is http, without TLS", "no TLS", "Only for a fake on this machine.");
        }
        HttpProxy proxy = network.proxy().orElse(null);
        try (Socket socket = Tls.connect(host(), port(), proxy)) {
            if (proxy != null) {
                Tls.tunnel(socket, host(), port(), proxy);
            }
            Tls.Shown shown = Tls.shown(socket, host(), port(), network.trust());
            if (shown.distrust() == null) {
                return Finding.ok("signed by " + shown.issuer(), "the certificate is trusted");
            }
            return Finding.fail(
                    "the certificate of " + host() + ", signed by " + shown.issuer() + ", is not trusted: "
                            + shown.distrust().getMessage(),
                    "the server's certificate is not trusted",
                    "If a proxy of your company signs for all servers, save its certificate as PEM and set ca-file.");
        }
    }

    Finding api() throws IOException {
        transport = new Observed(network.transport());
        URI me = URI.create(settings.apiUrl().toString().replaceAll("/+$", "") + "/users/me");
        TransportRequest request = TransportRequest.withoutBody(
                TransportRequest.Method.GET, me, Map.of("Accept", "application/json"), TIMEOUT);
        try (TransportResponse response = transport.execute(request)) {
            String body = new String(response.body().readNBytes(EXCERPT), StandardCharsets.UTF_8).strip();
            if (response.status() == 401 && body.startsWith("{")) {
                return Finding.ok("it asks who we are, as it should", "it answers as Anaplan's");
            }
            String what = body.startsWith("<") ? "a web page" : body.startsWith("{") ? "JSON" : "something else";
            return Finding.fail(
                    me.getHost() + " answers " + me.getPath() + " with the status " + response.status() + " and " + what
                            + ", which is not Anaplan's API",
                    "it answers with the status " + response.status() + " and " + what,
                    "Is the base URL right? It ends with /2/0, as in https://api.anaplan.com/2/0. Or a gateway answers"
                            + " in its place.");
        }
    }

    Finding clock() {
        Optional<Instant> theirs = transport().date().flatMap(Way::parsed);
        if (theirs.isEmpty()) {
            return Finding.warn("the server does not say what time it is", "no Date", "");
        }
        Duration ahead = Duration.between(theirs.get(), now());
        String words = "this machine is " + ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead");
        if (ahead.abs().compareTo(CLOCK_FAILURE) > 0) {
            return Finding.fail(
                    words, words, "Set the clock of this machine: logins with a certificate need it right.");
        }
        return ahead.abs().compareTo(CLOCK_WARNING) > 0
                ? Finding.warn(words, words, "Set the clock of this machine.")
                : Finding.ok("right to " + Math.max(1, ahead.abs().toSeconds()) + " s", "right");
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private String host() {
        return settings.apiUrl().getHost();
    }

    private int port() {
        URI api = settings.apiUrl();
        return api.getPort() >= 0 ? api.getPort() : "http".equals(api.getScheme()) ? 80 : 443;
    }

    private Instant now() {
        return settings.surroundings().time().now();
    }

    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
