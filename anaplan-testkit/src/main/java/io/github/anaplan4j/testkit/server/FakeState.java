package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.testkit.http.ReceivedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All that a fake has and remembers: given up as a whole when it is reset. Thread-safe. */
public final class FakeState {
    private final ServerClock clock;
    private final RequestLog log = new RequestLog();
    private final AuthRoutes auth = new AuthRoutes();
    private final OAuthRoutes oauth = new OAuthRoutes(auth);
    private final ModelRegistry models = new ModelRegistry();
    private final ActionRegistry actions = new ActionRegistry();
    private final TaskRegistry tasks = new TaskRegistry();
    private final FileRoutes files = new FileRoutes(models, tasks);
    private final ViewRoutes views = new ViewRoutes(models);
    private final PlannedFaults faults = new PlannedFaults();
    private final Queue<Runnable> duringRequests = new ConcurrentLinkedQueue<>();
    private final FakeApi api = new FakeApi(
            List.of(auth.routes(), oauth.routes()),
            List.of(
                    new ActionRoutes(models, actions, files).routes(),
                    new TaskRoutes(models, actions, tasks).routes(),
                    files.routes(),
                    views.routes(),
                    new TenantRoutes(models, tasks).routes(),
                    new ModelRoutes(models, tasks).routes()),
            auth,
            log);

    FakeState(TimeSource time) {
        this.clock = new ServerClock(time);
    }

    /** {@return the fake's time} */
    public Instant now() {
        return clock.now();
    }

    /** {@return what the fake was asked} */
    public RequestLog log() {
        return log;
    }

    /** {@return its authentication service} */
    public AuthRoutes auth() {
        return auth;
    }

    /** {@return its OAuth service} */
    public OAuthRoutes oauth() {
        return oauth;
    }

    /** {@return its models} */
    public ModelRegistry models() {
        return models;
    }

    /** {@return its actions} */
    public ActionRegistry actions() {
        return actions;
    }

    /** {@return its tasks} */
    public TaskRegistry tasks() {
        return tasks;
    }

    /** {@return its files and failure dumps} */
    public FileRoutes files() {
        return files;
    }

    /** {@return its views} */
    public ViewRoutes views() {
        return views;
    }

    /** {@return the faults that wait for their request} */
    public PlannedFaults faults() {
        return faults;
    }

    /** {@return what is to be done while the next requests are under way, one for each} */
    public Queue<Runnable> duringRequests() {
        return duringRequests;
    }

    ServerClock clock() {
        return clock;
    }

    FakeApi api() {
        return api;
    }

    LoggedRequest logged(ReceivedRequest received) {
        return new LoggedRequest(received, now(), clock.wallClock());
    }

    void endAllTokens() {
        auth.revokeAll();
        auth.replaceStandingToken();
    }
}
