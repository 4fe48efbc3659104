package io.github.anaplan4j.internal.base;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets its oldest entry when it has more than it may have.
 *
 * <p>Not thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class LatestMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    private LatestMap(int most, boolean byUse) {
        super(16, 0.75f, byUse);
        this.most = most;
    }

    /**
     * Makes an empty map whose oldest entry is the one that came first.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param most how many entries it may have
     * @return the map
     */
    public static <K, V> Map<K, V> byArrival(int most) {
        return new LatestMap<>(most, false);
    }

    /**
     * Makes an empty map whose oldest entry is the one that was not used for longest.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param most how many entries it may have
     * @return the map
     */
    public static <K, V> Map<K, V> byUse(int most) {
        return new LatestMap<>(most, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
