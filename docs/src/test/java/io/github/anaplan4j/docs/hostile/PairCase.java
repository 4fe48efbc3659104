package io.github.anaplan4j.docs.hostile;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.testkit.time.FastTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A start whose list goes wrong, and its POST, while the task of somebody else is there.
 *
 * <p>That task is two minutes old, and no list before the POST shows it, not even if nothing else is wrong with one.
 *
 * @param list what happens to a list
 * @param lists to which lists that happens
 * @param post what happens to the POST
 * @param client over which transport
 */
record PairCase(Fault list, Lists lists, Fault post, HostileClient client) implements Case {
    /** Which lists go wrong. */
    enum Lists {
        BEFORE,
        FIRST_AFTER,
        ALL_AFTER,
        ALL;

        Trouble trouble(Fault fault) {
            return switch (this) {
                case BEFORE -> new Trouble(Operation.START_LIST, fault, 1);
                case FIRST_AFTER, ALL_AFTER -> Trouble.fromTheSecond(Operation.START_LIST, fault, this == ALL_AFTER);
                case ALL -> new Trouble(Operation.START_LIST, fault, Integer.MAX_VALUE);
            };
        }
    }

    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration QUICK = Duration.ofSeconds(20);
    private static final double TIMES_AS_FAST = 200; // so that what is recent does not age in a slow machine
    private static final String WITHOUT_IT = "none|status-2\\d\\d(-of-a-part)?|list-.*|status-50[02]|CLOSE-unprocessed"
            + "|processed-(body|error-typed|page-typed)-.*";
    private static final String REFUSED = "processed-status-(400|409|429)";
    private static final String BROKEN =
            "(CLOSE|RESET)-unprocessed|status-(403|429|500|502)|list-.*|processed-body-(nothing|object)";
    private static final String LOST = "(CLOSE|STALL)-unprocessed|status-502"
            + "|(processed|hidden)-(CLOSE-after-nothing|RESET-after-the-head|status-502|body-object)";

    /** {@return each fault of a list with each of a POST that is lost or refused, over the own transports} */
    static Stream<PairCase> all() {
        return Stream.of(
                        pairs(WITHOUT_IT, Lists.BEFORE, LOST + "|" + REFUSED),
                        pairs(BROKEN, Lists.FIRST_AFTER, REFUSED),
                        pairs(BROKEN, Lists.ALL_AFTER, REFUSED),
                        pairs(BROKEN, Lists.ALL, REFUSED))
                .flatMap(pairs -> pairs);
    }

    private static Stream<PairCase> pairs(String listFaults, Lists lists, String postFaults) {
        List<Fault> faults = Faults.all();
        return faults.stream()
                .filter(list -> list.operations().contains(Operation.START_LIST))
                .filter(list -> list.name().matches(listFaults))
                .flatMap(list -> faults.stream()
                        .filter(post -> post.name().matches(postFaults))
                        .flatMap(post -> Stream.of(HostileClient.values())
                                .filter(client -> !client.isOfAUser())
                                .map(client -> new PairCase(list, lists, post, client))));
    }

    @Override
    public String faults() {
        return list.name() + "+" + post.name();
    }

    @Override
    public String name() {
        return faults() + "/PAIR/" + client + "/" + lists;
    }

    @Override
    public List<String> violations(Path directory) throws IOException {
        FastTime time = FastTime.times(TIMES_AS_FAST);
        TinyAnaplan anaplan = new TinyAnaplan(time, post.hidesRuns());
        anaplan.haveUnlistedTask(Duration.ofMinutes(2));
        List<String> violations = new ArrayList<>();
        Trouble first = lists.trouble(list);
        Trouble second = new Trouble(Operation.START, post, Integer.MAX_VALUE);
        Duration timeout = post.name().startsWith("STALL") ? TIMEOUT : QUICK;
        try (HostileServer server = new HostileServer(anaplan, first, second);
                HostileClient.Opened transport = client.open(Identities.CLIENT);
                AnaplanClient api = transport.api(server.url(), timeout, time)) {
            String started = null;
            AnaplanException failure = null;
            try {
                started = api.model("8a81", "75A4").process("1").start().ref().taskId();
            } catch (AnaplanException thrown) {
                failure = thrown;
            }
            if (server.starts() > 1) {
                violations.add(server.starts() + " POSTs");
            }
            if (started != null && !anaplan.runs().contains(started)) {
                violations.add("told as started: " + started + ", but there are " + anaplan.runs());
            }
            if (failure != null && !(failure instanceof StartUncertainException)) {
                violations.add("told as not started: " + failure);
            }
        }
        return violations;
    }
}
