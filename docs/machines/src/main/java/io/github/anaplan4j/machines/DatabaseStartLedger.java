package io.github.anaplan4j.machines;

import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.task.ActionRef;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The ledger of starts, of all programs.
 *
 * <p>An open slot is a transaction that has locked a row, which ends with its program however that dies. The line is
 * written in transactions of their own, so that it is safe at once. Thread-safe.
 */
final class DatabaseStartLedger implements StartLedger {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Database database;

    DatabaseStartLedger(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException {
        String key = action.toString();
        long begun = System.nanoTime();
        try {
            database.insert(
                    "INSERT INTO ledger_lock SELECT CAST(? AS varchar(400))"
                            + " WHERE NOT EXISTS (SELECT 1 FROM ledger_lock WHERE action = ?)",
                    key,
                    key);
            while (true) {
                Optional<Slot> slot = lock(key);
                if (slot.isPresent() || System.nanoTime() - begun >= atMost.toNanos()) {
                    return slot;
                }
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }

    private Optional<Slot> lock(String key) throws SQLException {
        Connection lock = database.open();
        boolean isHeld = false;
        try {
            lock.setAutoCommit(false);
            isHeld = !Database.query(
                            lock,
                            row -> row.getString(1),
                            "SELECT action FROM ledger_lock WHERE action = ? FOR UPDATE SKIP LOCKED",
                            key)
                    .isEmpty();
            return isHeld ? Optional.of(new DatabaseSlot(key, lock)) : Optional.empty();
        } finally {
            if (!isHeld) {
                lock.close(); // which rolls back
            }
        }
    }

    private final class DatabaseSlot implements Slot {
        private final String key;
        private final Connection lock;

        DatabaseSlot(String key, Connection lock) {
            this.key = key;
            this.lock = lock;
        }

        @Override
        public Optional<String> read() throws IOException {
            try {
                return database
                        .query(row -> row.getString(1), "SELECT line FROM ledger_line WHERE action = ?", key)
                        .stream()
                        .findFirst();
            } catch (SQLException failure) {
                throw new IOException(failure);
            }
        }

        @Override
        public void write(String text) throws IOException {
            try {
                if (database.update("UPDATE ledger_line SET line = ? WHERE action = ?", text, key) == 0) {
                    database.update("INSERT INTO ledger_line (action, line) VALUES (?, ?)", key, text);
                }
            } catch (SQLException failure) {
                throw new IOException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                lock.close();
            } catch (SQLException failure) {
                throw new IOException(failure);
            }
        }

        @Override
        public String toString() {
            return "the row " + key + " of ledger_line";
        }
    }

    @Override
    public String toString() {
        return "the ledger in the database";
    }
}
