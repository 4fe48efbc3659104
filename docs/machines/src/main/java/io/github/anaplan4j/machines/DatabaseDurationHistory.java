package io.github.anaplan4j.machines;

import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** How long runs took, whichever program saw them end. Thread-safe. */
final class DatabaseDurationHistory implements DurationHistory {
    private final Database database;

    DatabaseDurationHistory(Database database) {
        this.database = database;
    }

    @Override
    public List<Duration> durations(ActionRef action) {
        try {
            return database.query(
                    row -> Duration.ofMillis(row.getLong(1)),
                    "SELECT millis FROM run_duration WHERE action = ? ORDER BY ended_at DESC LIMIT 50",
                    action.toString());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void add(TaskRef task, Duration duration) {
        try {
            database.insert(
                    "INSERT INTO run_duration (task, action, millis, ended_at) VALUES (?, ?, ?, CURRENT_TIMESTAMP)",
                    task.toString(),
                    task.action().toString(),
                    duration.toMillis());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
