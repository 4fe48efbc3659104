package io.github.anaplan4j.machines;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.task.ModelRef;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One of the programs: does whatever jobs are due, until it is killed.
 *
 * <p>Its arguments are its name, the JDBC URL, the URL of Anaplan, a token, the ids of workspace and model, and how
 * many requests the tenant may send in a minute.
 */
public final class Worker {
    private Worker() {}

    /**
     * Runs the program.
     *
     * @param arguments the seven arguments
     * @throws SQLException if the database cannot be used
     */
    public static void main(String[] arguments) throws SQLException {
        Database database = new Database(arguments[1]);
        DatabaseTenantRateLimiter limiter =
                new DatabaseTenantRateLimiter(database, "the tenant", Integer.parseInt(arguments[6]));
        AnaplanClient anaplan = AnaplanClient.builder()
                .credentials(Credentials.token(arguments[3]))
                .apiUrl(arguments[2])
                .startLedger(new DatabaseStartLedger(database))
                .durationHistory(new DatabaseDurationHistory(database))
                .tenantRateLimiter(limiter)
                .build();
        StoredJobs jobs = new StoredJobs(
                database, anaplan, new ModelRef(arguments[4], arguments[5]), limiter, System.out::println);
        Scheduler scheduler = Scheduler.create(database.source(), jobs.task())
                .schedulerName(new SchedulerName.Fixed(arguments[0]))
                .threads(10)
                .pollingInterval(Duration.ofMillis(200))
                // A program counts as dead after four of these.
                .heartbeatInterval(Duration.ofSeconds(1))
                .missedHeartbeatsLimit(4)
                .build();
        scheduler.start();
        System.out.println("ready");
    }
}
