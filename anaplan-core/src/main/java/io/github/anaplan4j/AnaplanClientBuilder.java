package io.github.anaplan4j;

import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.internal.EngineSettings;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.HttpProxy;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Builds a client.
 *
 * <p>Only the credentials have no default. No argument may be null. Not thread-safe.
 */
public final class AnaplanClientBuilder {
    private @Nullable Credentials credentials;
    private final BaseUrls urls = new BaseUrls();
    private boolean logsOut;
    private @Nullable HttpTransport transport;
    private @Nullable Duration pollingFloor;
    private int requestsPerMinute = EngineSettings.DEFAULT_REQUESTS_PER_MINUTE;
    private @Nullable TenantRateLimiter tenantRateLimiter;
    private int chunksAtOnce = EngineSettings.DEFAULT_CHUNKS_AT_ONCE;
    private @Nullable Executor executor;
    private StartLedger startLedger = StartLedger.inMemory();
    private DurationHistory durationHistory = DurationHistory.inMemory();
    private boolean learnsFromPastTasks = true;
    private Timeouts timeouts = Timeouts.defaults();
    private TransportSettings transportSettings = TransportSettings.defaults();
    private TimeSource time = TimeSource.system();

    AnaplanClientBuilder() {}

    /**
     * Sets the credentials of the user who is asking. Required.
     *
     * @param newCredentials a token, a login or whatever else {@link Credentials} makes
     * @return this builder
     */
    public AnaplanClientBuilder credentials(Credentials newCredentials) {
        this.credentials = Objects.requireNonNull(newCredentials, "credentials");
        return this;
    }

    /**
     * Sets the region where the tenant lives, and with it the three base URLs.
     *
     * <p>By default it is {@link AnaplanRegion#US1}, whose hosts also serve US2, US5, US7, EU1, EU2, EU4 and AP1. A
     * URL that is set by itself goes before the region's.
     *
     * @param newRegion a region
     * @return this builder
     */
    public AnaplanClientBuilder region(AnaplanRegion newRegion) {
        urls.setRegion(newRegion);
        return this;
    }

    /**
     * Sets the base URL of the Integration API: by default the region's, as {@code https://api.anaplan.com/2/0}.
     *
     * @param url the URL with the path of the API, {@code /2/0}, with or without a slash at its end
     * @return this builder
     * @throws IllegalArgumentException if it is neither https nor a loopback address
     */
    public AnaplanClientBuilder apiUrl(String url) {
        urls.setApi(url);
        return this;
    }

    /**
     * Sets the base URL of the authentication service: by default the region's, as {@code https://auth.anaplan.com}.
     *
     * @param url the URL, which has no path at Anaplan, with or without a slash at its end
     * @return this builder
     * @throws IllegalArgumentException if it is neither https nor a loopback address
     */
    public AnaplanClientBuilder authUrl(String url) {
        urls.setAuth(url);
        return this;
    }

    /**
     * Sets the base URL of the OAuth service: by default the region's, as {@code https://us1a.app.anaplan.com}.
     *
     * @param url the URL, with or without a slash at its end
     * @return this builder
     * @throws IllegalArgumentException if it is neither https nor a loopback address
     */
    public AnaplanClientBuilder oauthUrl(String url) {
        urls.setOauth(url);
        return this;
    }

    /**
     * Sets whether closing the client makes its token invalid at once.
     *
     * <p>By default it does not, and the token is left to expire. Other clients of the same user keep theirs. A
     * token that was passed in is left to whoever made it. Anaplan has no way to make a token of OAuth invalid:
     * then closing logs that it did not.
     *
     * @param logOut whether to make the token invalid
     * @return this builder
     */
    public AnaplanClientBuilder logOutOnClose(boolean logOut) {
        this.logsOut = logOut;
        return this;
    }

    /**
     * Sets the proxy to the internet: by default that of the JVM. It cannot be set together with a
     * {@linkplain #transport transport}.
     *
     * @param proxy the proxy
     * @return this builder
     */
    public AnaplanClientBuilder proxy(HttpProxy proxy) {
        this.transportSettings = transportSettings.withProxy(Objects.requireNonNull(proxy, "proxy"));
        return this;
    }

