package io.github.anaplan4j.watch;

/**
 * Listens to the events of a watch.
 *
 * <p>Events come in order, on the thread that polls or stops the watch. A listener observes and never steers: what it
 * throws is logged, and the watch goes on. It should return quickly.
 */
@FunctionalInterface
public interface WatchListener {
    /**
     * Receives an event.
     *
     * @param event what happened
     */
    void onEvent(WatchEvent event);

    /** {@return a listener that does nothing} */
    static WatchListener none() {
        return event -> {};
    }

    /**
     * Joins this listener and another one.
     *
     * @param next the listener that is called after this one
     * @return a listener that calls both, the other also if this one throws
     */
    default WatchListener andThen(WatchListener next) {
        return event -> {
            try {
                onEvent(event);
            } finally {
                next.onEvent(event);
            }
        };
    }
}
