// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;

/**
 * An open view: one connection that writes, and as many that read as there are questions at the same time. Whoever writes holds the lock of
 * {@link Records}; anybody reads.
 */
final class View implements AutoCloseable {

    private static final int IDLE = 4;

    /** How many entries are held at once. */
    private static final int PAGE = 512;

    /** The ledger, as far as a view has to do with it. */
    @FunctionalInterface
    interface Source {
        /** Entries from one on, at most so many; none when there are no more. */
        List<Envelope> from(long sequence, int most);
    }

    /** A question to the database. It sees the view as it was at one moment. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private final Database database;
    private final Connection writer;
    private final ConcurrentLinkedDeque<Connection> readers = new ConcurrentLinkedDeque<>();
    private final Names names;
    private volatile Position position;
    private volatile boolean closed;

    private View(Database database, Connection writer, Position position) throws SQLException {
        this.database = database;
        this.writer = writer;
        this.position = position;
        this.names = Names.read(writer);
        writer.commit();
    }

    /**
     * What was found.
     *
     * @param view the view that is there, whatever ledger it is of
     * @param why there is none that can be used, in words; empty when nothing is there
     */
    record Found(Optional<View> view, String why) {}

    /** Opens what is there. A failure means that it cannot be used now, or that it is spoilt: the database tells. */
    static Found open(Database database) throws SQLException {
        Connection connection = writing(database);
        try {
            Optional<Position> position = exists(connection) ? Position.read(connection) : Optional.empty();
            if (position.isEmpty()) {
                connection.close();
                return new Found(Optional.empty(), "");
            }
            if (position.get().schema() != Schema.VERSION) {
                connection.close();
                return new Found(
                        Optional.empty(),
                        "it has version " + position.get().schema() + ", and this platform makes version "
                                + Schema.VERSION);
            }
            return new Found(Optional.of(new View(database, connection, position.get())), "");
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** An empty view in the place of whatever is there. */
    static View create(Database database) throws SQLException {
        database.clear();
        Connection connection = writing(database);
        try {
            Schema.drop(connection);
            Schema.create(connection, database);
            Position.BEGINNING.insert(connection);
            connection.commit();
            return new View(database, connection, Position.BEGINNING);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection writing(Database database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select count(*) from information_schema.tables where lower(table_name) = 'cisterna_position'"
                                + " and table_schema = current_schema");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    Database database() {
        return database;
    }

    /** Up to where it has folded. */
    Position position() {
        return position;
    }

    /** Why it is not a view of this ledger. */
    Optional<String> differs(Ledger ledger) {
        return position.differs(ledger);
    }

    /**
     * Takes entries in, from its position on, in one transaction; all of them or none.
     *
     * @return how many; at most {@code most}, and fewer when there are no more or they are about very many pumps
     */
    int take(Source source, int most) throws SQLException {
        try {
            Batch batch = new Batch(writer, names);
            Position next = position;
            int taken = 0;
            while (taken < most && !batch.isFull()) {
                List<Envelope> page = source.from(next.next(), Math.min(PAGE, most - taken));
                if (page.isEmpty()) {
                    break;
                }
                batch.take(page);
                next = next.after(page.get(page.size() - 1));
                taken += page.size();
            }
            if (taken == 0) {
                return 0;
            }
            batch.write();
            next.update(writer);
            writer.commit();
            names.committed();
            position = next;
            return taken;
        } catch (SQLException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    /** Makes the indices, once. */
    void index() throws SQLException {
        try {
            Schema.index(writer);
            Position next = position.withIndices();
            next.update(writer);
            writer.commit();
            position = next;
        } catch (SQLException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    private void undo(Exception why) {
        names.rolledBack();
        try {
            writer.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /** Asks the database; what it sees does not change meanwhile. */
    <T> T ask(Question<T> question) throws SQLException {
        Connection connection = reader();
        try {
            T answer = question.ask(connection);
            connection.rollback();
            giveBack(connection);
            return answer;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection reader() throws SQLException {
        Connection idle = readers.pollFirst();
        if (idle != null) {
            return idle;
        }
        if (closed) {
            throw new SQLException("the view is closed");
        }
        Connection fresh = database.connect();
        fresh.setAutoCommit(false);
        fresh.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return fresh;
    }

    private void giveBack(Connection connection) throws SQLException {
        if (closed || readers.size() >= IDLE) {
            connection.close();
        } else {
            readers.addFirst(connection);
        }
    }

    /** Closes every connection; with the last one a file of H2 is closed. */
    @Override
    public void close() throws SQLException {
        closed = true;
        SQLException failed = null;
        for (Connection each = readers.pollFirst(); each != null; each = readers.pollFirst()) {
            try {
                each.close();
            } catch (SQLException e) {
                failed = e;
            }
        }
        database.shut(writer);
        if (failed != null) {
            throw failed;
        }
    }
}
