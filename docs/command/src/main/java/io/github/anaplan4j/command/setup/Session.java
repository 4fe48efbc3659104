package io.github.anaplan4j.command.setup;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ModelDefinition;

/**
 * A client, with what it goes over, until it is closed.
 *
 * @param client the client
 * @param transport its transport
 * @param settings what it was made of
 */
public record Session(AnaplanClient client, HttpTransport transport, Settings settings) implements AutoCloseable {
    /**
     * Makes a client, and sends nothing.
     *
     * @param settings what it is made of
     * @return the session
     * @throws SetupException if something is not set, or not rightly
     */
    public static Session open(Settings settings) {
        return open(settings, new Logins(settings).credentials());
    }

    /**
     * Makes a client with credentials of its own, and sends nothing.
     *
     * @param settings what else it is made of
     * @param credentials who logs in
     * @return the session
     * @throws SetupException if something is not set, or not rightly
     */
    public static Session open(Settings settings, Credentials credentials) {
        return open(settings, credentials, new Network(settings).transport());
    }

    /**
     * Makes a client with credentials of its own over a transport, and sends nothing.
     *
     * @param settings what else it is made of
     * @param credentials who logs in
     * @param transport what it goes over; closed with the session
     * @return the session
     * @throws SetupException if something is not set, or not rightly
     */
    public static Session open(Settings settings, Credentials credentials, HttpTransport transport) {
        AnaplanClientBuilder builder = AnaplanClient.builder().credentials(credentials);
        settings.region().ifPresent(builder::region);
        settings.get(Setting.API_URL).ifPresent(builder::apiUrl);
        settings.get(Setting.AUTH_URL).ifPresent(builder::authUrl);
        settings.get(Setting.OAUTH_URL).ifPresent(builder::oauthUrl);
        settings.number(Setting.REQUESTS_PER_MINUTE).ifPresent(builder::requestsPerMinute);
        settings.pollingFloor().ifPresent(builder::pollingFloor);
        StateDirectory state = settings.state();
        TimeSource time = settings.surroundings().time();
        try {
            AnaplanClient client = builder.transport(transport)
                    .time(time)
                    .startLedger(StartLedger.file(state.ledger()))
                    .durationHistory(DurationHistory.file(state.durations()))
                    .build();
            return new Session(client, transport, settings);
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            transport.close();
            throw new SetupException(wrong.getMessage(), wrong);
        }
    }

    /**
     * {@return the model that is set; names are looked up, ids are not}
     *
     * @throws SetupException if none is set
     */
    public AnaplanModel model() {
        String workspace = settings.require(Setting.WORKSPACE);
        String model = settings.require(Setting.MODEL);
        return isId(workspace) && isId(model) ? client.model(workspace, model) : named(workspace, model);
    }

    private AnaplanModel named(String workspace, String model) {
        return client.models().stream()
                .map(ModelDefinition::ref)
                .filter(ref -> ref.modelId().equals(model))
                .findFirst()
                .map(client::model)
                .orElseGet(() -> client.modelNamed(workspace, model));
    }

    private static boolean isId(String text) {
        return text.matches("[0-9A-Fa-f]{32}");
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }
}