    /**
     * Sets the TLS context, as for a company proxy whose certificate the JVM does not trust.
     *
     * <p>By default it is whom the JVM trusts. It cannot be set together with a {@linkplain #transport transport}.
     *
     * @param context the context that makes the TLS connections
     * @return this builder
     */
    public AnaplanClientBuilder sslContext(SSLContext context) {
        this.transportSettings = transportSettings.withSslContext(Objects.requireNonNull(context, "context"));
        return this;
    }

    /**
     * Sets the longest wait for a connection: by default 10 seconds. It cannot be set together with a
     * {@linkplain #transport transport}.
     *
     * @param timeout the longest wait
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder connectTimeout(Duration timeout) {
        this.transportSettings = transportSettings.withConnectTimeout(timeout);
        return this;
    }

    /**
     * Sets how many requests may be under way at once.
     *
     * <p>By default it is 80: 16 each for polls, starts, cancels, reads, and transfers. A call that is one more waits
     * for its turn, so that what hangs at the server holds up no call of another kind. Set more where more threads call
     * at once, or where an {@linkplain #executor executor} of yours makes more polls at once. It cannot be set together
     * with a {@linkplain #transport(HttpTransport) transport}; with one, it counts as 80.
     *
     * @param connections how many
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder maxConnections(int connections) {
        this.transportSettings = transportSettings.withMaxConnections(connections);
        return this;
    }

    /**
     * Sets the longest wait for the whole answer to a poll: by default 30 seconds.
     *
     * @param timeout the longest wait
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder pollTimeout(Duration timeout) {
        this.timeouts = timeouts.withPoll(timeout);
        return this;
    }

    /**
     * Sets the transport that sends the requests.
     *
     * <p>By default it is the one transport on the class path. One that is passed in is set up by the caller, who
     * also closes it after the client. So proxy, TLS and connect timeout are set where it is made, not here.
     *
     * @param newTransport the transport
     * @return this builder
     */
    public AnaplanClientBuilder transport(HttpTransport newTransport) {
        this.transport = Objects.requireNonNull(newTransport, "transport");
        return this;
    }

    /**
     * Sets the shortest time between two polls of one task, whatever the policy says.
     *
     * <p>By default it is 5 seconds. Only for a loopback address can it be less; {@link #build} refuses anything
     * else. To poll more often, also set a policy that wants to.
     *
     * @param newFloor the shortest time, not negative
     * @return this builder
     */
    public AnaplanClientBuilder pollingFloor(Duration newFloor) {
        this.pollingFloor = Objects.requireNonNull(newFloor, "pollingFloor");
        return this;
    }

    /**
     * Sets how many requests this client may send in a minute, logins apart.
     *
     * <p>By default it is 300. Anaplan allows 600 to a whole tenant, all its users and integrations together. The
     * requests are sent at an even pace a fifth below the number set, so that no minute exceeds it. A call that has
     * waited for its turn for 20 minutes fails; the message says that nothing was sent.
     *
     * @param newBudget the number of requests in a minute
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder requestsPerMinute(int newBudget) {
        this.requestsPerMinute =
                EngineSettings.atLeastOne(newBudget, "The request budget is " + newBudget + " a minute");
        return this;
    }

    /**
     * Sets what limits the requests of all clients of the tenant together: by default nothing does.
     *
     * @param newLimiter the limiter, which the clients share
     * @return this builder
     */
    public AnaplanClientBuilder tenantRateLimiter(TenantRateLimiter newLimiter) {
        this.tenantRateLimiter = Objects.requireNonNull(newLimiter, "tenantRateLimiter");
        return this;
    }

    /**
     * Sets the longest wait for the whole answer to a start: by default 5 minutes.
     *
     * <p>The first start after a quiet hour loads the model, which may take minutes. One that times out may have begun.
     *
     * @param timeout the longest wait
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder startTimeout(Duration timeout) {
        this.timeouts = timeouts.withStart(timeout);
        return this;
    }

    /**
     * Sets what knows of the starts that are not settled.
     *
     * <p>By default it is a ledger in memory, of this client alone. One of files or a database lets a program that died
     * go on with what it had started. See {@link AnaplanAction#run(Duration)}.
     *
     * @param newLedger the ledger, which several clients may share
     * @return this builder
     */
    public AnaplanClientBuilder startLedger(StartLedger newLedger) {
        this.startLedger = Objects.requireNonNull(newLedger, "startLedger");
        return this;
    }

