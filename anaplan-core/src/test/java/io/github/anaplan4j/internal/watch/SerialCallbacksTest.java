package io.github.anaplan4j.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialCallbacksTest {
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final AtomicBoolean isHurried = new AtomicBoolean();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final SerialCallbacks callbacks = new SerialCallbacks(pool::add, later::add, isHurried::get);
    private final List<Object> told = new ArrayList<>();

    @Test
    void whileAListenerHangsOnlyTheLatestEventsAreKeptAndTheEndIsAmongThem() {
        for (int event = 0; event < 10_000; event++) {
            int number = event;
            callbacks.execute(() -> told.add(number));
        }
        callbacks.execute(() -> told.add("end"));

        pool.remove().run();

        List<Object> latest = new ArrayList<>(IntStream.range(10_000 - SerialCallbacks.MOST_WAITING + 1, 10_000)
                .boxed()
                .toList());
        latest.add("end");
        assertThat(told).isEqualTo(latest);
        assertThat(pool).isEmpty();
    }

    @Test
    void oneThatBringsMoreIsFollowedByThatAndNotInterruptedByIt() {
        callbacks.execute(() -> {
            callbacks.execute(() -> told.add("second"));
            told.add("first");
        });

        pool.remove().run();

        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void ofWhatWaitsWhenThePoolEndsOnlyTheEndIsRun() {
        callbacks.execute(() -> told.add("an event"));
        callbacks.execute((SerialCallbacks.End) () -> told.add("the end"));
        isHurried.set(true);

        pool.remove().run();

        assertThat(told).containsExactly("the end");
    }

    @Test
    void withoutAThreadAllIsTriedAgainAndNothingIsLostOrRunHere() {
        Deque<Error> failures = new ArrayDeque<>(List.of(noThread(), noThread()));
        SerialCallbacks failing = new SerialCallbacks(
                callback -> {
                    if (!failures.isEmpty()) {
                        throw failures.remove();
                    }
                    pool.add(callback);
                },
                later::add,
                isHurried::get);
        failing.execute(() -> told.add("an event"));
        failing.execute((SerialCallbacks.End) () -> told.add("the end"));

        later.remove().run();
        assertThat(pool).isEmpty();
        later.remove().run();
        assertThat(told).isEmpty();
        pool.remove().run();

        assertThat(told).containsExactly("an event", "the end");
        assertThat(later).isEmpty();
    }

    @Test
    void withoutAThreadAndATimerTheEndIsRunByWhoeverBringsIt() {
        SerialCallbacks failing = new SerialCallbacks(
                callback -> {
                    throw noThread();
                },
                retry -> {
                    throw new RejectedExecutionException("closed");
                },
                isHurried::get);

        failing.execute((SerialCallbacks.End) () -> told.add("the end"));

        assertThat(told).containsExactly("the end");
    }

    private static Error noThread() {
        return new InternalError("unable to create native thread");
    }

    @Test
    void afterThePoolTheEndIsRunByWhoeverBringsIt() {
        SerialCallbacks late = new SerialCallbacks(
                callback -> {
                    throw new RejectedExecutionException("closed");
                },
                later::add,
                isHurried::get);
        late.execute(() -> told.add("an event"));
        isHurried.set(true);
        late.execute(() -> told.add("too late"));
        late.execute((SerialCallbacks.End) () -> told.add("the end"));

        assertThat(told).containsExactly("an event", "the end");
    }
}
