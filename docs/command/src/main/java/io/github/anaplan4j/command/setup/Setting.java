package io.github.anaplan4j.command.setup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be set, by an option, a variable of the environment, or a line of a profile.
 *
 * <p>A setting {@code api-url} is the option {@code --api-url}, the variable {@code ANAPLAN_API_URL}, and the line
 * {@code api-url = ...}. Secrets are no options, for a command line can be read by others.
 */
public enum Setting {
    /** The region of the tenant, such as {@code EU1}. */
    REGION,
    /** The base URL of the API, in place of a region's. */
    API_URL,
    /** The base URL of logins, in place of a region's. */
    AUTH_URL,
    /** The base URL of OAuth, in place of a region's. */
    OAUTH_URL,
    /** The workspace, by name or id. */
    WORKSPACE,
    /** The model, by name or id. */
    MODEL,
    /** The user who logs in with a password. */
    USER,
    /** The file of the certificate that logs in. */
    CERTIFICATE,
    /** The file of its private key. */
    KEY,
    /** The key store that has both, in place of two files. */
    KEYSTORE,
    /** The name of the key in the key store. */
    KEYSTORE_ALIAS,
    /** The id of the OAuth application. */
    CLIENT_ID,
    /** The transport, {@code httpclient} or {@code feign}. */
    TRANSPORT,
    /** The proxy, as {@code host:port}. */
    PROXY,
    /** The user of the proxy. */
    PROXY_USER,
    /** A PEM file with the certificates that sign the servers' in a company's network. */
    CA_FILE,
    /** How many requests a minute are sent at most. */
    REQUESTS_PER_MINUTE,
    /** How often one task is asked for at most, for a fake on this machine. */
    POLLING_FLOOR,
    /** Where ledger, durations and tokens are kept. */
    STATE_DIRECTORY,
    /** Whether secrets may stand in the file of profiles in the clear. */
    SECRETS_IN_CLEAR;

    /** {@return its name in a profile, such as {@code api-url}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return its variable in the environment, such as {@code ANAPLAN_API_URL}} */
    public String variable() {
        return "ANAPLAN_" + name();
    }

    /** {@return its option, such as {@code --api-url}} */
    public String option() {
        return "--" + key();
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
    }
}
