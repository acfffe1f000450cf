// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;

/** A table of records behind JDBC; each writer has a connection of its own, and each append is a transaction. */
final class DatabaseSide implements Side {

    /** The longest wait for a connection to be gone, in hundredths of a second. */
    private static final int PATIENCE = 3_000;

    private final String name;
    private final String url;
    private final List<String> settings;
    private final String record = Subject.record();
    private final Connection keeper;
    private final boolean isCounting;

    /**
     * Makes the table anew.
     *
     * @param settings what each connection says first
     * @param table how the table is made
     */
    DatabaseSide(String name, String url, List<String> settings, String table) throws SQLException {
        this.name = name;
        this.url = url;
        this.settings = settings;
        keeper = connection();
        try (Statement statement = keeper.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS entry");
            statement.execute(table);
        }
        isCounting = isPostgres()
                && "1"
                        .equals(setting("SELECT count(*) FROM pg_attribute WHERE attname = 'wal_sync'"
                                + " AND attrelid = to_regclass('pg_stat_wal')"));
    }

    private boolean isPostgres() throws SQLException {
        return keeper.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    private Connection connection() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            for (String each : settings) {
                statement.execute(each);
            }
        }
        return connection;
    }

    @Override
    public String name() {
        return name;
    }

    /** The settings that decide whether an acknowledged record is durable, as the database itself says them. */
    String setting(String question) throws SQLException {
        try (Statement statement = keeper.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() ? answer.getString(1) : "?";
        }
    }

    @Override
    public Writer writer() throws SQLException {
        Connection connection = connection();
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement("INSERT INTO entry(record) VALUES (?)");
        return new Writer() {
            @Override
            public void append(int records) throws SQLException {
                for (int i = 0; i < records; i++) {
                    insert.setString(1, record);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                insert.close();
                connection.close();
            }
        };
    }

    @Override
    public long records() throws SQLException {
        return Long.parseLong(setting("SELECT count(*) FROM entry"));
    }

    /** PostgreSQL counts them from version 14 to 17 in this place; SQLite nowhere. A connection reports what it did at its end at the latest. */
    @Override
    public OptionalLong syncs() throws SQLException {
        if (!isCounting) {
            return OptionalLong.empty();
        }
        String others =
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
        for (int i = 0; !"0".equals(setting(others)); i++) {
            if (i == PATIENCE) {
                throw new IllegalStateException("a connection to " + name + " does not end: this is no measurement");
            }
            setting("SELECT pg_sleep(0.01)");
        }
        return OptionalLong.of(Long.parseLong(setting("SELECT wal_sync FROM pg_stat_wal")));
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
