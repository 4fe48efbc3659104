package io.github.anaplan4j.docs.hostile;

import static io.github.anaplan4j.docs.hostile.Answer.bytes;
import static io.github.anaplan4j.docs.hostile.Answer.joined;

import io.github.anaplan4j.docs.hostile.Fault.End;
import io.github.anaplan4j.docs.hostile.Fault.Read;
import io.github.anaplan4j.docs.hostile.Fault.Script;
import io.github.anaplan4j.docs.hostile.Fault.Tls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.net.ssl.SSLContext;

/** What can go wrong with TLS: before a request is sent, and after. */
final class TlsFaults {
    private static final Set<Operation> OPERATIONS =
            EnumSet.of(Operation.START, Operation.WATCH, Operation.LAST_CHUNK, Operation.UPLOAD);
    private static final Set<Operation> DRIPPING = EnumSet.of(
            Operation.START,
            Operation.STATUS,
            Operation.WATCH,
            Operation.FIRST_CHUNK,
            Operation.LAST_CHUNK,
            Operation.UPLOAD);
    private static final byte ALERT = 21;
    private static final byte HANDSHAKE = 22;
    private static final byte DATA = 23;

    private final List<Fault> faults = new ArrayList<>();

    private TlsFaults() {
        for (Tls tls : Tls.SPOKEN) {
            add(
                    Faults.NONE + "-" + tls,
                    tls,
                    OPERATIONS,
                    conversation -> conversation.send(conversation.process().whole()));
        }
        answersToTheHello();
        certificates();
        connections();
        drips();
        bodies();
        afterTheRequest();
    }

    static List<Fault> all() {
        return List.copyOf(new TlsFaults().faults);
    }

    private void add(String name, Tls tls, Set<Operation> operations, Script script) {
        faults.add(new Fault("tls-" + name, tls, Read.ALL, false, operations, script));
    }

    /** Also with a task that is never listed. */
    private void addProcessed(String name, Tls tls, Script script) {
        add(name, tls, OPERATIONS, script);
        faults.add(new Fault("tls-hidden-" + name, tls, Read.ALL, true, EnumSet.of(Operation.START), script));
    }

    /** A handshake that never ends well, so that the client surely sends nothing. */
    private void addRefusal(String name, Script script) {
        addRefusal(name, OPERATIONS, script);
    }

    private void addRefusal(String name, Set<Operation> operations, Script script) {
        faults.add(new Fault("tls-" + name, Tls.REFUSED, Read.NOTHING, false, operations, script));
    }

