package io.github.anaplan4j.docs.hostile;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * One way to misbehave.
 *
 * @param name its name in the line that replays a case
 * @param tls what the server speaks below HTTP
 * @param read how much of the request is read before
 * @param hidesRuns whether the list of tasks never has what was started
 * @param operations to which operations it can be done
 * @param script what happens then; a connection that it leaves open goes on
 */
public record Fault(String name, Tls tls, Read read, boolean hidesRuns, Set<Operation> operations, Script script) {
    /** Which TLS is spoken. */
    public enum Tls {
        NONE,
        /** One that the connection with the fault refuses, before the client can send anything. */
        REFUSED,
        V1_2,
        V1_3;

        static final Set<Tls> SPOKEN = EnumSet.of(V1_2, V1_3);

        String protocol() {
            return this == V1_2 ? "TLSv1.2" : "TLSv1.3";
        }
    }

    /** How much of a request is read. */
    public enum Read {
        NOTHING,
        HEAD,
        ALL
    }

    boolean isSecure() {
        return tls != Tls.NONE;
    }

    /** {@return whether it surely comes before the first byte of a request} */
    boolean precedesTheRequest() {
        return tls == Tls.REFUSED;
    }

    /** What the server does to a request. */
    @FunctionalInterface
    public interface Script {
        void play(Conversation conversation) throws IOException;
    }

    /** Says how a connection ends. */
    enum End {
        CLOSE {
            @Override
            void play(Conversation conversation) throws IOException {
                conversation.close();
            }
        },
        RESET {
            @Override
            void play(Conversation conversation) throws IOException {
                conversation.reset();
            }
        },
        STALL {
            @Override
            void play(Conversation conversation) throws IOException {
                conversation.stall();
                conversation.close(); // what was read of the next request meanwhile is lost
            }
        };

        abstract void play(Conversation conversation) throws IOException;
    }
}
