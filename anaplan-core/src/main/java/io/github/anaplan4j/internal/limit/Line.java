package io.github.anaplan4j.internal.limit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Those of one class who wait, in their order.
 *
 * <p>Not thread-safe: {@link RequestBudget} sees to that.
 */
final class Line {
    // So many are counted one by one; a hundred thousand that ask would count for minutes.
    private static final int COUNTED = 100;

    final RequestClass kind;
    private final Set<Object> first = new LinkedHashSet<>();
    // With how many had joined before.
    private final Map<Object, Long> others = new LinkedHashMap<>();
    private long joined;
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
        return first.contains(who) || others.containsKey(who);
    }

    void add(Object who) {
        others.put(who, joined++);
    }

    /** Lets somebody who waits go before the others, but for those that were let so before. */
    void putFirst(Object who) {
        if (others.remove(who) != null) {
            first.add(who);
        }
    }

    void remove(Object who) {
        first.remove(who);
        others.remove(who);
    }

    /** Calls up who is next of those who wait; {@return who that is} */
    Object callUp() {
        Object next = (first.isEmpty() ? others.keySet() : first).iterator().next();
        remove(next);
        served += 1.0 / kind.weight();
        expected++;
        return next;
    }

    /** Takes back that one was called up who does not go: the next one has its turn. */
    void handOn() {
        served -= 1.0 / kind.weight();
    }

    /** {@return how many come before somebody, or that many if there are more; of many, not to the last one} */
    long before(Object who, long most) {
        long before = first.contains(who)
                ? before(who, first, COUNTED)
                : first.size() + before(who, others.keySet(), COUNTED);
        if (before >= COUNTED && others.containsKey(who)) { // who has left meanwhile is taken for one who waits
            long all = others.get(who) - others.values().iterator().next();
            before = Math.max(before, Math.min(first.size() + all, size()));
        }
        return Math.min(most, before);
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
