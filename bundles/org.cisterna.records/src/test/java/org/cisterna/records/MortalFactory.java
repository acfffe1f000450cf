// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** H2 that is killed at the n-th command it is given, commits included: from then on nothing works, and the file is as a kill leaves it. */
final class MortalFactory implements DataSourceFactory {

    private static final Set<String> STEPS =
            Set.of("execute", "executeBatch", "executeUpdate", "executeQuery", "commit");

    private int left;

    MortalFactory(int steps) {
        left = steps;
    }

    boolean died() {
        return left <= 0;
    }

    @Override
    public DataSource createDataSource(Properties properties) throws SQLException {
        DataSource real = Shelf.H2.createDataSource(properties);
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    refuseTheDead();
                    Connection connection = (Connection) call(real, method, arguments);
                    return mortal(Connection.class, connection, connection);
                });
    }

    private void refuseTheDead() throws SQLException {
        if (died()) {
            throw new SQLException("killed");
        }
    }

    private Object mortal(Class<?> type, Object real, Connection connection) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return died() ? null : call(real, method, arguments);
                    }
                    refuseTheDead();
                    if (STEPS.contains(method.getName())) {
                        left--;
                        if (died()) {
                            kill(connection);
                        }
                    }
                    Object result = call(real, method, arguments);
                    if (result instanceof PreparedStatement) {
                        return mortal(PreparedStatement.class, result, connection);
                    }
                    return result instanceof Statement ? mortal(Statement.class, result, connection) : result;
                });
    }

    private static void kill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        }
        throw new SQLException("killed");
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public ConnectionPoolDataSource createConnectionPoolDataSource(Properties properties) throws SQLException {
        return Shelf.H2.createConnectionPoolDataSource(properties);
    }

    @Override
    public XADataSource createXADataSource(Properties properties) throws SQLException {
        return Shelf.H2.createXADataSource(properties);
    }

    @Override
    public Driver createDriver(Properties properties) throws SQLException {
        return Shelf.H2.createDriver(properties);
    }
}
