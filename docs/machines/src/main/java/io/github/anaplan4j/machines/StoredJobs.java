package io.github.anaplan4j.machines;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.StepResult;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchState;
import io.github.anaplan4j.watch.WatchStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs each process of the table of jobs so often, one run after the other, and publishes how each run ended.
 *
 * <p>Each step is a transaction that has locked the job: so only one program makes it, even where the scheduler takes a
 * program for dead that is not. The end of a stored watch, the row of the outbox and the beginning of the next run are
 * one commit. Thread-safe.
 */
final class StoredJobs {
    private static final String NAME = "run";
    // Whoever comes back so soon waits here: the client keeps its turn, which another program would not know of.
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Database database;
    private final AnaplanModel model;
    private final WatchStep watches;
    private final DatabaseTenantRateLimiter limiter;
    private final Consumer<String> log;

    /** A row of the table. */
    private record Job(
            String process, int run, int runs, @Nullable String watch) {}

    StoredJobs(
            Database database,
            AnaplanClient anaplan,
            ModelRef model,
            DatabaseTenantRateLimiter limiter,
            Consumer<String> log) {
        this.database = database;
        this.model = anaplan.model(model);
        this.watches = anaplan.watchStep(WatchSettings.defaults());
        this.limiter = limiter;
        this.log = log;
    }

    /** {@return the task of db-scheduler, of which each process is an instance} */
    Task<Void> task() {
        return Tasks.custom(NAME, Void.class)
                .onFailure((failed, operations) ->
                        operations.reschedule(failed, failed.getTimeDone().plus(Duration.ofSeconds(2))))
                .onDeadExecutionRevive()
                .execute((instance, context) -> afterwards(step(instance.getId())));
    }

    /** Adds a job, which a program begins with soon. */
    static void add(Database database, String process, int runs) throws SQLException {
        database.update("INSERT INTO job (process, run, runs) VALUES (?, 1, ?)", process, runs);
        database.update(
                "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)"
                        + " VALUES (?, ?, CURRENT_TIMESTAMP, FALSE, 1, 50)",
                NAME,
                process);
    }

    private static CompletionHandler<Void> afterwards(Optional<Instant> next) {
        return (done, operations) -> next.ifPresentOrElse(at -> operations.reschedule(done, at), operations::remove);
    }

    /** {@return when the next step is due; empty after the last one} */
    private Optional<Instant> step(String process) {
        try (Connection transaction = database.open()) {
            transaction.setAutoCommit(false);
            List<Job> jobs = Database.query(
                    transaction,
                    row -> new Job(row.getString(1), row.getInt(2), row.getInt(3), row.getString(4)),
                    "SELECT process, run, runs, watch FROM job WHERE process = ? FOR UPDATE SKIP LOCKED",
                    process);
            if (jobs.isEmpty()) { // it is over, or another program has it
                return isOver(process)
                        ? Optional.empty()
                        : Optional.of(Instant.now().plus(SOON));
            }
            Job job = jobs.get(0);
            Optional<Instant> next = job.watch == null ? start(transaction, job) : poll(transaction, job, job.watch);
            transaction.commit();
            return next;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private boolean isOver(String process) throws SQLException {
        return database.query(row -> row.getInt(1), "SELECT run FROM job WHERE process = ?", process)
                .isEmpty();
    }

    // Killed before the commit, the next program gets the task from the ledger instead of starting again.
    private Optional<Instant> start(Connection transaction, Job job) throws SQLException {
        log.accept("starting " + job.process);
        TaskRef task = model.process(job.process).start().ref();
        log.accept("started " + job.process);
        WatchState begun = watches.start(task);
        store(transaction, job, begun);
        return Optional.of(begun.nextPoll());
    }

    private Optional<Instant> poll(Connection transaction, Job job, String stored) throws SQLException {
        log.accept("polling " + job.process);
        StepResult result = watches.poll(WatchState.parse(stored));
        while (result instanceof StepResult.Pending pending && isSoon(pending.state())) {
            try {
                Thread.sleep(SOON.toMillis() / 10);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                break;
            }
            result = watches.poll(pending.state());
        }
        log.accept("polled " + job.process);
        if (result instanceof StepResult.Pending pending) {
            store(transaction, job, pending.state());
            return Optional.of(pending.state().nextPoll());
        }
        String outcome = result instanceof StepResult.Finished finished
                ? kind(finished.outcome())
                : "gave up: " + ((StepResult.GaveUp) result).reason();
        return end(transaction, job, WatchState.parse(stored).task(), outcome);
    }

    private static boolean isSoon(WatchState state) {
        return state.nextPoll().isBefore(Instant.now().plus(SOON));
    }

    private static void store(Connection transaction, Job job, WatchState watch) throws SQLException {
        Database.update(transaction, "UPDATE job SET watch = ? WHERE process = ?", watch.toText(), job.process);
    }

    private Optional<Instant> end(Connection transaction, Job job, TaskRef task, String outcome) throws SQLException {
        Database.update(
                transaction,
                "INSERT INTO outbox (process, run, task, outcome) VALUES (?, ?, ?, ?)",
                job.process,
                job.run,
                task.toString(),
                outcome);
        limiter.forget();
        if (job.run == job.runs) {
            Database.update(transaction, "DELETE FROM job WHERE process = ?", job.process);
            return Optional.empty();
        }
        Database.update(transaction, "UPDATE job SET run = run + 1, watch = NULL WHERE process = ?", job.process);
        return Optional.of(Instant.now());
    }

    private static String kind(TaskOutcome outcome) {
        return outcome.fold(
                succeeded -> "succeeded", rejected -> "rejected rows", failed -> "failed", cancelled -> "cancelled");
    }
}
