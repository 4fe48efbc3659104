package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds whatever goes wrong, by what the server has seen. */
enum Invariant {
    EACH_OUTCOME_IS_THAT_OF_ITS_TASK {
        @Override
        void check(Evidence evidence, List<String> broken) {
            evidence.told.stream()
                    .filter(told -> !told.ending().equals(evidence.endings.get(told.task())))
                    .forEach(told -> broken.add(told + ", and it is " + evidence.endings.get(told.task())));
            evidence.dumped.stream()
                    .filter(dumped -> dumped.rows() != rowsOf(dumped.task(), evidence))
                    .filter(dumped -> isUnharmed(dumped.task(), evidence))
                    .forEach(dumped -> broken.add(dumped + ", and it is " + rowsOf(dumped.task(), evidence)));
        }

        private long rowsOf(TaskRef task, Evidence evidence) {
            return evidence.endings.get(task).rejected();
        }

        // A dump has no length and no sum, so nobody can tell a part of it, in an answer of that length, from all.
        private boolean isUnharmed(TaskRef task, Evidence evidence) {
            return evidence.journal.stream()
                    .noneMatch(
                            entry -> entry.isOfTheDumpOf(task) && !entry.fault().isEmpty());
        }
    },

    NO_ACTION_RUNS_TWICE {
        @Override
        void check(Evidence evidence, List<String> broken) {
            Map<ActionRef, Long> runs = evidence.endings.keySet().stream()
                    .collect(Collectors.groupingBy(TaskRef::action, Collectors.counting()));
            runs.forEach((action, times) -> {
                if (times > evidence.wanted.getOrDefault(action, 0)) {
                    broken.add(action + " ran " + times + " times, and not " + evidence.wanted.get(action));
                }
            });
        }
    },

    NO_TASK_IS_GIVEN_TO_TWO_STARTS {
        @Override
        void check(Evidence evidence, List<String> broken) {
            Map<TaskRef, Evidence.Given> first = new HashMap<>();
            for (Evidence.Given given : evidence.given) {
                Evidence.Given before = first.putIfAbsent(given.task(), given);
                if (before != null && before.round() != given.round()) {
                    broken.add(given + " after " + before);
                }
                if (!given.task().action().equals(given.action())) {
                    broken.add(given + " of another action");
                }
            }
        }
    },

    NOTHING_IS_CANCELLED_THAT_NOBODY_CANCELLED {
        @Override
        void check(Evidence evidence, List<String> broken) {
            Set<String> wanted =
                    evidence.wantedCancelled.stream().map(TaskRef::toString).collect(Collectors.toSet());
            evidence.journal.stream()
                    .filter(entry -> entry.isCancel() && !wanted.contains(entry.task()))
                    .forEach(entry -> broken.add(entry.withoutToken()));
        }
    },

    POLLS_OF_A_TASK_ARE_FIVE_SECONDS_APART {
        @Override
        void check(Evidence evidence, List<String> broken) {
            Map<String, Entry> last = new HashMap<>();
            for (Entry entry : evidence.journal) {
                Entry before = entry.isPoll() ? last.put(entry.path(), entry) : null;
                if (before != null && entry.at().minus(before.at()).compareTo(FLOOR.minus(evidence.jitter)) < 0) {
                    broken.add(entry.withoutToken() + " after " + before.withoutToken());
                }
            }
        }
    },

    THE_BUDGET_HOLDS_IN_EACH_SECOND_AND_MINUTE {
        @Override
        void check(Evidence evidence, List<String> broken) {
            Map<String, List<Entry>> sent = evidence.journal.stream()
                    .filter(entry -> !entry.isElsewhere())
                    .collect(Collectors.groupingBy(Entry::program));
            sent.values().forEach(each -> {
                check(each, Duration.ofSeconds(1).minus(evidence.jitter), IN_A_SECOND, broken);
                check(each, Duration.ofMinutes(1).minus(evidence.jitter), IN_A_MINUTE, broken);
            });
        }

        private void check(List<Entry> sent, Duration window, int most, List<String> broken) {
            for (int i = most; i < sent.size(); i++) {
                Duration within = sent.get(i).at().minus(sent.get(i - most).at());
                if (within.compareTo(window) < 0) {
                    broken.add((most + 1) + " requests within " + within + " up to "
                            + sent.get(i).withoutToken());
                }
            }
        }
    },

    NO_TOKEN_GOES_ANYWHERE_ELSE {
        @Override
        void check(Evidence evidence, List<String> broken) {
            Set<String> tokens = evidence.journal.stream()
                    .map(Entry::token)
                    .filter(token -> !token.isEmpty())
                    .collect(Collectors.toSet());
            for (Entry entry : evidence.journal) {
                boolean isMentioned = tokens.stream().anyMatch(entry.rest()::contains);
                if (isMentioned || entry.isElsewhere() && !entry.token().isEmpty()) {
                    broken.add(entry.withoutToken());
                }
            }
        }
    },

    NOTHING_IS_LEFT {
        @Override
        void check(Evidence evidence, List<String> broken) {
            broken.addAll(evidence.left);
        }
    };

    private static final Duration FLOOR = Duration.ofSeconds(5);
    private static final int IN_A_MINUTE = 300;
    // What the client's budget promises where a minute's share is less than this.
    private static final int IN_A_SECOND = 20;

    abstract void check(Evidence evidence, List<String> broken);

    /** {@return what breaks it, each in words that name it; empty if it holds} */
    List<String> violations(Evidence evidence) {
        List<String> broken = new ArrayList<>();
        check(evidence, broken);
        return broken.stream().map(each -> this + ": " + each).toList();
    }
}
