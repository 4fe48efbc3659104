package io.github.anaplan4j.docs.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's promises, held against a server that nobody here would write, over each transport.
 *
 * <p>A case that breaks one is told by the line that replays it: {@code -Dhostile.case=NAME}, where the name may be a
 * regular expression. One that is known to break one, and why, is in {@link KnownViolations}.
 */
class HostileServersTest {
    private static final int AT_ONCE = 32;
    private static final int FEWEST_PAIRS = 1_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    static Stream<Case> cases() {
        String one = System.getProperty("hostile.case", "");
        Stream<HostileCase> single = Faults.all().stream()
                .flatMap(fault -> fault.operations().stream()
                        .flatMap(operation -> Stream.of(HostileClient.values())
                                .flatMap(client -> Stream.of(false, true)
                                        .map(always -> new HostileCase(fault, operation, client, always)))))
                .filter(HostileServersTest::isWorthIt);
        return Stream.<Case>concat(single, PairCase.all())
                .filter(each -> one.isEmpty() || each.name().matches(one));
    }

    // All of it over the library's own transports; over a user's, where it hurts most.
    private static boolean isWorthIt(HostileCase each) {
        if (each.operation() == Operation.START
                && each.always()
                && each.fault().read() == Fault.Read.NOTHING
                && !each.fault().precedesTheRequest()) {
            return false; // of what was not read it is not known which was a POST
        }
        if (each.client() == HostileClient.FEIGN_OVER_HTTPCLIENT_OF_A_USER) {
            return each.operation() == Operation.LAST_CHUNK
                    && !each.always()
                    && each.fault().name().matches("none|coding-.*|chunked-good");
        }
        boolean hurts = each.operation() == Operation.START || each.operation() == Operation.LAST_CHUNK;
        return each.client().isOfAUser()
                ? (hurts || each.fault().isSecure()) && !each.always()
                : hurts || !each.always() || each.isQuick();
    }

    @Test
    void everyPromiseHolds() throws Exception {
        List<Case> cases = cases().toList();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        Map<String, List<String>> broken = new TreeMap<>();
        long start = System.nanoTime();
        try {
            List<Future<List<String>>> results = new ArrayList<>();
            for (Case each : cases) {
                Path own = Files.createDirectory(directory.resolve(Integer.toString(results.size())));
                results.add(threads.submit(() -> violations(each, own)));
            }
            for (int i = 0; i < cases.size(); i++) {
                List<String> violations = results.get(i).get();
                if (!violations.isEmpty()) {
                    broken.put(cases.get(i).name(), violations);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        Map<String, List<String>> unknown = broken.entrySet().stream()
                .filter(each -> KnownViolations.reason(each.getKey()).isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
        System.out.printf(
                "hostile servers: %d cases in %d s; %d known to fail, %d not%n",
                cases.size(),
                (System.nanoTime() - start) / 1_000_000_000,
                broken.size() - unknown.size(),
                unknown.size());
        unknown.forEach((name, violations) -> System.out.println("-Dhostile.case='" + name + "': " + violations));

        assertThat(cases).as("cases of that name").isNotEmpty();
        assertThat(unknown).isEmpty();
        if (System.getProperty("hostile.case") == null) {
            assertThat(cases.stream()
                            .filter(each -> !each.client().isOfAUser())
                            .map(each -> each.faults() + "/" + each.client())
                            .distinct()
                            .count())
                    .as("pairs of a fault and a transport of the library's")
                    .isGreaterThanOrEqualTo(FEWEST_PAIRS);
            assertThat(KnownViolations.without(broken.keySet()))
                    .as("kinds that are mended, and known no longer")
                    .isEmpty();
        }
    }

    private static List<String> violations(Case each, Path directory) {
        try {
            return each.violations(directory);
        } catch (IOException | RuntimeException broken) {
            return List.of("the case itself: " + broken);
        }
    }
}
