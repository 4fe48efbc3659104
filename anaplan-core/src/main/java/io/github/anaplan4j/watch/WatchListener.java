package io.github.anaplan4j.watch;

/**
 * Listens to the events of a watch.
 *
 * <p>Events of a watch come in order, one at a time. Those of a background watch come on a thread that the client
 * keeps for callbacks, those of a blocking watch and of a step on the thread that polls. A listener observes and never
 * steers: what it throws is logged, and the watch goes on.
 *
 * <p>One that takes long holds up no poll of a background watch, and other callbacks only if there are many such. Of
 * the events that wait for it meanwhile, the latest hundred are kept; so the last one is never lost. When a client has
 * been closing for some seconds it interrupts a listener that is still busy, and drops what waits. The outcome of the
 * watch is completed all the same. A listener that ignores interrupts keeps its thread, a daemon, until it returns.
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
