package io.github.anaplan4j.docs.hostile;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cases that are known to break a promise, each kind with the reason. */
final class KnownViolations {
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(
                "tls-(drip-of-the-h.*|warnings-without-end)/UPLOAD/.*_OF_A_USER/.*",
                "an upload may take ten minutes, and so may the handshake of a user's client before it");
        KINDS.put("hidden-status-4\\d\\d/START/.*", "what is refused and in no list, nobody can know to run");
        KINDS.put("status-429\\+processed-status-429/PAIR/.*/ALL", "nor what is refused as both lists are");
    }

    private KnownViolations() {}

    /** {@return the kinds that none of these cases is of, so that they must go} */
    static List<String> without(Collection<String> names) {
        return KINDS.keySet().stream()
                .filter(kind -> names.stream().noneMatch(name -> name.matches(kind)))
                .toList();
    }

    /** {@return why a case may fail; empty if it may not} */
    static Optional<String> reason(String name) {
        return KINDS.entrySet().stream()
                .filter(kind -> name.matches(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
