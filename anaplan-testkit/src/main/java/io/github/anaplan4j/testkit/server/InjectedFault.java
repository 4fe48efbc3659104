package io.github.anaplan4j.testkit.server;

import java.time.Duration;
import java.util.Map;

/** What can happen to a request in place of its proper answer: a closed set, each kind of fault one record. */
public sealed interface InjectedFault {
    /**
     * Any answer at all, well-formed as HTTP.
     *
     * @param status the HTTP status
     * @param headers the headers, apart from the length
     * @param body the body
     */
    record Answer(int status, Map<String, String> headers, Bytes body) implements InjectedFault {
        /**
         * Copies the headers.
         *
         * @param status the HTTP status
         * @param headers the headers, apart from the length
         * @param body the body
         */
        public Answer {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Answer " + status;
        }
    }

    /**
     * The request is carried out, and then something else happens than its answer.
     *
     * @param instead what happens in place of the answer
     */
    record AfterProcessing(InjectedFault instead) implements InjectedFault {}

    /** The connection is closed without a byte in answer. */
    record NoAnswer() implements InjectedFault {}

    /** The connection is reset. */
    record Reset() implements InjectedFault {}

    /** Nothing more happens until the client gives up. */
    record Stall() implements InjectedFault {}

    /**
     * The answer announces its whole length, and the connection is closed in the middle of it.
     *
     * @param body the body
     * @param sent how many of its bytes are sent
     */
    record CutMidBody(Bytes body, int sent) implements InjectedFault {
        @Override
        public String toString() {
            return "CutMidBody after " + sent + " bytes";
        }
    }

    /**
     * The answer begins, and nothing more happens until the client gives up.
     *
     * @param body the body
     * @param sent how many of its bytes are sent
     */
    record StallMidBody(Bytes body, int sent) implements InjectedFault {
        @Override
        public String toString() {
            return "StallMidBody after " + sent + " bytes";
        }
    }

    /**
     * A body in pieces of one byte.
     *
     * @param body the body
     * @param pause real time before each byte
     */
    record Drip(Bytes body, Duration pause) implements InjectedFault {}

    /**
     * The proper answer in pieces of one byte.
     *
     * @param pause real time before each byte
     */
    record SlowDrip(Duration pause) implements InjectedFault {}

    /**
     * The proper answer, spoiled: the request is carried out, and what the client reads is not what was written.
     *
     * @param how what is wrong with it
     */
    record Spoiled(Spoiling how) implements InjectedFault {}

    /** What can be wrong with an answer that is otherwise the proper one. */
    enum Spoiling {
        /** It announces its whole length, and the connection is closed in the middle of it. */
        CUT,
        /** Its length is announced as half of it: well-formed HTTP, and JSON that just ends. */
        TRUNCATED,
        /** Its last brace is a bracket. */
        MALFORMED,
        /** Its first member stands in it twice, the second time as null. */
        DUPLICATE_MEMBER,
        /** It says that it is HTML. */
        WRONG_CONTENT_TYPE
    }

    /**
     * The proper answer, late.
     *
     * @param delay how long it takes, by the fake's clock
     */
    record Late(Duration delay) implements InjectedFault {}

    /**
     * Tokens are no longer accepted, from this request on.
     *
     * @param all whether all tokens are revoked, or the one that the request came with expires
     */
    record TokenEnds(boolean all) implements InjectedFault {}

    /**
     * A redirect to another host, which takes down who follows.
     *
     * @param status the HTTP status, such as 307
     */
    record RedirectToOtherHost(int status) implements InjectedFault {}

    /**
     * A body of blanks that is never held in memory.
     *
     * @param bytes its length
     */
    record LargeBody(long bytes) implements InjectedFault {}
}
