package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.report.DumpRows;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a user's program does with one action: runs it once for each script, whatever goes wrong.
 *
 * <p>Its fields are what that program has stored. Another one goes on with them, if it dies.
 */
final class Job {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int DOUBTS = 3;

    private final World world;
    private final ActionRef action;
    private final boolean storesWatch;
    private final List<Script> scripts;
    private int round;
    private TaskRef task;
    private String watch;
    private int doubts;
    private boolean isToSettle;

    /**
     * Makes one of which nothing is done yet.
     *
     * @param world where it is done
     * @param action the action, which no other job has
     * @param storesWatch whether it keeps the text of its watch between two polls, or else watches in the background
     * @param scripts how each of its runs goes
     */
    Job(World world, ActionRef action, boolean storesWatch, List<Script> scripts) {
        this.world = world;
        this.action = action;
        this.storesWatch = storesWatch;
        this.scripts = scripts;
    }

    ActionRef action() {
        return action;
    }

    int rounds() {
        return scripts.size();
    }

    synchronized boolean isDone() {
        return round == scripts.size();
    }

    /** Goes on from what is stored, in a program that has just begun, and for as long as that lives. */
    void goOn(Program program) {
        later(program, Duration.ofMillis(program.draw(10_000)), () -> next(program));
    }

    private void later(Program program, Duration delay, Runnable step) {
        world.in(delay, () -> {
            if (program.isAlive()) {
                try {
                    step.run();
                } catch (Died died) {
                    // and another program goes on
                } catch (AnaplanException | IllegalStateException failed) {
                    if (program.isAlive()) {
                        later(program, SOON.plusSeconds(program.draw(40)), () -> next(program));
                    }
                } catch (RuntimeException | Error unexpected) {
                    world.evidence().left(unexpected);
                }
            }
        });
    }

    private void next(Program program) {
        if (isDone()) {
            return;
        }
        AnaplanAction handle = program.client().model(action.model()).process(action.actionId());
        if (isToSettle) {
            settle(program, handle);
        }
        if (task == null) {
            start(program, handle);
        }
        cancelLater(program);
        lookAround(program);
        if (storesWatch) {
            step(program);
        } else {
            program.client()
                    .task(task)
                    .watch()
                    .outcome()
                    .whenComplete((outcome, failure) -> ended(program, Optional.ofNullable(outcome)));
        }
    }

    private void start(Program program, AnaplanAction handle) {
        world.server().give(action, scripts.get(round));
        try {
            AnaplanTask started = handle.start();
            program.checkAlive();
            world.evidence().given(action, round, started.ref());
            task = started.ref();
            doubts = 0;
        } catch (StartUncertainException doubt) {
            doubts++;
            if (doubts >= DOUBTS) {
                lookUp();
            }
            throw doubt;
        }
    }

    /** Looks at the server, as the message of a doubt asks for, and notes what came of the start. */
    private void lookUp() {
        List<TaskRef> runs = world.server().runsOf(action);
        if (runs.size() > round) {
            task = runs.get(runs.size() - 1);
        }
        isToSettle = true;
    }

    private void settle(Program program, AnaplanAction handle) {
        handle.settleStart();
        program.checkAlive();
        isToSettle = false;
        doubts = 0;
    }

    private void cancelLater(Program program) {
        TaskRef mine = task;
        scripts.get(round)
                .cancelAfter()
                .ifPresent(after -> later(program, after, () -> {
                    world.evidence().wantsCancelled(mine);
                    try {
                        program.client().task(mine).cancel();
                    } catch (AnaplanException refused) {
                        // it runs on, and its watch will tell
                    }
                }));
    }

    // Reads that change nothing, as of somebody who is curious.
    private void lookAround(Program program) {
        TaskRef mine = task;
        if (program.draw(4) == 0) {
            later(program, Duration.ofSeconds(program.draw(120)), () -> {
                try {
                    if (program.draw(2) == 0) {
                        program.client().task(mine).status();
                    } else {
                        program.client()
                                .model(action.model())
                                .process(action.actionId())
                                .tasks();
                    }
                } catch (AnaplanException failed) {
                    // nobody needs it
                }
            });
        }
    }

    private void step(Program program) {
        WatchStep step = program.client().watchStep(WatchSettings.defaults());
        if (watch == null) {
            watch = step.start(task).toText();
        }
        StepResult result = step.poll(WatchState.parse(watch));
        program.checkAlive();
        if (result instanceof StepResult.Pending pending) {
            watch = pending.state().toText();
            Duration wait = Duration.between(world.time().now(), pending.state().nextPoll());
            later(program, wait.isNegative() ? Duration.ZERO : wait, () -> step(program));
        } else {
            ended(program, result instanceof StepResult.Finished over ? Optional.of(over.outcome()) : Optional.empty());
        }
    }

    private void ended(Program program, Optional<TaskOutcome> outcome) {
        if (!program.isAlive()) {
            return;
        }
        watch = null;
        outcome.ifPresent(end -> {
            world.evidence().told(task, Ending.of(end));
            synchronized (this) {
                task = null;
                round++;
            }
            later(program, Duration.ofSeconds(1), () -> read(program.client(), end));
        });
        later(program, Duration.ofSeconds(1 + program.draw(60)), () -> next(program));
    }

    private void read(AnaplanClient client, TaskOutcome outcome) {
        try {
            client.report(outcome);
            for (DumpRef dump : outcome.dumps()) {
                Optional<DumpRows> rows = client.failureDump(dump).rows();
                if (rows.isPresent()) {
                    try (DumpRows open = rows.get()) {
                        world.evidence().dumped(outcome.task(), open.stream().count());
                    }
                }
            }
        } catch (AnaplanException failed) {
            // which is told, and that is all there is to it
        }
    }

    @Override
    public synchronized String toString() {
        return action + ", run " + (round + 1) + " of " + scripts.size() + ", " + task + ", doubts: " + doubts;
    }
}
