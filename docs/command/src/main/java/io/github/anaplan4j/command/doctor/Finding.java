package io.github.anaplan4j.command.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param state whether it is well
 * @param words what was found, with names and addresses, for the user alone
 * @param gist the same without anything of the user's, for others
 * @param cure what to do; empty if nothing is to be done
 * @param kind what it means to the caller if it fails; null for what the check says
 */
public record Finding(State state, String words, String gist, String cure, Check.@Nullable Kind kind) {
    /** How well something is. */
    public enum State {
        /** It is as it should be. */
        OK,
        /** It may become a trouble. */
        WARN,
        /** It is why things do not work. */
        FAIL,
        /** It was not looked into, because something before it failed. */
        SKIPPED
    }

    static Finding ok(String words, String gist) {
        return new Finding(State.OK, words, gist, "", null);
    }

    static Finding warn(String words, String gist, String cure) {
        return new Finding(State.WARN, words, gist, cure, null);
    }

    static Finding fail(String words, String gist, String cure) {
        return new Finding(State.FAIL, words, gist, cure, null);
    }

    Finding meaning(Check.Kind other) {
        return new Finding(state, words, gist, cure, other);
    }

    static Finding skipped(String after) {
        return new Finding(State.SKIPPED, "not looked into, because " + after + " failed", "not looked into", "", null);
    }
}
