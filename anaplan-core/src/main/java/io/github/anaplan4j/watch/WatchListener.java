package io.github.anaplan4j.watch;

/**
 * Is told what happens in a watch, in order, on the thread that polls or stops it. It observes and never steers: what it throws is
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

    /**
     * @param next who is told after this one
     * @return a listener that tells both; if this one throws, the other is not told
     */
    default WatchListener andThen(WatchListener next) {
        return event -> {
            onEvent(event);
            next.onEvent(event);
        };
    }
}
