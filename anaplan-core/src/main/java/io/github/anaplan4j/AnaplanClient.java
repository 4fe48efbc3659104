package io.github.anaplan4j;

import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.internal.EngineSettings;
import io.github.anaplan4j.internal.port.BaseUrl;
import io.github.anaplan4j.internal.port.Timeouts;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
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
    private final Engine engine;

    private AnaplanClient(Engine engine) {
        this.engine = engine;
    }

    /** {@return a builder; only the credentials have no default} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A model. Sends nothing.
     *
     * @param workspaceId the workspace's id
     * @param modelId the model's id
     * @return a handle to it
     * @throws IllegalArgumentException if an id is empty or could change the path of a URL
     */
    public AnaplanModel model(String workspaceId, String modelId) {
        return new AnaplanModel(new ModelRef(workspaceId, modelId), engine);
    }

    /**
     * A task that was started before, here or elsewhere. Sends nothing.
     *
     * @param task which task
     * @return a handle to it
     */
    public AnaplanTask task(TaskRef task) {
        return new AnaplanTask(task, engine);
    }

    /**
     * Makes an outcome readable: looks up, with a request or two, how the action and the steps inside it are called. If that
     * fails, the report has ids alone.
     *
     * @param outcome how a task ended
     * @return the report, whose text is for people
     */
    public TaskReport report(TaskOutcome outcome) {
        return engine.reports().report(outcome);
    }

    /**
     * A failure dump, such as one of {@link TaskOutcome#dumps}. Sends nothing.
     *
     * @param dump which dump
     * @return a handle to it
     */
    public FailureDump failureDump(DumpRef dump) {
        return new FailureDump(dump, engine);
    }

    /**
     * The step of a watch, for a scheduler that stores its jobs and drives the watch itself: see {@link WatchStep}. It polls
     * within this client's floor and budget.
     *
     * @param settings how to watch, and for how long
     * @return the step
     */
    public WatchStep watchStep(WatchSettings settings) {
        return engine.step(settings);
    }

    /**
     * Stops all watches, blocking ones too, ends all downloads and all threads of this client, and closes the transport unless it was passed to
     * the builder. Waits for a login and for polls of its own workers that are under way, 10 seconds at most for each. Running tasks run on; so
     * does the builder's executor.
     */
    @Override
    public void close() {
        engine.close();
    }

    /** Builds a client. Not thread-safe. */
    public static final class Builder {
        private @Nullable Credentials credentials;
        private AnaplanRegion region = AnaplanRegion.US1;
        private @Nullable BaseUrl apiUrl;
        private @Nullable BaseUrl authUrl;
        private @Nullable BaseUrl oauthUrl;
        private boolean logsOut;
        private @Nullable HttpTransport transport;
        private @Nullable Duration pollingFloor;
        private int requestsPerMinute = EngineSettings.DEFAULT_REQUESTS_PER_MINUTE;
        private @Nullable Executor executor;
        private Timeouts timeouts = Timeouts.defaults();
        private TransportSettings transportSettings = TransportSettings.defaults();
        private TimeSource time = TimeSource.system();

        private Builder() {}

        /**
         * @param newCredentials who is asking; required
         * @return this builder
         */
        public Builder credentials(Credentials newCredentials) {
            this.credentials = Objects.requireNonNull(newCredentials, "credentials");
            return this;
        }

        /**
         * @param newRegion where the tenant lives, if not in one of the regions that share their hosts (US1, US2, US5, US7,
         *     EU1, EU2, EU4, AP1). A URL that is set by itself goes before the region's
         * @return this builder
         */
        public Builder region(AnaplanRegion newRegion) {
            this.region = Objects.requireNonNull(newRegion, "region");
            return this;
        }

        /**
         * @param url the base URL of the Integration API, if not the region's, which is {@code https://api.anaplan.com/2/0} unless
         *     told otherwise
         * @return this builder
         * @throws IllegalArgumentException if it is neither https nor a loopback address
         */
        public Builder apiUrl(String url) {
            this.apiUrl = BaseUrl.of(url);
            return this;
        }

        /**
         * @param url the base URL of the authentication service, if not the region's, such as {@code https://auth.anaplan.com}
         * @return this builder
         * @throws IllegalArgumentException if it is neither https nor a loopback address
         */
        public Builder authUrl(String url) {
            this.authUrl = BaseUrl.of(url);
            return this;
        }

        /**
         * @param url the base URL of the OAuth service, if not the region's, such as {@code https://us1a.app.anaplan.com}
         * @return this builder
         * @throws IllegalArgumentException if it is neither https nor a loopback address
         */
        public Builder oauthUrl(String url) {
            this.oauthUrl = BaseUrl.of(url);
            return this;
        }

        /**
         * @param logOut whether closing the client makes its token invalid at once, if not left to expire. Other clients of the
         *     same user keep theirs. A token that was passed in is left to whoever made it, and Anaplan has no way to make a token
         *     of OAuth invalid: then closing logs that it did not
         * @return this builder
         */
        public Builder logOutOnClose(boolean logOut) {
            this.logsOut = logOut;
            return this;
        }

        /**
         * @param proxy the proxy to the internet, if not that of the JVM
         * @return this builder
         */
        public Builder proxy(HttpProxy proxy) {
            this.transportSettings = transportSettings.withProxy(Objects.requireNonNull(proxy, "proxy"));
            return this;
        }

        /**
         * @param context whom to trust in TLS, if not whom the JVM trusts: for a proxy that opens connections to look inside
         * @return this builder
         */
        public Builder sslContext(SSLContext context) {
            this.transportSettings = transportSettings.withSslContext(Objects.requireNonNull(context, "context"));
            return this;
        }

        /**
         * @param timeout the longest wait for a connection, if not 10 seconds
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder connectTimeout(Duration timeout) {
            this.transportSettings = transportSettings.withConnectTimeout(timeout);
            return this;
        }

        /**
         * @param timeout the longest wait for the answer to a poll, if not 30 seconds
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder pollTimeout(Duration timeout) {
            this.timeouts = timeouts.withPoll(timeout);
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
         *     it be less. To poll more often, also set a policy that wants to
         * @return this builder
         */
        public Builder pollingFloor(Duration newFloor) {
            this.pollingFloor = Objects.requireNonNull(newFloor, "pollingFloor");
            return this;
        }

        /**
         * @param newBudget how many requests all watches of this client may send in a minute, if not 300. Anaplan allows 600 to
         *     a whole tenant, all its users and integrations together. They are sent at an even pace a fifth below that, so
         *     that no minute exceeds it
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder requestsPerMinute(int newBudget) {
            if (newBudget < 1) {
                throw new IllegalArgumentException(
                        "The request budget is " + newBudget + " a minute; it must be at least 1.");
            }
            this.requestsPerMinute = newBudget;
            return this;
        }

        /**
         * @param timeout the longest wait for the answer to a start, if not 5 minutes. The first start after a quiet hour
         *     loads the model, which takes minutes if it is big; a start that times out may have taken place
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder startTimeout(Duration timeout) {
            this.timeouts = timeouts.withStart(timeout);
            return this;
        }

        /**
         * @param timeout the longest silence of the server in answering anything else, if not 60 seconds: logins, lists, files.
         *     Anaplan holds some of these requests open while the model is busy
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder readTimeout(Duration timeout) {
            this.timeouts = timeouts.withRead(timeout);
            return this;
        }

        /**
         * @param newExecutor runs the polls of background watches, such as a virtual thread for each; never closed here. By
         *     default up to 16 daemon threads of the client do
         * @return this builder
         */
        public Builder executor(Executor newExecutor) {
            this.executor = Objects.requireNonNull(newExecutor, "executor");
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
         * @throws IllegalStateException if there are no credentials, or not exactly one transport to be found, or settings
         *     for a transport together with a transport that is set up already
         * @throws IllegalArgumentException if the polling floor is too low for the API's host
         */
        public AnaplanClient build() {
            if (credentials == null) {
                throw new IllegalStateException("No credentials. Call credentials(Credentials.token(...)).");
            }
            if (transport != null && !transportSettings.equals(TransportSettings.defaults())) {
                throw new IllegalStateException(
                        "Proxy, SSL context and connect timeout have no effect on a transport that was"
                                + " passed in. Set them where that transport is made, or let the client make one.");
            }
            Credentials opened = credentials;
            return new AnaplanClient(new Engine(engineSettings(), factory -> OpenedCredentials.of(opened, factory)));
        }

        private EngineSettings engineSettings() {
            return new EngineSettings(
                    url(apiUrl, AnaplanRegion::api),
                    url(authUrl, AnaplanRegion::auth),
                    url(oauthUrl, AnaplanRegion::oauth),
                    logsOut,
                    transport,
                    transportSettings,
                    pollingFloor,
                    requestsPerMinute,
                    executor,
                    timeouts,
                    time);
        }

        private BaseUrl url(@Nullable BaseUrl set, Function<AnaplanRegion, URI> ofRegion) {
            return set == null ? new BaseUrl(ofRegion.apply(region)) : set;
        }
    }
}
