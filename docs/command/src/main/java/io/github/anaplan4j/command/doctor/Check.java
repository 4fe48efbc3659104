package io.github.anaplan4j.command.doctor;

import io.github.anaplan4j.command.setup.SetupException;
import java.io.IOException;

/**
 * A step of the way, and how to look at it.
 *
 * @param name what is looked at
 * @param kind what its failure means to the caller
 * @param look looks
 */
record Check(String name, Kind kind, Look look) {
    /** What a failure means. */
    enum Kind {
        /** The settings are wrong. */
        SETTINGS,
        /** The way there is. */
        WAY,
        /** The credentials are. */
        CREDENTIALS
    }

    /** Looks at something. */
    @FunctionalInterface
    interface Look {
        Finding at() throws IOException;
    }

    Finding find() {
        try {
            return look.at();
        } catch (SetupException wrong) {
            return Finding.fail(wrong.getMessage(), "a setting is wrong", "")
                    .meaning(kind == Kind.CREDENTIALS ? kind : Kind.SETTINGS);
        } catch (IOException | RuntimeException failed) {
            String words = failed.getMessage() == null ? failed.toString() : failed.getMessage();
            return Finding.fail(words, "failed with " + failed.getClass().getSimpleName(), "");
        }
    }
}
