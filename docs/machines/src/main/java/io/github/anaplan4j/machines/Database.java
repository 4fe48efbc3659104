package io.github.anaplan4j.machines;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The database that the programs share. Thread-safe. */
final class Database implements AutoCloseable {
    // A step of a job has a connection, and so has each open slot of the ledger: one for each task that is handed out.
    private static final int MOST_CONNECTIONS = 80;
    // In SQL, of any database, whoever comes second to a key is told by a class of errors.
    private static final String TAKEN = "23";

    private final HikariDataSource source;

    /** Reads a row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Database(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        this.source = new HikariDataSource(config);
    }

    DataSource source() {
        return source;
    }

    Connection open() throws SQLException {
        return source.getConnection();
    }

    /** Makes the tables. */
    void create() throws SQLException, IOException {
        try (InputStream schema = Database.class.getResourceAsStream("schema.sql");
                Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String sql : new String(schema.readAllBytes(), StandardCharsets.UTF_8).split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** {@return how many rows a statement has changed, in a transaction of its own} */
    int update(String sql, Object... arguments) throws SQLException {
        try (Connection connection = open()) {
            return update(connection, sql, arguments);
        }
    }

    static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** Inserts a row; {@return whether there was none with its key} */
    boolean insert(String sql, Object... arguments) throws SQLException {
        try {
            return update(sql, arguments) == 1;
        } catch (SQLException failure) {
            if (failure.getSQLState() != null && failure.getSQLState().startsWith(TAKEN)) {
                return false;
            }
            throw failure;
        }
    }

    <T> List<T> query(Row<T> row, String sql, Object... arguments) throws SQLException {
        try (Connection connection = open()) {
            return query(connection, row, sql, arguments);
        }
    }

    static <T> List<T> query(Connection connection, Row<T> row, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, arguments);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        }
    }

    private static void set(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