    /**
     * Sets what remembers how long runs took, by which watches poll where the end is likely.
     *
     * <p>By default it is a history in memory, of this client alone. One in a file or a database knows the runs of
     * other programs, too. {@link DurationHistory#none} learns nothing.
     *
     * @param newHistory the history, which several clients may share
     * @return this builder
     */
    public AnaplanClientBuilder durationHistory(DurationHistory newHistory) {
        this.durationHistory = Objects.requireNonNull(newHistory, "durationHistory");
        return this;
    }

    /**
     * Sets whether Anaplan is asked how long past runs of a process took, where the history knows fewer than five.
     *
     * <p>By default it is, once for each process when a run has gone on for two minutes: by one list and five statuses
     * at most, which delay nothing else. A watch asks for none if its policy is not learned from this history.
     *
     * @param learn whether to ask
     * @return this builder
     */
    public AnaplanClientBuilder learnFromPastTasks(boolean learn) {
        this.learnsFromPastTasks = learn;
        return this;
    }

    /**
     * Sets the longest silence of Anaplan while files are listed, and files or dumps uploaded or downloaded.
     *
     * <p>By default it is 5 minutes, because Anaplan holds these requests open while the model is busy. The head of an
     * answer has to come whole within it. A whole chunk may take ten minutes, or this if it is longer.
     *
     * @param timeout the longest silence
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder transferTimeout(Duration timeout) {
        this.timeouts = timeouts.withTransfer(timeout);
        return this;
    }

    /**
     * Sets how many chunks of one download or upload are under way, and in memory, at once.
     *
     * <p>By default it is 4: up to 40 MB for each transfer, for Anaplan's chunks have 10 MB. More are faster where the
     * way is long, and no more are under way than {@linkplain #maxConnections connections} for transfers.
     *
     * @param chunks how many
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder chunksAtOnce(int chunks) {
        this.chunksAtOnce = EngineSettings.atLeastOne(chunks, "The number of chunks at once is " + chunks);
        return this;
    }

    /**
     * Sets the longest wait for the whole answer to everything else, such as logins and lists: by default 60 seconds.
     *
     * @param timeout the longest wait
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public AnaplanClientBuilder readTimeout(Duration timeout) {
        this.timeouts = timeouts.withRead(timeout);
        return this;
    }

    /**
     * Sets what runs the polls of background watches, such as a virtual thread for each.
     *
     * <p>By default up to 16 daemon threads of the client do. An executor that is passed in is never closed here. It is
     * called on one thread of the client's, and so may wait until it has room; when the client is closed that thread is
     * interrupted. A poll that it would run in the calling thread, or has not begun within a minute, is made by another
     * thread of the client's. Callbacks run on other threads of the client's in either case.
     *
     * @param newExecutor the executor
     * @return this builder
     */
    public AnaplanClientBuilder executor(Executor newExecutor) {
        this.executor = Objects.requireNonNull(newExecutor, "executor");
        return this;
    }

    /**
     * Sets where time comes from: by default the clocks of this machine, in tests virtual time.
     *
     * @param newTime the time source
     * @return this builder
     */
    public AnaplanClientBuilder time(TimeSource newTime) {
        this.time = Objects.requireNonNull(newTime, "time");
        return this;
    }

    /**
     * Builds the client, without sending anything.
     *
     * @return the client
     * @throws IllegalStateException if there are no credentials, or not exactly one transport to be found, or
     *     settings for a transport together with a transport that is set up already
     * @throws IllegalArgumentException if the polling floor is negative, or too low for the API's host
     */
    public AnaplanClient build() {
        if (credentials == null) {
            throw new IllegalStateException("No credentials. Call credentials(Credentials.token(...)).");
        }
        EngineSettings settings = new EngineSettings(
                urls.api(),
                urls.auth(),
                urls.oauth(),
                logsOut,
                transport,
                transportSettings,
                pollingFloor,
                requestsPerMinute,
                tenantRateLimiter,
                chunksAtOnce,
                executor,
                startLedger,
                durationHistory,
                learnsFromPastTasks,
                timeouts,
                time);
        Credentials opened = credentials;
        return new AnaplanClient(new Engine(settings, factory -> OpenedCredentials.of(opened, factory)));
    }
}
