package io.github.anaplan4j.internal.limit;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Those of one class who wait, in their order.
 *
 * <p>Not thread-safe: {@link RequestBudget} sees to that.
 */
final class Line {
    final RequestClass kind;
    private final Set<Object> first = new LinkedHashSet<>();
    private final Set<Object> others = new LinkedHashSet<>();
    // How many are called up and not back yet.
    int expected;
    int underWay;
    // How many were called up, divided by the weight: the line with the least is next.
    double served;

    Line(RequestClass kind) {
        this.kind = kind;
    }

    int size() {
        return first.size() + others.size();
    }

    boolean contains(Object who) {
        return first.contains(who) || others.contains(who);
    }

    void add(Object who) {
        others.add(who);
    }

    /** Lets somebody who waits go before the others, but for those that were let so before. */
    void putFirst(Object who) {
        if (others.remove(who)) {
            first.add(who);
        }
    }

    void remove(Object who) {
        first.remove(who);
        others.remove(who);
    }

    /** {@return who is next of those who wait} */
    Object next() {
        return (first.isEmpty() ? others : first).iterator().next();
    }

    /** {@return how many come before somebody; no more than that are counted} */
    long before(Object who, long most) {
        return first.contains(who)
                ? before(who, first, most)
                : Math.min(most, first.size() + before(who, others, most));
    }

    private static long before(Object who, Set<Object> waiting, long most) {
        long before = 0;
        for (Object other : waiting) {
            if (before >= most || other.equals(who)) {
                break;
            }
            before++;
        }
        return before;
    }
}
