package io.github.anaplan4j.command.setup;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whom to ask, and as whom; each command that asks has them. */
public final class Connection {
    private final Map<Setting, String> options = new EnumMap<>(Setting.class);

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "NAME",
            description = "The environment of the file of profiles to use, such as prod.")
    private @Nullable String profile;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file of profiles; ~/.config/anaplan4j/profiles.properties if it is not said.")
    private @Nullable Path config;

    /** For picocli, which makes it. */
    public Connection() {}

    @Option(names = "--region", paramLabel = "REGION", description = "The region of the tenant, such as EU1.")
    private void region(String value) {
        options.put(Setting.REGION, value);
    }

    @Option(names = "--api-url", paramLabel = "URL", description = "The API, in place of a region.")
    private void apiUrl(String value) {
        options.put(Setting.API_URL, value);
    }

    @Option(names = "--auth-url", paramLabel = "URL", description = "Where to log in, in place of a region.")
    private void authUrl(String value) {
        options.put(Setting.AUTH_URL, value);
    }

    @Option(names = "--oauth-url", paramLabel = "URL", description = "Where OAuth logs in, in place of a region.")
    private void oauthUrl(String value) {
        options.put(Setting.OAUTH_URL, value);
    }

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "NAME",
            description = "The workspace, by name or id.")
    private void workspace(String value) {
        options.put(Setting.WORKSPACE, value);
    }

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description = "The model, by name or id.")
    private void model(String value) {
        options.put(Setting.MODEL, value);
    }

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "The user who logs in. The password is in ANAPLAN_PASSWORD or the profile, or is asked for.")
    private void user(String value) {
        options.put(Setting.USER, value);
    }

    @Option(names = "--certificate", paramLabel = "FILE", description = "The certificate that logs in, as PEM.")
    private void certificate(String value) {
        options.put(Setting.CERTIFICATE, value);
    }

    @Option(names = "--key", paramLabel = "FILE", description = "Its private key, as PEM.")
    private void key(String value) {
        options.put(Setting.KEY, value);
    }

    @Option(names = "--keystore", paramLabel = "FILE", description = "A key store with both, in place of two files.")
    private void keyStore(String value) {
        options.put(Setting.KEYSTORE, value);
    }

    @Option(names = "--keystore-alias", paramLabel = "NAME", description = "The name of the key in the key store.")
    private void keyStoreAlias(String value) {
        options.put(Setting.KEYSTORE_ALIAS, value);
    }

    @Option(names = "--client-id", paramLabel = "ID", description = "The OAuth application; see anaplan login.")
    private void clientId(String value) {
        options.put(Setting.CLIENT_ID, value);
    }

    @Option(names = "--transport", paramLabel = "NAME", description = "httpclient, which is usual, or feign.")
    private void transport(String value) {
        options.put(Setting.TRANSPORT, value);
    }

    @Option(names = "--proxy", paramLabel = "HOST:PORT", description = "The proxy, in place of Java's own.")
    private void proxy(String value) {
        options.put(Setting.PROXY, value);
    }

    @Option(names = "--proxy-user", paramLabel = "USER", description = "Who logs in at the proxy.")
    private void proxyUser(String value) {
        options.put(Setting.PROXY_USER, value);
    }

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "The certificates, as PEM, by which the network of a company signs for all servers.")
    private void caFile(String value) {
        options.put(Setting.CA_FILE, value);
    }

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "How many are sent at most; 300.")
    private void requestsPerMinute(String value) {
        options.put(Setting.REQUESTS_PER_MINUTE, value);
    }

    @Option(
            names = "--polling-floor",
            paramLabel = "TIME",
            description = "How far apart the looks at a task of a fake on this machine are.")
    private void pollingFloor(String value) {
        options.put(Setting.POLLING_FLOOR, value);
    }

    @Option(
            names = "--state-directory",
            paramLabel = "DIRECTORY",
            description = "Where this machine keeps what is under way; ~/.local/state/anaplan4j if it is not said.")
    private void stateDirectory(String value) {
        options.put(Setting.STATE_DIRECTORY, value);
    }

    /**
     * {@return what counts of these options, the environment and the profile}
     *
     * @param surroundings the environment
     * @throws SetupException if the file of profiles is wrong
     */
    public Settings settings(Surroundings surroundings) {
        return Settings.of(options, surroundings, profile, config);
    }
}
