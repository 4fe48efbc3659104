package io.github.anaplan4j.watch;

/**
 * Is told what happens in a watch, on the thread that polls, in order. It observes and never steers: what it throws is
 * logged, and the watch goes on. It should return quickly.
 */
@FunctionalInterface
public interface WatchListener {
    /** @param event what happened */
    void onEvent(WatchEvent event);

    /** {@return a listener that does nothing} */
    static WatchListener none() {
        return event -> {};
    }
}
