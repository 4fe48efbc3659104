package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.Printable;
import org.jspecify.annotations.Nullable;

/** Checks ids, which are opaque but must not change the path of a URL or break a line of a log. */
final class Ids {
    private static final String FORBIDDEN = "/\\?#%";

    private Ids() {}

    static String check(String what, String id) {
        if (id == null) {
            throw new IllegalArgumentException("The " + what + " is null. Is the variable set from which it is read?");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " is empty; copy it from Anaplan as it is.");
        }
        if (id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException("The " + what + " is \"" + id + "\", which is a path and not an id.");
        }
        id.codePoints().filter(Ids::isForbidden).findFirst().ifPresent(bad -> {
            throw new IllegalArgumentException("The " + what + " contains the character "
                    + String.format("U+%04X", bad)
                    + ", which no id of Anaplan has; copy the id alone, without blanks, slashes or URL parts,"
                    + " and not the name.");
        });
        return id;
    }

    /** {@return whether this is an id that {@link #check} lets pass} */
    static boolean isId(@Nullable String id) {
        return id != null
                && !id.isEmpty()
                && !id.equals(".")
                && !id.equals("..")
                && id.codePoints().noneMatch(Ids::isForbidden);
    }

    private static boolean isForbidden(int codePoint) {
        return !Printable.isPrintable(codePoint)
                || Character.getType(codePoint) == Character.SPACE_SEPARATOR
                || FORBIDDEN.indexOf(codePoint) >= 0;
    }
}
