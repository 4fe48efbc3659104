package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * All that happens in one case: the jobs, who does them, and what goes wrong; the seed says it all.
 *
 * <p>Trouble comes in waves, and ends after a while, so that each job can come to its end.
 */
abstract class World implements AutoCloseable {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final long WAVE = Duration.ofMinutes(2).toNanos();
    private static final int PROGRAMS = 3;

    private final long seed;
    private final int tasks;
    private final Duration busy;
    private final Duration longest;
    private final SplittableRandom chance;
    private final Disk disk = new Disk();
    private final Evidence evidence = new Evidence();
    private final List<List<Job>> shares = new ArrayList<>();
    private final List<Program> programs = new CopyOnWriteArrayList<>();
    private final Map<Program, List<Job>> shareOf = new HashMap<>();
    private long begun;
    private volatile boolean isOver;

    /**
     * Makes a world in which nothing happens yet.
     *
     * @param seed what happens
     * @param tasks how many tasks there are to be
     * @param busy within which time all jobs begin; trouble ends after twice that
     * @param longest how long a run takes at most
     */
    World(long seed, int tasks, Duration busy, Duration longest) {
        this.seed = seed;
        this.tasks = tasks;
        this.busy = busy;
        this.longest = longest;
        this.chance = new SplittableRandom(seed);
    }

    abstract Server server();

    abstract TimeSource time();

    abstract void in(Duration delay, Runnable action);

    /** {@return what makes the polls of background watches} */
    abstract Executor executor();

    /** {@return how long a client waits for an answer} */
    abstract Duration timeout();

    abstract HttpTransport newTransport(Program program);

    /** Lets time pass for a while. */
    abstract void pass() throws InterruptedException;

    @Override
    public abstract void close();

    /** Tells what was left behind, after all clients were closed. */
    abstract void lookWhatIsLeft(List<String> left) throws InterruptedException;

    Disk disk() {
        return disk;
    }

    Evidence evidence() {
        return evidence;
    }

    private Duration passed() {
        return Duration.ofNanos(time().nanoTime() - begun);
    }

    boolean isCalm() {
        return passed().compareTo(busy.multipliedBy(2)) > 0;
    }

    /** {@return how many of a thousand requests meet with a fault now} */
    int faultsInThousand() {
        long wave = passed().toNanos() / WAVE;
        return isCalm() ? 0 : new SplittableRandom(seed + wave).nextInt(5) == 0 ? 400 : 50;
    }

    /** Plays the case to its end, and returns what was seen. */
    Evidence play(Duration atMost) throws InterruptedException {
        begun = time().nanoTime();
        for (int number = 0; number < PROGRAMS; number++) {
            shares.add(new ArrayList<>());
        }
        int number = 0;
        while (number < tasks) {
            List<Script> scripts = new ArrayList<>();
            int rounds = 1 + chance.nextInt(3);
            for (int round = 0; round < rounds && number < tasks; round++) {
                scripts.add(script(number++));
            }
            ActionRef action = MODEL.process(Long.toString(118_000_000_000L + number));
            evidence.wanted.put(action, scripts.size());
            shares.get(chance.nextInt(PROGRAMS)).add(new Job(this, action, chance.nextBoolean(), scripts));
        }
        shares.forEach(this::begin);
        while (!isDone() && passed().compareTo(atMost) < 0) {
            pass();
        }
        end();
        return evidence;
    }

    private Script script(int number) {
        Script.End[] ends = Script.End.values();
        int most = Math.toIntExact(
                longest.dividedBy(chance.nextInt(3) == 0 ? 1 : 15).toSeconds());
        Duration length = Duration.ofSeconds(5 + chance.nextInt(most));
        Optional<Duration> cancel = chance.nextInt(8) == 0
                ? Optional.of(Duration.ofMillis(chance.nextInt(Math.toIntExact(length.toMillis()))))
                : Optional.empty();
        return new Script(number, ends[chance.nextInt(ends.length)], length, cancel);
    }

    private boolean isDone() {
        return shares.stream().allMatch(share -> share.stream().allMatch(Job::isDone));
    }

    private void begin(List<Job> share) {
        Program program = newProgram(share);
        boolean isFirst = program.number() < PROGRAMS;
        for (Job job : share) {
            int within = Math.toIntExact((isFirst ? busy : Duration.ofSeconds(10)).toMillis());
            in(Duration.ofMillis(program.draw(within)), () -> job.goOn(program));
        }
        Duration life = busy.dividedBy(20).plusSeconds(program.draw(Math.toIntExact(busy.toSeconds())));
        boolean isOrderly = program.draw(3) == 0;
        in(life, () -> {
            if (program.isAlive() && !isCalm()) {
                if (isOrderly) {
                    program.close();
                } else {
                    program.die();
                }
            }
        });
    }

    private synchronized Program newProgram(List<Job> share) {
        Program program = new Program(programs.size(), this, chance.split());
        programs.add(program);
        shareOf.put(program, share);
        return program;
    }

    /** Lets another program take up the work of one that has ended, as whoever looks after them does. */
    void ended(Program program) {
        if (isOver) {
            return;
        }
        List<Job> share;
        Duration until;
        synchronized (this) {
            share = shareOf.get(program);
            // Nobody knows when a dead program has polled what; whoever looks after it takes that long at least.
            until = Duration.ofSeconds(5 + chance.nextInt(60)).plus(evidence.jitter);
        }
        in(until, () -> begin(share));
    }

    private void end() throws InterruptedException {
        shares.forEach(share ->
                share.stream().filter(job -> !job.isDone()).forEach(job -> evidence.left.add("unfinished: " + job)));
        evidence.journal.addAll(server().journal());
        evidence.endings.putAll(server().endings());
        isOver = true;
        programs.forEach(Program::close);
        lookWhatIsLeft(evidence.left);
    }
}
