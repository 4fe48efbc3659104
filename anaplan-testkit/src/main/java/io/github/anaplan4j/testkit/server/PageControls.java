package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.page.Controls;
import io.github.anaplan4j.testkit.page.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What the page sees of a fake, and does to it. */
final class PageControls implements Controls {
    private static final int MOST_TASKS = 50;
    private static final int MOST_REQUESTS = 30;

    private final FakeServer server;

    PageControls(FakeServer server) {
        this.server = server;
    }

    @Override
    public Snapshot look() {
        FakeState state = server.state();
        List<Snapshot.Model> models = state.models().all().stream()
                .map(model -> new Snapshot.Model(
                        model.ref().modelId(),
                        model.name(),
                        model.ref().workspaceId(),
                        model.workspaceName(),
                        state.actions().snapshots(model.ref())))
                .toList();
        List<Snapshot.Task> tasks = state.tasks().snapshots(MOST_TASKS, state.actions()::name, state.now());
        return new Snapshot(
                state.now(),
                state.clock().factor(),
                server.apiUrl(),
                models,
                tasks,
                state.oauth().waiting(List.of(state.now(), state.clock().wallClock())),
                lastRequests(state.log()));
    }

    private static List<Snapshot.Request> lastRequests(RequestLog log) {
        List<RequestLog.Entry> last = new ArrayList<>(log.entries());
        Collections.reverse(last);
        return last.stream()
                .limit(MOST_REQUESTS)
                .map(entry -> new Snapshot.Request(
                        entry.request().at(), entry.request().line(), entry.outcome()))
                .toList();
    }

    @Override
    public void start(String action) {
        FakeState state = server.state();
        ActionRef found = find(action, state.actions().all());
        state.tasks().start(found, state.actions().script(found), state.now());
    }

    @Override
    public void cancel(String task) {
        FakeState state = server.state();
        state.tasks().cancel(task(task, state), "Somebody at the page", state.now());
    }

    @Override
    public void fail(String task) {
        FakeState state = server.state();
        state.tasks().fail(task(task, state), "Somebody at the page let this fail", state.now());
    }

    @Override
    public void fastForward(String task, Duration by) {
        FakeState state = server.state();
        state.tasks().fastForward(task(task, state), by, state.now());
    }

    @Override
    public void fastForwardToNextState(String task) {
        FakeState state = server.state();
        state.tasks().fastForwardToNextState(task(task, state), state.now());
    }

    @Override
    public void decideDevice(String userCode, boolean approved) {
        server.state().oauth().decide(userCode, approved);
    }

    private static TaskRef task(String path, FakeState state) {
        return find(path, state.tasks().all());
    }

    private static <T> T find(String path, Collection<T> among) {
        return among.stream()
                .filter(one -> one.toString().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + path + " on the fake, or no longer."));
    }
}