    private void answersToTheHello() {
        byte[] tls10 = serverHello(1, 0x002F);
        for (End end : End.values()) {
            addRefusal(end + "-before-the-hello", end::play);
            addAnswer(end + "-after-the-hello", end::play);
            addAnswer(end + "-in-the-answer", conversation -> {
                conversation.send(Arrays.copyOf(tls10, tls10.length / 2));
                end.play(conversation);
            });
        }
        addRefusal("drip-of-the-hello", DRIPPING, conversation -> {
            conversation.readRecord();
            conversation.drip(joined(new byte[] {HANDSHAKE, 3, 3, 64, 0, 2, 0}, new byte[200]), 100);
        });
        addRefusal("warnings-without-end", DRIPPING, conversation -> {
            conversation.readRecord();
            for (int i = 0; i < 120; i++) {
                conversation.send(alert(1, 90));
                conversation.pause(100);
            }
        });
        addEnd("plain-http", bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        addEnd("plain-http-200", bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
        addEnd("garbage", bytes("\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009"));
        addEnd("ssh", bytes("SSH-2.0-OpenSSH_9.2\r\n"));
        addEnd("garbage-in-a-record", record(HANDSHAKE, 3, new byte[100]));
        addEnd("data-at-once", record(DATA, 3, new byte[100]));
        addEnd("version-1.0", tls10);
        addEnd("version-9", serverHello(9, 0x002F));
        addEnd("cipher-that-was-not-offered", serverHello(3, 0x0001));
        for (int description : new int[] {0, 40, 70, 80, 112}) {
            addEnd("alert-" + description, alert(2, description));
        }
    }

    private void addAnswer(String name, Script script) {
        addRefusal(name, conversation -> {
            conversation.readRecord();
            script.play(conversation);
        });
    }

    private void addEnd(String name, byte[] answer) {
        addAnswer("answer-" + name, conversation -> {
            conversation.send(answer);
            conversation.close();
        });
    }

    private static byte[] serverHello(int version, int cipher) {
        byte[] hello = new byte[42];
        hello[0] = 2; // ServerHello, of 38 bytes: a version, 32 random ones, no session, a cipher, no compression
        hello[3] = 38;
        hello[4] = 3;
        hello[5] = (byte) version;
        hello[39] = (byte) (cipher >> 8);
        hello[40] = (byte) cipher;
        return record(HANDSHAKE, version, hello);
    }

    private static byte[] alert(int level, int description) {
        return record(ALERT, 3, new byte[] {(byte) level, (byte) description});
    }

    private static byte[] record(byte type, int version, byte[] content) {
        byte[] header = {type, 3, (byte) version, (byte) (content.length >> 8), (byte) content.length};
        return joined(header, content);
    }

    private void certificates() {
        for (Tls tls : Tls.SPOKEN) {
            addCertificate("untrusted-" + tls, tls, Identities.UNTRUSTED);
            addCertificate("wrong-host-" + tls, tls, Identities.ELSEWHERE);
            addCertificate("expired-" + tls, tls, Identities.EXPIRED);
        }
        addRefusal("client-certificate-demanded-V1_2", conversation -> conversation.demandCertificate(Tls.V1_2));
        // The client is done before the server has seen that there is none, and may have sent its request by then.
        faults.add(new Fault(
                "tls-client-certificate-demanded-V1_3",
                Tls.V1_3,
                Read.NOTHING,
                false,
                OPERATIONS,
                conversation -> conversation.demandCertificate(Tls.V1_3)));
    }

    private void addCertificate(String name, Tls tls, SSLContext identity) {
        addRefusal(name, conversation -> {
            conversation.handshake(tls, identity);
            conversation.readOneByte();
        });
    }

    private void connections() {
        Map<String, ToIntFunction<Answer>> cuts = new LinkedHashMap<>();
        cuts.put("nothing", answer -> 0);
        cuts.put("half-the-body", answer -> answer.head().length + answer.body().length / 2);
        cuts.put("all", answer -> answer.whole().length);
        for (Tls tls : Tls.SPOKEN) {
            endings(tls).forEach((end, ending) -> {
                String name = end + "-" + tls;
                addUnread(name + "-before-reading", tls, ending);
                addUnread(name + "-after-the-first-byte", tls, conversation -> {
                    conversation.readOneByte();
                    ending.play(conversation);
                });
                cuts.forEach((cut, length) -> addProcessed(name + "-after-" + cut, tls, conversation -> {
                    Answer answer = conversation.process();
                    conversation.send(Arrays.copyOf(answer.whole(), length.applyAsInt(answer)));
                    ending.play(conversation);
                }));
            });
        }
    }

    private void addUnread(String name, Tls tls, Script script) {
        faults.add(new Fault("tls-" + name, tls, Read.NOTHING, false, OPERATIONS, conversation -> {
            conversation.handshake(tls, Identities.TRUSTED);
            script.play(conversation);
        }));
    }

    // Of the older version the one alone that it makes a difference to.
    private static Map<String, Script> endings(Tls tls) {
        Map<String, Script> endings = new LinkedHashMap<>();
        endings.put("cut", Conversation::cut);
        if (tls == Tls.V1_3) {
            endings.put("close", Conversation::close);
            endings.put("reset", Conversation::reset);
        }
        return endings;
    }

    /** What comes byte by byte, below TLS. */
    private void drips() {
        for (Tls tls : Tls.SPOKEN) {
            addRefusal("drip-of-the-handshake-" + tls, DRIPPING, conversation -> {
                conversation.dripBelowTls(100);
                conversation.handshake(tls, Identities.TRUSTED);
            });
            add("drip-of-a-record-" + tls, tls, DRIPPING, conversation -> {
                byte[] answer = conversation.process().whole();
                conversation.send(Arrays.copyOf(answer, answer.length - 1));
                conversation.dripBelowTls(50); // the record of one byte has about 30
                conversation.send(Arrays.copyOfRange(answer, answer.length - 1, answer.length));
                conversation.dripBelowTls(0);
            });
        }
    }

    /** Bodies that end with their connection, or should not. */
    private void bodies() {
        // Of what is said to be whole by a goodbye, no client can tell that it is not.
        Set<Operation> judging = EnumSet.copyOf(OPERATIONS);
        judging.remove(Operation.LAST_CHUNK);
        for (Tls tls : Tls.SPOKEN) {
            endings(tls).forEach((end, ending) -> {
                addBody(end + "-" + tls + "-all", tls, OPERATIONS, body -> body.length, ending);
                Set<Operation> operations = end.equals("close") ? judging : OPERATIONS;
                addBody(end + "-" + tls + "-half", tls, operations, body -> body.length / 2, ending);
                addBody(end + "-" + tls + "-all-but-1", tls, operations, body -> body.length - 1, ending);
                add("chunked-without-an-end-" + end + "-" + tls, tls, OPERATIONS, conversation -> {
                    Answer answer = conversation.process();
                    conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type()
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(answer.body().length) + "\r\n");
                    conversation.send(joined(answer.body(), bytes("\r\n")));
                    ending.play(conversation);
                });
            });
        }
    }

    private void addBody(String name, Tls tls, Set<Operation> operations, ToIntFunction<byte[]> length, Script ending) {
        add("no-length-" + name, tls, operations, conversation -> {
            Answer answer = conversation.process();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Type: " + answer.type() + "\r\n\r\n");
            conversation.send(Arrays.copyOf(answer.body(), Math.max(0, length.applyAsInt(answer.body()))));
            ending.play(conversation);
        });
    }

    private void afterTheRequest() {
        addProcessed("renegotiation-that-fails", Tls.V1_2, processed(conversation -> conversation.secureAgain(true)));
        add("renegotiation", Tls.V1_2, OPERATIONS, conversation -> {
            Answer answer = conversation.process();
            conversation.secureAgain(false);
            conversation.send(answer.whole());
        });
        endings(Tls.V1_3)
                .forEach((end, ending) -> addProcessed("other-keys-then-" + end, Tls.V1_3, processed(conversation -> {
                    conversation.secureAgain(false);
                    ending.play(conversation);
                })));
        add("other-keys", Tls.V1_3, OPERATIONS, conversation -> {
            Answer answer = conversation.process();
            conversation.secureAgain(false);
            conversation.send(answer.whole());
        });
        for (Tls tls : Tls.SPOKEN) {
            addProcessed("fatal-alert-" + tls, tls, processed(conversation -> {
                conversation.forge(record(DATA, 3, new byte[100]));
                conversation.readOneByte();
            }));
            addProcessed(
                    "unprotected-alert-" + tls,
                    tls,
                    processed(conversation -> endBelowTls(conversation, alert(2, 40))));
            addProcessed(
                    "unprotected-http-" + tls,
                    tls,
                    processed(conversation ->
                            endBelowTls(conversation, bytes("HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n"))));
            addProcessed("unprotected-data-" + tls, tls, conversation -> {
                byte[] answer = conversation.process().whole();
                endBelowTls(conversation, record(DATA, 3, Arrays.copyOf(answer, Math.min(answer.length, 4096))));
            });
        }
    }

    private static Script processed(Script script) {
        return conversation -> {
            conversation.process();
            script.play(conversation);
        };
    }

    private static void endBelowTls(Conversation conversation, byte[] bytes) throws IOException {
        conversation.sendBelowTls(bytes);
        conversation.cut();
    }
}
