package io.github.anaplan4j.machines;

import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.task.TaskRef;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The limits that all programs share, in one row for the tenant and one for each task that was polled lately.
 *
 * <p>One statement asks and counts: it moves the moment at which the next request may go, if that has come. So requests
 * go evenly, at nine tenths of the budget. The only clock is the database's. After an answer 429 the pace is half, and
 * recovers over five minutes. Thread-safe.
 */
final class DatabaseTenantRateLimiter implements TenantRateLimiter {
    private static final double NANOS = 1e9;
    // Two requests take differently long on their way, and are to arrive the floor apart.
    private static final Duration ON_THE_WAY = Duration.ofMillis(250);
    private static final String NOW = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) AS double precision)";
    private static final String SHARE = "LEAST(1.0, share + GREATEST(0.0, " + NOW + " - paused_until) / 300)";

    private final Database database;
    private final String tenant;

    DatabaseTenantRateLimiter(Database database, String tenant, int requestsPerMinute) throws SQLException {
        this.database = database;
        this.tenant = tenant;
        if (!isKnown()) {
            database.insert("INSERT INTO tenant VALUES (?, ?, 0, 0, 0, 1)", tenant, requestsPerMinute);
        }
    }

    private boolean isKnown() throws SQLException {
        return !database.query(row -> row.getString(1), "SELECT name FROM tenant WHERE name = ?", tenant)
                .isEmpty();
    }

    @Override
    public Duration askToSend() {
        return ask(
                () -> database.update(
                                "UPDATE tenant SET next_at = GREATEST(next_at, " + NOW + ")"
                                        + " + 60 / (0.9 * requests_per_minute * " + SHARE + ")"
                                        + " WHERE name = ? AND GREATEST(next_at, paused_until) <= " + NOW,
                                tenant)
                        == 1,
                "SELECT GREATEST(next_at, paused_until) - " + NOW + " FROM tenant WHERE name = ?",
                tenant);
    }

    @Override
    public Duration askToPoll(TaskRef task, Duration floor) {
        String key = task.toString();
        double blocked = floor.plus(ON_THE_WAY).toNanos() / NANOS;
        return ask(
                () -> database.update(
                                        "UPDATE polled_task SET blocked_until = " + NOW + " + ?"
                                                + " WHERE task = ? AND blocked_until <= " + NOW,
                                        blocked,
                                        key)
                                == 1
                        || database.insert(
                                "INSERT INTO polled_task SELECT CAST(? AS varchar(400)), " + NOW + " + ?"
                                        + " WHERE NOT EXISTS (SELECT 1 FROM polled_task WHERE task = ?)",
                                key,
                                blocked,
                                key),
                "SELECT blocked_until - " + NOW + " FROM polled_task WHERE task = ?",
                key);
    }

    @Override
    public void pause(Duration atLeast) {
        try {
            // Answers 429 to requests that were under way together halve the pace once.
            database.update(
                    "UPDATE tenant SET paused_until = GREATEST(paused_until, " + NOW + " + ?), share = CASE WHEN "
                            + NOW + " - throttled_at > 5 THEN GREATEST(0.0625, " + SHARE + " / 2) ELSE share END,"
                            + " throttled_at = " + NOW + " WHERE name = ?",
                    atLeast.toNanos() / NANOS,
                    tenant);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Forgets the tasks that may be polled by anybody again. */
    void forget() throws SQLException {
        database.update("DELETE FROM polled_task WHERE blocked_until < " + NOW);
    }

    /** Asks and counts. */
    @FunctionalInterface
    private interface Question {
        boolean isAllowed() throws SQLException;
    }

    private Duration ask(Question question, String howLong, String key) {
        try {
            if (question.isAllowed()) {
                return Duration.ZERO;
            }
            List<Double> seconds = database.query(row -> row.getDouble(1), howLong, key);
            // Whoever was faster may be gone already.
            double wait = seconds.isEmpty() ? 0 : seconds.get(0);
            return Duration.ofNanos((long) (Math.max(0.001, wait) * NANOS));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
