// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A table of records behind JDBC; each writer has a connection of its own, and each append is a transaction. */
final class DatabaseSide implements Side {

    private final String name;
    private final String url;
    private final List<String> settings;
    private final String record = Subject.record();
    private final Connection keeper;

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

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
