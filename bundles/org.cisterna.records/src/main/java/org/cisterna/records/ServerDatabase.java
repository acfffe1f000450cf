// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** PostgreSQL. The view's tables begin with {@code cisterna_}; nothing else there is touched. */
final class ServerDatabase implements Database {

    private final String url;
    private final DataSource source;

    ServerDatabase(String url, String user, String password, DataSourceFactory factory) throws SQLException {
        this.url = url;
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, url);
        if (!user.isEmpty()) { // an empty one would hide that of the address
            properties.setProperty(DataSourceFactory.JDBC_USER, user);
        }
        if (!password.isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_PASSWORD, password);
        }
        source = factory.createDataSource(properties);
    }

    @Override
    public Connection connect() throws SQLException {
        return source.getConnection();
    }

    @Override
    public void shut(Connection writer) throws SQLException {
        writer.close();
    }

    @Override
    public String words() {
        int question = url.indexOf('?'); // what follows may hold a password
        return question < 0 ? url : url.substring(0, question);
    }

    @Override
    public String sortable() {
        return " collate \"C\"";
    }

    @Override
    public boolean isDamage(SQLException error) {
        return false;
    }

    @Override
    public String setAside() {
        return "its tables are dropped and made anew";
    }

    @Override
    public void clear() {
        // the tables are dropped one by one
    }
}
