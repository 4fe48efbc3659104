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
                "(drip-of-the-head|interim-100-without-end)/(FIRST_CHUNK|LAST_CHUNK|UPLOAD)/.*",
                "a chunk may take ten minutes, and so may its head");
        KINDS.put("hidden-status-4\\d\\d/START/.*", "what is refused and in no list, nobody can know to run");
        KINDS.put("status-429\\+processed-status-429/PAIR/.*/ALL", "nor what is refused as both lists are");
        KINDS.put(
                "coding-(deflate-and-more|gzip-(and-more|members?-.*))/.*/FEIGN_OF_A_USER/.*",
                "a client that decodes with Java's own stream hides what comes after its end");
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
