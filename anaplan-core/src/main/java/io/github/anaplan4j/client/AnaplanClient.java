package io.github.anaplan4j.client;

import io.github.anaplan4j.auth.TokenSource;
import io.github.anaplan4j.host.BaseUrl;
import io.github.anaplan4j.protocol.TaskApi;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.time.TimeSource;
import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportDiscovery;
import io.github.anaplan4j.transport.TransportSettings;
import io.github.anaplan4j.watch.PollingFloor;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way into Anaplan: one client per user and tenant, shared by all threads, closed at the end.
 *
 * <pre>{@code
 * try (AnaplanClient anaplan = AnaplanClient.builder()
 *         .credentials(Credentials.token(token))
 *         .build()) {
 *     TaskOutcome outcome = anaplan.task(task).await(Duration.ofHours(2));
 * }
 * }</pre>
 */
public final class AnaplanClient implements AutoCloseable {
    private final TaskApi tasks;
    private final TimeSource time;
    private final PollingFloor pollingFloor;
    private final @Nullable HttpTransport ownTransport;

    private AnaplanClient(Builder builder, TokenSource credentials) {
        this.time = builder.time;
        this.pollingFloor = builder.pollingFloor == null
                ? PollingFloor.STANDARD
                : PollingFloor.of(builder.pollingFloor, builder.apiUrl);
        this.ownTransport =
                builder.transport == null ? TransportDiscovery.discover(TransportSettings.defaults()) : null;
        HttpTransport transport = builder.transport == null ? ownTransport : builder.transport;
        this.tasks = new TaskApi(builder.apiUrl, transport, credentials, time);
    }

    /** {@return a builder; only the credentials have no default} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A task that was started before, here or elsewhere. Sends nothing.
     *
     * @param task which task
     * @return a handle to it
     */
    public AnaplanTask task(TaskRef task) {
        return new AnaplanTask(task, tasks, time, pollingFloor);
    }

    /** Closes the transport, unless it was passed to the builder. Running tasks run on. */
    @Override
    public void close() {
        if (ownTransport != null) {
            ownTransport.close();
        }
    }

    /** Builds a client. Not thread-safe. */
    public static final class Builder {
        private @Nullable TokenSource credentials;
        private BaseUrl apiUrl = BaseUrl.DEFAULT_API;
        private @Nullable HttpTransport transport;
        private @Nullable Duration pollingFloor;
        private TimeSource time = TimeSource.system();

        private Builder() {}

        /**
         * @param newCredentials who is asking; required
         * @return this builder
         */
        public Builder credentials(TokenSource newCredentials) {
            this.credentials = Objects.requireNonNull(newCredentials, "credentials");
            return this;
        }

        /**
         * @param url the base URL of the Integration API, if not {@code https://api.anaplan.com/2/0}
         * @return this builder
         * @throws IllegalArgumentException if it is neither https nor a loopback address
         */
        public Builder apiUrl(String url) {
            this.apiUrl = BaseUrl.of(url);
            return this;
        }

        /**
         * @param newTransport the transport to use, set up and later closed by the caller; by default the one transport on
         *     the class path is used
         * @return this builder
         */
        public Builder transport(HttpTransport newTransport) {
            this.transport = Objects.requireNonNull(newTransport, "transport");
            return this;
        }

        /**
         * @param newFloor the shortest time between two polls of one task, if not 5 seconds; only for a loopback address can
         *     it be less
         * @return this builder
         */
        public Builder pollingFloor(Duration newFloor) {
            this.pollingFloor = Objects.requireNonNull(newFloor, "pollingFloor");
            return this;
        }

        /**
         * @param newTime where time comes from: virtual time in tests
         * @return this builder
         */
        public Builder time(TimeSource newTime) {
            this.time = Objects.requireNonNull(newTime, "time");
            return this;
        }

        /**
         * @return the client
         * @throws IllegalStateException if there are no credentials, or not exactly one transport to be found
         * @throws IllegalArgumentException if the polling floor is too low for the API's host
         */
        public AnaplanClient build() {
            if (credentials == null) {
                throw new IllegalStateException("No credentials. Call credentials(Credentials.token(...)).");
            }
            return new AnaplanClient(this, credentials);
        }
    }
}
