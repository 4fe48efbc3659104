package io.github.anaplan4j.spi;

import java.net.ConnectException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, through which https requests are tunnelled.
 *
 * <p>The proxy sees the host that they go to, and nothing else. Plain http, which is for loopback alone, does not pass
 * it. Immutable; its text has no password.
 */
public final class HttpProxy {
    private final String host;
    private final int port;
    private final @Nullable Login login;

    /**
     * The user and password for a proxy, as HTTP's Basic authentication has them.
     *
     * @param user the user's name
     * @param password returns the password; transports call {@link #readPassword}
     */
    public record Login(String user, Supplier<char[]> password) {
        /**
         * Checks the user's name.
         *
         * @param user the user's name
         * @param password returns the password
         * @throws IllegalArgumentException if the name has a colon in it
         */
        public Login {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
            if (user.contains(":")) {
                throw new IllegalArgumentException("The user's name for the proxy has a colon in it: " + user);
            }
        }

        /**
         * Asks for the password, as for each connection through the proxy.
         *
         * @return the password; not to be changed
         * @throws ConnectException if it cannot be had, so that there can be no connection
         */
        public char[] readPassword() throws ConnectException {
            try {
                return Objects.requireNonNull(password.get(), "no password");
            } catch (RuntimeException none) {
                ConnectException told = new ConnectException("there is no password for " + user
                        + " at the proxy; is the variable set, or the entry of the vault there?");
                told.initCause(none);
                throw told;
            }
        }

        /** {@return the user's name alone} */
        @Override
        public String toString() {
            return user;
        }
    }

    private HttpProxy(String host, int port, @Nullable Login login) {
        Objects.requireNonNull(host, "host");
        if (!host.matches("[A-Za-z0-9._:\\[\\]-]+") || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Not the host and port of a proxy: " + host + " and " + port
                    + ". Expected a host alone, without http://, and a port from 1 to 65535.");
        }
        this.host = host;
        this.port = port;
        this.login = login;
    }

    /**
     * Makes a proxy that asks for no password.
     *
     * @param host its name or address, without {@code http://}
     * @param port its port
     * @return the proxy
     * @throws IllegalArgumentException if they are not host and port
     */
    public static HttpProxy of(String host, int port) {
        return new HttpProxy(host, port, null);
    }

    /**
     * Adds user and password.
     *
     * @param user the user's name
     * @param password the password; copied, so that the caller can overwrite it
     * @return a copy that logs in to the proxy
     * @throws IllegalArgumentException if the name has a colon in it
     */
    public HttpProxy withLogin(String user, char[] password) {
        char[] copy = password.clone();
        return withLogin(user, copy::clone);
    }

    /**
     * Adds user and password, as from a vault.
     *
     * @param user the user's name
     * @param password returns the password each time it is needed, on a thread of the transport
     * @return a copy that logs in to the proxy
     * @throws IllegalArgumentException if the name has a colon in it
     */
    public HttpProxy withLogin(String user, Supplier<char[]> password) {
        return new HttpProxy(host, port, new Login(user, password));
    }

    /** {@return its name or address} */
    public String host() {
        return host;
    }

    /** {@return its port} */
    public int port() {
        return port;
    }

    /** {@return how to log in to it, if one has to} */
    public Optional<Login> login() {
        return Optional.ofNullable(login);
    }

    /** {@return host and port} */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
