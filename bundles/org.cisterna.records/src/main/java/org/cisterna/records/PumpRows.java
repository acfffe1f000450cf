// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes what pumps are searched, filtered and sorted by. */
final class PumpRows implements AutoCloseable {

    private final PreparedStatement insert;
    private final PreparedStatement update;

    PumpRows(Connection connection) throws SQLException {
        insert = connection.prepareStatement(
                "insert into cisterna_pump (serial, patient, drug, dose, reservoir, empty_at, last_read, urgency, refill_by,"
                        + " due, no_visit, alarms, outcome_unknown, standing, differs, review, by_hand, words, no)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        update = connection.prepareStatement(
                "update cisterna_pump set serial = ?, patient = ?, drug = ?, dose = ?, reservoir = ?, empty_at = ?,"
                        + " last_read = ?, urgency = ?, refill_by = ?, due = ?, no_visit = ?, alarms = ?,"
                        + " outcome_unknown = ?, standing = ?, differs = ?, review = ?, by_hand = ?, words = ? where no = ?");
    }

    void put(int no, Columns columns, boolean isNew) throws SQLException {
        PreparedStatement row = isNew ? insert : update;
        row.setString(1, columns.serial());
        row.setString(2, columns.patient());
        row.setString(3, columns.drug());
        row.setLong(4, columns.dose());
        row.setLong(5, columns.reservoir());
        row.setLong(6, columns.emptyAt());
        row.setLong(7, columns.lastRead());
        row.setInt(8, columns.urgency());
        row.setLong(9, columns.refillBy());
        row.setLong(10, columns.due());
        row.setInt(11, bit(!columns.inVisit()));
        row.setInt(12, bit(columns.alarms()));
        row.setInt(13, bit(columns.unknown()));
        row.setInt(14, bit(columns.standing()));
        row.setInt(15, bit(columns.differs()));
        row.setInt(16, bit(columns.review()));
        row.setInt(17, bit(columns.byHand()));
        row.setString(18, columns.words());
        row.setInt(19, no);
        row.addBatch();
    }

    private static int bit(boolean is) {
        return is ? 1 : 0;
    }

    void write() throws SQLException {
        insert.executeBatch();
        update.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        update.close();
    }
}
