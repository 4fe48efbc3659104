package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.docs.acceptance.BusyTenant.Poll;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.watch.PollingPolicy;
import io.github.anaplan4j.watch.WatchSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many watches of a client with all its defaults, while a neighbour uses up what the tenant may send. */
class ThrottledWatchesTest {
    private static final Duration WARM = Duration.ofMinutes(11); // by then each watch wants to poll once a minute
    private static final Duration CALM = Duration.ofMinutes(14);
    private static final Duration BETWEEN_BURSTS = Duration.ofMinutes(3);
    private static final Duration PROMISED = Duration.ofMinutes(6);
    private static final Duration AFTERWARDS = Duration.ofMinutes(11);
    // What the neighbour sends in a minute: all that the tenant may, or so much that hardly any other comes through.
    private static final int MUCH = 600;
    private static final int ALL = 3_000;

    private final VirtualTime time = VirtualTime.create();

    static Stream<Arguments> combinations() {
        return Stream.of(200, 500)
                .flatMap(watches -> Stream.of("", "10", "60")
                        .flatMap(wait ->
                                Stream.of(Arguments.of(watches, ALL, 1, wait), Arguments.of(watches, MUCH, 5, wait))));
    }

    @ParameterizedTest(name = "{0} watches, {2} bursts of {1} a minute, Retry-After {3}")
    @MethodSource("combinations")
    void throughputIsBackSixMinutesAfterTheLastAnswer429AndNoWatchIsForgotten(
            int watches, int neighbour, int bursts, String retryAfter) {
        BusyTenant tenant = new BusyTenant(time, retryAfter);
        ActionRef action = new ActionRef(new ModelRef("8a8b", "0123"), ActionKind.PROCESS, "118000000007");
        try (AnaplanClient anaplan = AnaplanClient.builder()
                .credentials(Credentials.token("token"))
                .transport(tenant)
                .executor(Runnable::run)
                .time(time)
                .build()) {
            for (int i = 0; i < watches; i++) {
                anaplan.task(action.task(String.format("%032X", i)))
                        .watch(WatchSettings.defaults().withPolicy(PollingPolicy.standard()));
            }
            time.advance(CALM);
            for (int burst = 0; burst < bursts; burst++) {
                tenant.neighbourSends(neighbour, Duration.ofMinutes(bursts == 1 ? 2 : 1));
                time.advance(BETWEEN_BURSTS);
            }
            time.advance(AFTERWARDS);
        }

        assertThat(tenant.refusals()).isNotEmpty();
        Duration last = tenant.refusals().get(tenant.refusals().size() - 1);
        double before = perMinute(tenant, WARM, CALM);
        for (Duration minute = last.plus(PROMISED);
                minute.plusMinutes(1).compareTo(time.passed()) <= 0;
                minute = minute.plusMinutes(1)) {
            assertThat(perMinute(tenant, minute, minute.plusMinutes(1)))
                    .as("statuses in a minute, %s after the last answer 429", minute.minus(last))
                    .isBetween(0.95 * before, 1.05 * before);
        }
        assertThat(mostTurns(tenant.polls(), watches))
                .as("statuses of all watches, by their number, between two of one or since its last; three at most")
                .isLessThanOrEqualTo(1.75);
        if (bursts == 1) {
            Duration paused = tenant.pause().multipliedBy(tenant.refusals().size());
            Duration fairShare = Duration.ofMillis((long) (watches / before * 60_000));
            assertThat(longestGap(tenant.polls(), time.passed()).minus(paused))
                    .as("the longest time without a status, without the pauses that the server wanted")
                    .isLessThanOrEqualTo(fairShare.multipliedBy(3));
        }
    }

    private static double perMinute(BusyTenant tenant, Duration from, Duration to) {
        long polls = tenant.polls().stream()
                .filter(poll -> poll.at().compareTo(from) >= 0 && poll.at().compareTo(to) < 0)
                .count();
        return polls * 60.0 / to.minus(from).toSeconds();
    }

    // A watch that is forgotten is seen by the time since its last status alone.
    private static Duration longestGap(List<Poll> polls, Duration end) {
        Map<String, Duration> seen = new HashMap<>();
        Duration longest = Duration.ZERO;
        for (Poll poll : polls) {
            Duration before = seen.put(poll.task(), poll.at());
            if (before != null && poll.at().minus(before).compareTo(longest) > 0) {
                longest = poll.at().minus(before);
            }
        }
        for (Duration last : seen.values()) {
            longest = Collections.max(List.of(longest, end.minus(last)));
        }
        return longest;
    }

    private static double mostTurns(List<Poll> polls, int watches) {
        Map<String, Integer> seen = new HashMap<>();
        int most = 0;
        for (int i = 0; i < polls.size(); i++) {
            Integer before = seen.put(polls.get(i).task(), i);
            most = Math.max(most, i - (before == null ? 0 : before));
        }
        assertThat(seen).as("the watches that had a status").hasSize(watches);
        for (int last : seen.values()) {
            most = Math.max(most, polls.size() - last);
        }
        return (double) most / watches;
    }
}
