// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;

/**
 * Up to where a view has folded, and whose ledger: it stands in the view, written by the transaction that wrote the rows.
 *
 * @param schema version of tables and contents
 * @param node who entered the last entry that was folded; empty when there was none
 * @param log in which log
 * @param next sequence of the first entry that was not folded
 * @param leaf hash of the last one that was
 * @param indexed whether the indices have been made
 */
record Position(int schema, String node, String log, long next, String leaf, boolean indexed) {

    static final Position BEGINNING = new Position(Schema.VERSION, "", "", 0, "", false);

    /** Behind an entry. */
    Position after(Envelope last) {
        return new Position(
                schema,
                last.node(),
                last.log(),
                last.sequence() + 1,
                last.leaf().text(),
                indexed);
    }

    Position withIndices() {
        return new Position(schema, node, log, next, leaf, true);
    }

    /** Why a view at this position is not one of this ledger; empty when it is. */
    Optional<String> differs(Ledger ledger) {
        if (next == 0) {
            return Optional.empty();
        }
        if (ledger.size() < next) {
            return Optional.of(
                    "it holds " + next + " entries, and the ledger has " + ledger.size() + ": it is of another ledger");
        }
        List<Envelope> last = ledger.read(next - 1, 1);
        if (last.isEmpty()) {
            return Optional.of("entry " + (next - 1) + ", the last one it holds, cannot be read in the ledger");
        }
        Envelope entry = last.get(0);
        boolean same = entry.node().equals(node)
                && entry.log().equals(log)
                && entry.leaf().text().equals(leaf);
        return same
                ? Optional.empty()
                : Optional.of("entry " + (next - 1) + ", the last one it holds, is another one in the ledger of "
                        + entry.node() + "/" + entry.log());
    }

    static Optional<Position> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select schema_version, node, log, next_sequence, leaf, indexed from cisterna_position where id = 1");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Position(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getInt(6) == 1))
                    : Optional.empty();
        }
    }

    void insert(Connection connection) throws SQLException {
        write(
                connection,
                "insert into cisterna_position (schema_version, node, log, next_sequence, leaf, indexed, id)"
                        + " values (?, ?, ?, ?, ?, ?, 1)");
    }

    void update(Connection connection) throws SQLException {
        write(
                connection,
                "update cisterna_position set schema_version = ?, node = ?, log = ?, next_sequence = ?, leaf = ?,"
                        + " indexed = ? where id = 1");
    }

    private void write(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, schema);
            statement.setString(2, node);
            statement.setString(3, log);
            statement.setLong(4, next);
            statement.setString(5, leaf);
            statement.setInt(6, indexed ? 1 : 0);
            if (statement.executeUpdate() != 1) {
                throw new SQLException("the position of the view is missing");
            }
        }
    }
}
