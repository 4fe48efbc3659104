package io.github.anaplan4j.internal.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.limit.LimitedTasks;
import io.github.anaplan4j.internal.limit.RetryingRequests;
import io.github.anaplan4j.internal.limit.TestLimits;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.Failures;
import io.github.anaplan4j.internal.port.Tasks;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.task.TaskState;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever becomes of starts, answers, lists and programs: no run too many, none given twice, none denied. */
class StartLedgerPropertiesTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118000000007");

    /** Anaplan, and what is on disk. */
    private static final class World {
        private final ManualTime time = new ManualTime();
        private final Map<String, String> lines = new HashMap<>();
        private final Map<TaskRef, Instant> tasks = new LinkedHashMap<>();
        private final Set<TaskRef> unseen = new HashSet<>();
        private int sent;
    }

    /** What becomes of one start. */
    private enum Fate {
        /** It is answered. */
        ANSWERED(true),
        /** It is answered, and its task is listed only while the next one is under way. */
        ANSWERED_AND_LISTED_LATE(true),
        /** It gets lost before it arrives. */
        LOST(false),
        /** It takes place, and its answer gets lost. */
        ANSWER_LOST(true),
        /** It takes place, its answer gets lost, and its task is listed half a minute later. */
        ANSWER_LOST_AND_LISTED_LATE(true),
        /** It takes place, and a gateway says that it did not. */
        REFUSED_AFTERWARDS(true),
        /** It is refused. */
        REFUSED(false),
        /** It does not leave. */
        NOT_SENT(false),
        /** The program dies before it leaves. */
        DEAD_IN_THE_LINE(false),
        /** The program dies when it is written down and has not arrived. */
        DEAD_ON_THE_WAY(false),
        /** It takes place, and the program dies before the answer. */
        DEAD_AFTER(true),
        /** The program dies with the answer, before anybody has it. */
        DEAD_WITH_THE_ANSWER(true),
        /** It takes place and is answered, and the caller ends without looking for the end. */
        ANSWERED_AND_DEAD(true);

        private final boolean takesPlace;

        Fate(boolean takesPlace) {
            this.takesPlace = takesPlace;
        }
    }

    /** A program that is no more; nothing that it does any more is seen by others. */
    private static final class DeadError extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** One program: its view of Anaplan, its slots of the ledger, and whether it lives. */
    private static final class Program implements Tasks, StartLedger {
        private final World world;
        private final Fate fate;
        private final Set<String> held = new HashSet<>(); // which nobody holds any more when the program is gone
        private final HandedOut handedOut = new HandedOut(this, Runnable::run);
        private boolean isDead;
        private int startsSent;

        Program(World world, Fate fate) {
            this.world = world;
            this.fate = fate;
        }

        void sawTheEndOf(TaskRef task) {
            handedOut.over(task);
        }

        TaskRef start() {
            Lifecycle lifecycle = new Lifecycle();
            RetryingRequests requests =
                    new RetryingRequests(TestLimits.limiter(300, world.time), lifecycle, world.time);
            return new StartOnce(
                            LimitedTasks.once(this, requests),
                            LimitedTasks.retrying(this, requests),
                            handedOut,
                            lifecycle,
                            world.time)
                    .start(ACTION, StartOptions.defaults())
                    .taskId()
                    .transform(ACTION::task);
        }

        private void live() {
            if (isDead) {
                throw new DeadError();
            }
        }

        private void die() {
            isDead = true;
            throw new DeadError();
        }

        @Override
        public TaskRef start(ActionRef action, StartOptions options, Departure departure) {
            live();
            if (fate == Fate.DEAD_IN_THE_LINE) {
                die();
            }
            if (fate == Fate.NOT_SENT) {
                throw Failures.notSent(TransportException.Kind.CONNECT);
            }
            departure.leaves();
            if (fate == Fate.DEAD_ON_THE_WAY) {
                die();
            }
            startsSent++;
            world.sent++;
            TaskRef task = ACTION.task("T" + world.sent);
            if (fate.takesPlace) {
                world.tasks.put(task, world.time.now());
                world.time.pass(Duration.ofSeconds(1));
            }
            switch (fate) {
                case LOST, ANSWER_LOST -> throw Failures.sent(TransportException.Kind.CONNECTION_LOST);
                case ANSWERED_AND_LISTED_LATE -> listedAfter(task, Duration.ofSeconds(320));
                case ANSWER_LOST_AND_LISTED_LATE -> {
                    listedAfter(task, Duration.ofSeconds(30));
                    throw Failures.sent(TransportException.Kind.TIMEOUT);
                }
                case REFUSED_AFTERWARDS -> throw Failures.status(503);
                case REFUSED -> throw Failures.inAnaplansWords(400);
                case DEAD_AFTER -> die();
                case DEAD_WITH_THE_ANSWER -> isDead = true;
                default -> {}
            }
            return task;
        }

        private void listedAfter(TaskRef task, Duration delay) {
            world.unseen.add(task);
            world.time.in(delay, () -> world.unseen.remove(task));
        }

        @Override
        public List<ListedTask> list(ActionRef action, Duration atMost) {
            live();
            List<ListedTask> listed = new ArrayList<>();
            world.tasks.forEach((task, created) -> {
                if (!world.unseen.contains(task)) {
                    listed.add(0, new ListedTask(task, TaskState.IN_PROGRESS, created));
                }
            });
            return listed;
        }

        @Override
        public TaskStatus status(TaskRef task, boolean processDetails) {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public void cancel(TaskRef task) {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public Optional<Duration> clockAhead() {
            return Optional.of(Duration.ZERO);
        }

        @Override
        public boolean isDurable() {
            return true;
        }

        @Override
        public Optional<Slot> open(ActionRef action, Duration atMost) {
            live();
            String name = action.actionId();
            if (!held.add(name)) {
                return Optional.empty();
            }
            return Optional.of(new Slot() {
                @Override
                public Optional<String> read() {
                    live();
                    return Optional.ofNullable(world.lines.get(name));
                }

                @Override
                public void write(String line) {
                    live();
                    world.lines.put(name, line);
                }

                @Override
                public void close() {
                    held.remove(name);
                }
            });
        }
    }

    @Provide
    Arbitrary<List<Fate>> fates() {
        return Arbitraries.of(Fate.class).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 1000)
    void noRunTooManyNoneGivenTwiceNoneDenied(@ForAll("fates") List<Fate> fates) {
        World world = new World();
        Set<TaskRef> given = new HashSet<>();
        List<Fate> past = new ArrayList<>();
        boolean isSettled = true;
        for (Fate fate : fates) {
            Program program = new Program(world, fate);
            int before = world.tasks.size();
            boolean wasSettled = isSettled;
            try {
                TaskRef task = program.start();
                assertThat(world.tasks)
                        .as("after %s, %s: what is given is there", past, fate)
                        .containsKey(task);
                assertThat(given).as("after %s, %s: given twice", past, fate).doesNotContain(task);
                isSettled = fate != Fate.ANSWERED_AND_DEAD;
                if (isSettled) {
                    given.add(task);
                    program.sawTheEndOf(task);
                }
            } catch (StartUncertainException doubt) {
                isSettled = false;
            } catch (AnaplanException told) {
                assertThat(world.tasks)
                        .as("after %s, %s: told as not started: %s", past, fate, told)
                        .hasSize(before);
            } catch (DeadError dead) {
                isSettled = wasSettled && fate == Fate.DEAD_IN_THE_LINE;
            }
            assertThat(program.startsSent).as("after %s, %s: sent", past, fate).isLessThanOrEqualTo(wasSettled ? 1 : 0);
            past.add(fate);
            world.time.pass(Duration.ofMinutes(5));
        }
    }
}
