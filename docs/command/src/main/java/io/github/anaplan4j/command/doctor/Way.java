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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    // A token that was got elsewhere needs no login.
    private List<URI> hosts() {
        return settings.get(Secret.TOKEN).isPresent()
                ? List.of(settings.apiUrl())
                : Stream.of(settings.apiUrl(), settings.authUrl())
                        .map(Way::origin)
                        .distinct()
                        .toList();
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getHost() + ":" + port(url));
    }

    private static boolean isPlain(URI url) {
        return "http".equals(url.getScheme());
    }

    // It is used for https alone.
    private @Nullable HttpProxy proxyFor(URI url) {
        return isPlain(url) ? null : network.proxy().orElse(null);
    }

    private String first(URI url) {
        HttpProxy proxy = proxyFor(url);
        return proxy == null ? url.getHost() + ":" + port(url) : proxy.host() + ":" + proxy.port();
    }

    /** Looks at each host; what fails first is told, and else the worst. */
    private Finding each(HostLook look) throws IOException {
        List<String> words = new ArrayList<>();
        Finding worst = null;
        for (URI url : hosts()) {
            Finding found = look.at(url);
            if (found.state() == Finding.State.FAIL) {
                return found;
            }
            worst = worst == null || found.state().compareTo(worst.state()) > 0 ? found : worst;
            words.add(found.words());
        }
        String all = words.stream().distinct().collect(Collectors.joining("; "));
        return new Finding(worst.state(), all, worst.gist(), worst.cure(), null);
    }

    /** Looks at the way to a host. */
    @FunctionalInterface
    private interface HostLook {
        Finding at(URI url) throws IOException;
    }

    Finding name() throws IOException {
        return each(url -> {
            HttpProxy proxy = proxyFor(url);
            String host = proxy == null ? url.getHost() : proxy.host();
            try {
                InetAddress.getAllByName(host);
                return Finding.ok(host + " is known", "the names are known");
            } catch (UnknownHostException unknown) {
                return Finding.fail(
                        "the name " + host + " leads nowhere",
                        "a name leads nowhere",
                        "Is this machine connected? Is the name right? In a company's network a proxy may be wanted:"
                                + " set proxy.");
            }
        });
    }

    Finding connection() throws IOException {
        return each(url -> {
            String host = first(url);
            try (Socket socket = Tls.connect(url.getHost(), port(url), proxyFor(url))) {
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
        });
    }

    Finding proxy() throws IOException {
        return each(url -> {
            HttpProxy proxy = proxyFor(url);
            if (proxy == null) {
                return Finding.ok(
                        network.proxy().isPresent() ? "it is not used for http" : "none is set", "no proxy is used");
            }
            try (Socket socket = Tls.connect(url.getHost(), port(url), proxy)) {
                Tls.tunnel(socket, url.getHost(), port(url), proxy);
                return Finding.ok(first(url) + " lets us through to " + url.getHost(), "the proxy lets us through");
            } catch (Tls.ProxyRefusedException refused) {
                return Finding.fail(
                        first(url) + ": " + refused.getMessage()
                                + (refused.wantsLogin() ? ": it wants a user and a password" : ""),
                        refused.getMessage(),
                        refused.wantsLogin()
                                ? "Set proxy-user, and its password in " + Secret.PROXY_PASSWORD.variable()
                                        + " or with " + Secret.PROXY_PASSWORD.command() + "."
                                : "Ask whoever keeps the proxy whether " + url.getHost() + " is allowed.");
            }
        });
    }

    Finding tls() throws IOException {
        return each(url -> {
            if (isPlain(url)) {
                return Finding.warn(
                        url.getHost() + " is asked over http, without TLS",
                        "no TLS",
                        "Only for a fake on this machine.");
            }
            HttpProxy proxy = proxyFor(url);
            try (Socket socket = Tls.connect(url.getHost(), port(url), proxy)) {
                if (proxy != null) {
                    Tls.tunnel(socket, url.getHost(), port(url), proxy);
                }
                return judged(url.getHost(), Tls.shown(socket, url.getHost(), port(url), network.trust()));
            }
        });
    }

    private Finding judged(String host, Tls.Shown shown) {
        if (shown.distrust() == null) {
            return Finding.ok(host + " is signed by " + shown.issuer(), "the certificate is trusted");
        }
        String words = "the certificate of " + host + ", signed by " + shown.issuer() + ", ";
        Instant end = shown.chain()[0].getNotAfter().toInstant();
        if (now().isAfter(end)) {
            return Finding.fail(
                    words + "has expired at " + end,
                    "the server's certificate has expired",
                    "Is the clock of this machine right? Else whoever keeps the server has to renew it.");
        }
        String why = String.valueOf(shown.distrust().getMessage());
        return why.contains("subject alternative") || why.contains("No name matching")
                ? Finding.fail(
                        words + "is for another name: " + why,
                        "the server's certificate is for another name",
                        "Is the host right? Something else answers in its place.")
                : Finding.fail(
                        words + "is not trusted: " + why,
                        "the server's certificate is not trusted",
                        "If a proxy of your company signs for all servers, save its certificate as PEM and set"
                                + " ca-file.");
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

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : isPlain(url) ? 80 : 443;
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
