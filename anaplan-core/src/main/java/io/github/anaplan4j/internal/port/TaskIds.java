package io.github.anaplan4j.internal.port;

import java.util.Collection;

/** Compares the ids of tasks as Anaplan writes them, which is in any case, and now and then with a suffix. */
public final class TaskIds {
    private TaskIds() {}

    /**
     * {@return whether both ids are of one task}
     *
     * @param one an id
     * @param other another one of the same action
     */
    public static boolean areOfOneTask(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = one.length() <= other.length() ? other : one;
        return longer.regionMatches(true, 0, shorter, 0, shorter.length())
                && (longer.length() == shorter.length()
                        || !Character.isLetterOrDigit(longer.charAt(shorter.length()))); // T1 is not T11, but T1-1 is
    }

    /**
     * {@return whether an id is one of those}
     *
     * @param id the id
     * @param ids ids of the same action
     */
    public static boolean contains(Collection<String> ids, String id) {
        return ids.stream().anyMatch(known -> areOfOneTask(known, id));
    }
}
