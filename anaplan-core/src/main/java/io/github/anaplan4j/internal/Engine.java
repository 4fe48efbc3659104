package io.github.anaplan4j.internal;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.internal.auth.TokenFactory;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.LimitedContents;
import io.github.anaplan4j.internal.limit.LimitedDefinitions;
import io.github.anaplan4j.internal.limit.LimitedTasks;
import io.github.anaplan4j.internal.limit.Pauses;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.Definitions;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.internal.protocol.ApiSession;
import io.github.anaplan4j.internal.protocol.AuthApi;
import io.github.anaplan4j.internal.protocol.ContentApi;
import io.github.anaplan4j.internal.protocol.DefinitionApi;
import io.github.anaplan4j.internal.protocol.OAuthApi;
import io.github.anaplan4j.internal.protocol.TaskApi;
import io.github.anaplan4j.internal.transfer.Transfers;
import io.github.anaplan4j.internal.usecase.CancelTask;
import io.github.anaplan4j.internal.usecase.FindDefinitions;
import io.github.anaplan4j.internal.usecase.HandedOut;
import io.github.anaplan4j.internal.usecase.StartOnce;
import io.github.anaplan4j.internal.usecase.TimeLimitedLedger;
import io.github.anaplan4j.internal.usecase.WriteReport;
import io.github.anaplan4j.internal.watch.BackgroundDriver;
import io.github.anaplan4j.internal.watch.BlockingDriver;
import io.github.anaplan4j.internal.watch.Endings;
import io.github.anaplan4j.internal.watch.Learning;
import io.github.anaplan4j.internal.watch.PastRuns;
import io.github.anaplan4j.internal.watch.PollEngine;
import io.github.anaplan4j.internal.watch.SerialWorker;
import io.github.anaplan4j.internal.watch.SharedLooks;
import io.github.anaplan4j.internal.watch.StoredWatchStep;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the parts of one client, puts them together, and closes them in order.
 *
 * <p>It is the one place that does. The handles of the client share it and call the parts themselves. Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Lifecycle lifecycle = new Lifecycle();
    private final EngineSettings settings;
    private final TimeSource time;
    private final HttpTransport transport;
    private final ClientTokens tokens;
    private final SerialWorker ledgerWorker;
    private final SerialWorker historyWorker;
    private final HandedOut handedOut;
    private final Endings endings;
    private final PastRuns pastRuns;
    private final RequestLimiter limiter;
    private final SharedLooks looks;
    private final Tasks once;
    private final Tasks retrying;
    private final Definitions definitions;
    private final BackgroundDriver background;
    private final BlockingDriver blocking;
    private final Transfers transfers;

    /**
     * Puts a client together, without sending anything.
     *
     * @param settings what the client was told
     * @param credentials makes the source of its tokens
     */
    public Engine(EngineSettings settings, Function<TokenFactory, ClientTokens> credentials) {
        settings.checkTransport();
        this.settings = settings;
        this.time = settings.time();
        this.limiter = new RequestLimiter(
                settings.floor(),
                settings.apiUrl(),
                settings.requestsPerMinute(),
                settings.mostAtOnce(),
                lifecycle,
                time,
                settings.tenant());
        this.transport = settings.ownTransport() == null
                ? TransportDiscovery.discover(settings.transportSettings())
                : settings.ownTransport();
        Duration timeout = settings.timeouts().read();
        this.tokens = credentials.apply(new TokenFactory(
                new AuthApi(settings.authUrl(), transport, timeout, lifecycle, time),
                new OAuthApi(settings.oauthUrl(), transport, timeout, lifecycle, time),
                lifecycle,
                time));
        ApiSession session = new ApiSession(settings.apiUrl(), transport, tokens, settings.timeouts(), lifecycle, time);
        RetryingRequests requests = new RetryingRequests(limiter, lifecycle, time);
        this.background = new BackgroundDriver(time, settings.executor(), lifecycle);
        this.blocking = new BlockingDriver(time);
        this.ledgerWorker = new SerialWorker("ledger of starts", background.isInline());
        this.historyWorker = new SerialWorker("history of durations", background.isInline());
        this.handedOut = new HandedOut(TimeLimitedLedger.of(settings.startLedger()), ledgerWorker);
        TaskApi tasks = new TaskApi(session);
        Learning learning = new Learning(settings.durationHistory(), historyWorker, background.isInline());
        this.pastRuns = new PastRuns(tasks, learning, limiter, background.timer(), lifecycle);
        boolean asks = settings.learnsFromPastTasks() && settings.durationHistory() != DurationHistory.none();
        this.endings = new Endings(handedOut::over, handedOut::keeps, learning, asks ? pastRuns::goOn : state -> {});
        this.looks = new SharedLooks(tasks, limiter, time);
        this.once = LimitedTasks.once(tasks, requests);
        this.retrying = LimitedTasks.retrying(tasks, requests);
        this.definitions = new LimitedDefinitions(new DefinitionApi(session), requests);
        this.transfers = new Transfers(
                new LimitedContents(new ContentApi(session), requests),
                lifecycle,
                settings.chunksAtOnce(),
                background.isInline() ? 1 : settings.mostAtOnce());
    }

    /** {@return tasks, each request sent once} */
    public Tasks once() {
        return once;
    }

    /** {@return tasks, each request but a start repeated after trouble on the way} */
    public Tasks retrying() {
        return retrying;
    }

    /** {@return what models define} */
    public Definitions definitions() {
        return definitions;
    }

    /** {@return downloads and uploads} */
    public Transfers transfers() {
        return transfers;
    }

    /** {@return the use case that starts an action} */
    public StartOnce starts() {
        return new StartOnce(once, retrying, handedOut, lifecycle, time);
    }

    /** {@return which tasks this client has handed out} */
    public HandedOut handedOut() {
        return handedOut;
    }

    /** {@return the use case that cancels a task} */
    public CancelTask cancels() {
        return new CancelTask(once, retrying, new Pauses(lifecycle, time));
    }

    /** {@return the use case that finds actions} */
    public FindDefinitions finding() {
        return new FindDefinitions(definitions);
    }

    /** {@return the use case that reports on the end of a task} */
    public WriteReport reports() {
        return new WriteReport(definitions);
    }

    /** {@return the driver of background watches} */
    public BackgroundDriver background() {
        return background;
    }

    /** {@return the driver of watches that wait on the caller's thread} */
    public BlockingDriver blocking() {
        return blocking;
    }

    /**
     * Makes a step for a scheduler of the user's.
     *
     * @param watch how to watch
     * @return the step
     */
    public WatchStep step(WatchSettings watch) {
        return new StoredWatchStep(polls(watch));
    }

    /**
     * Makes a poll engine.
     *
     * @param watch how to watch
     * @return the poll engine
     */
    public PollEngine polls(WatchSettings watch) {
        return new PollEngine(looks, tokens::ready, watch, limiter, lifecycle, time).minding(endings);
    }

    /**
     * Ends everything, in this order: new requests, transfers and watches; logins; the transport; threads; stores.
     *
     * <p>A transport of the user's is not closed.
     */
    @Override
    public void close() {
        boolean first = lifecycle.beginClosing();
        pastRuns.close();
        transfers.close();
        background.stop();
        try {
            if (first) {
                handedOut.close();
                closeTokens();
            }
        } finally {
            lifecycle.endClosing();
            try {
                if (settings.ownTransport() == null) {
                    transport.close();
                }
            } finally {
                background.close();
                if (first) {
                    ledgerWorker.close();
                    historyWorker.close();
                }
            }
        }
    }

    private void closeTokens() {
        tokens.close();
        if (settings.logsOut()) {
            logOut();
        }
    }

    // The token expires by itself soon; that it could not be revoked is no reason not to close.
    private void logOut() {
        try {
            if (!tokens.logOut()) {
                LOG.info("Not logged out: there is no way to make tokens of these credentials invalid.");
            }
        } catch (AnaplanException stillValid) {
            LOG.info("Not logged out: {}", stillValid.getMessage());
        } catch (RuntimeException ofTheUsers) { // its message may have anything in it
            LOG.info(
                    "Not logged out: the token source threw {}",
                    ofTheUsers.getClass().getName());
        }
    }
}
