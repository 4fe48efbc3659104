package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.page.Controls;
import io.github.anaplan4j.testkit.page.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** What the page sees of a fake, and does to it. */
final class FakeControls implements Controls {
    private static final int MOST_TASKS = 50;
    private static final int MOST_REQUESTS = 30;

    private final FakeAnaplan fake;
    private final Supplier<FakeWorld> world;

    FakeControls(FakeAnaplan fake, Supplier<FakeWorld> world) {
        this.fake = fake;
        this.world = world;
    }

    @Override
    public Snapshot look() {
        FakeWorld now = world.get();
        List<Snapshot.Model> models = now.models.all().stream()
                .map(model -> new Snapshot.Model(
                        model.ref().modelId(),
                        model.name(),
                        model.ref().workspaceId(),
                        model.workspaceName(),
                        now.actions.snapshots(model.ref())))
                .toList();
        return new Snapshot(
                now.now(), fake.url(), models, now.actions.snapshots(MOST_TASKS, now.now()), lastRequests(now.journal));
    }

    private static List<Snapshot.Request> lastRequests(Journal journal) {
        List<Journal.Entry> last = new ArrayList<>(journal.entries());
        Collections.reverse(last);
        return last.stream()
                .limit(MOST_REQUESTS)
                .map(entry -> new Snapshot.Request(
                        entry.request().at(),
                        entry.request().method() + " " + entry.request().target(),
                        entry.outcome()))
                .toList();
    }

    @Override
    public void start(String action) {
        fake.given(find(action, world.get().actions.definedActions()));
    }

    @Override
    public void cancel(String task) {
        fake.cancel(task(task), "Somebody at the page");
    }

    @Override
    public void fail(String task) {
        fake.fail(task(task), "Somebody at the page let this fail");
    }

    @Override
    public void fastForward(String task, Duration by) {
        fake.fastForward(task(task), by);
    }

    @Override
    public void fastForwardToNextState(String task) {
        fake.fastForwardToNextState(task(task));
    }

    private TaskRef task(String path) {
        return find(path, fake.tasks());
    }

    private static <T> T find(String path, Collection<T> among) {
        return among.stream()
                .filter(one -> one.toString().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + path + " on the fake, or no longer."));
    }
}
