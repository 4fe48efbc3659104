package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fake of the port, which keeps what was asked.
 *
 * <p>It answers each call with the next of its script, or as it always does.
 */
public final class FakeTasks implements Tasks, Polls {
    /** The calls in their order: poll, status, start, list, cancel. */
    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    private final Deque<Supplier<?>> starts = new ArrayDeque<>();
    private final Deque<RuntimeException> beforeLeaving = new ArrayDeque<>();
    private final Deque<Supplier<?>> lists = new ArrayDeque<>();
    private final Deque<Supplier<?>> statuses = new ArrayDeque<>();
    private final Deque<Supplier<?>> cancels = new ArrayDeque<>();
    private Function<TaskRef, TaskStatus> polls = task -> {
        throw new AssertionError("no poll was expected");
    };
    private Function<ActionRef, List<ListedTask>> latest = action -> {
        throw Failures.status(403);
    };
    private Consumer<Duration> bounds = bound -> {};

    private Optional<Duration> clockAhead = Optional.empty();

    /** A fake whose polls are answered by a function. */
    public static FakeTasks polling(Function<TaskRef, TaskStatus> polls) {
        FakeTasks fake = new FakeTasks();
        fake.polls = polls;
        return fake;
    }

    public FakeTasks starting(Supplier<TaskRef> answer) {
        starts.add(answer);
        return this;
    }

    /** Lets the next start fail before it leaves. */
    public FakeTasks notLeaving(RuntimeException failure) {
        beforeLeaving.add(failure);
        return this;
    }

    /** Answers the lists that are looked at for watches, which are refused else. */
    public FakeTasks listingLatest(Function<ActionRef, List<ListedTask>> answer) {
        latest = answer;
        return this;
    }

    /** Tells how long each list and each poll may take. */
    public FakeTasks noting(Consumer<Duration> listener) {
        bounds = listener;
        return this;
    }

    /** Has a clock that is ahead of ours, and says so. */
    public FakeTasks ahead(Duration difference) {
        clockAhead = Optional.of(difference);
        return this;
    }

    public FakeTasks starting(TaskRef task) {
        return starting(() -> task);
    }

    public FakeTasks listing(Supplier<List<ListedTask>> answer) {
        lists.add(answer);
        return this;
    }

    public FakeTasks listing(ListedTask... tasks) {
        return listing(() -> List.of(tasks));
    }

    public FakeTasks reporting(Supplier<TaskStatus> answer) {
        statuses.add(answer);
        return this;
    }

    public FakeTasks reporting(TaskStatus status) {
        return reporting(() -> status);
    }

    public FakeTasks cancelling(Runnable answer) {
        cancels.add(() -> {
            answer.run();
            return true;
        });
        return this;
    }

    @Override
    public TaskStatus poll(TaskRef task, boolean processDetails, Duration atMost) {
        calls.add("poll");
        bounds.accept(atMost);
        return polls.apply(task);
    }

    @Override
    public List<ListedTask> latest(ActionRef action, int most, Duration atMost) {
        calls.add("latest");
        bounds.accept(atMost);
        return latest.apply(action);
    }

    @Override
    public TaskStatus status(TaskRef task, boolean processDetails) {
        return answer("status", statuses);
    }

    @Override
    public TaskRef start(ActionRef action, StartOptions options, Departure departure) {
        if (!beforeLeaving.isEmpty()) {
            throw beforeLeaving.remove();
        }
        departure.leaves();
        return answer("start", starts);
    }

    @Override
    public List<ListedTask> list(ActionRef action, Duration atMost) {
        bounds.accept(atMost);
        return answer("list", lists);
    }

    @Override
    public Optional<Duration> clockAhead() {
        return clockAhead;
    }

    @Override
    public void cancel(TaskRef task) {
        answer("cancel", cancels);
    }

    // The last answer is given again and again.
    @SuppressWarnings("unchecked")
    private <T> T answer(String call, Deque<Supplier<?>> script) {
        calls.add(call);
        if (script.isEmpty()) {
            throw new AssertionError("no " + call + " was expected; so far: " + calls);
        }
        return (T) (script.size() == 1 ? script.peek() : script.poll()).get();
    }
}
