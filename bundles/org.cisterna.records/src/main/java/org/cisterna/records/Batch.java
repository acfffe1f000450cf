// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.fleet.FleetFilter;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run of entries into the view within one transaction: each pump is read once and written once, however many of them are about it. So
 * the longer the run, the less a fold from the beginning costs; what bounds it is how many pumps are held meanwhile.
 */
final class Batch {

    /** So many pumps with their last readings are held at the most, and those of one more page. */
    private static final int MOST_SUBJECTS = 2_048;

    /** What an entry names as its pump. */
    private static final class Subject {
        private final int no;
        private final String label;
        private final boolean isNew;
        private final @Nullable PumpCourse course;
        private final Optional<Columns> before;
        private final boolean hadReading;
        private Optional<JsonObject> reading = Optional.empty();

        Subject(int no, String label, boolean isNew, @Nullable PumpCourse course) {
            this.no = no;
            this.label = label;
            this.isNew = isNew;
            this.course = course;
            this.before = columns();
            this.hadReading = course != null && course.facts().isPresent();
        }

        Optional<Columns> columns() {
            return course != null && course.isListed() ? Optional.of(course.columns()) : Optional.empty();
        }
    }

    private final Connection connection;
    private final Names names;
    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private int lastNo;

    Batch(Connection connection, Names names) throws SQLException {
        this.connection = connection;
        this.names = names;
        try (PreparedStatement select =
                        connection.prepareStatement("select coalesce(max(no), 0) from cisterna_subject");
                ResultSet row = select.executeQuery()) {
            row.next();
            lastNo = row.getInt(1);
        }
    }

    /** Whether what was taken is to be written before any more. */
    boolean isFull() {
        return subjects.size() >= MOST_SUBJECTS;
    }

    /** Takes the next entries. */
    void take(List<Envelope> envelopes) throws SQLException {
        try (PreparedStatement entries = connection.prepareStatement(
                        "insert into cisterna_entry (seq, house, actor, kind, subject, correlation)"
                                + " values (?, ?, ?, ?, ?, ?)");
                PreparedStatement find =
                        connection.prepareStatement("select no, course from cisterna_subject where label = ?")) {
            for (Envelope each : envelopes) {
                Entry entry = each.entry();
                if (entry.type().equals(DriverChange.TYPE)) {
                    driver(entry);
                }
                int subject = 0;
                if (entry.pump().isPresent()) {
                    Subject about = subject(entry.pump().get(), find);
                    if (about.course != null) {
                        Optional<JsonObject> reading = EntryReader.take(each, about.course, names::driver);
                        about.reading = reading.isPresent() ? reading : about.reading;
                    }
                    subject = about.no;
                }
                entries.setLong(1, each.sequence());
                entries.setLong(2, each.houseTime().toEpochMilli());
                entries.setInt(3, names.number(Schema.ACTORS, entry.actor().id()));
                entries.setInt(4, names.number(Schema.TYPES, entry.type()));
                entries.setInt(5, subject);
                entries.setString(6, entry.correlation().orElse(""));
                entries.addBatch();
            }
            entries.executeBatch();
        }
    }

    private void driver(Entry entry) {
        if (entry.version() != DriverChange.VERSION) {
            return; // it is shown raw among the entries; the driver's name is then an older one
        }
        try {
            DriverChange change = DriverChange.fromJson(entry.body());
            if (change.state() == DriverChange.State.APPEARED
                    && !change.family().isEmpty()) {
                names.driver(change.family(), change.name());
            }
        } catch (IllegalArgumentException unreadable) {
            // as above: the entry itself is shown raw
        }
    }

    private Subject subject(String label, PreparedStatement find) throws SQLException {
        Subject known = subjects.get(label);
        if (known == null) {
            known = find(label, find);
            subjects.put(label, known);
        }
        return known;
    }

    private Subject find(String label, PreparedStatement find) throws SQLException {
        Optional<PumpId> pump = pump(label);
        find.setString(1, label);
        try (ResultSet row = find.executeQuery()) {
            if (row.next()) {
                String text = row.getString(2);
                return new Subject(
                        row.getInt(1),
                        label,
                        false,
                        pump.map(each -> CourseText.parse(each, text)).orElse(null));
            }
        }
        lastNo++;
        return new Subject(lastNo, label, true, pump.map(PumpCourse::new).orElse(null));
    }

    private static Optional<PumpId> pump(String label) {
        try {
            return Optional.of(PumpId.of(label));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no pump of ours is named so; its entries are found by this name all the same
        }
    }

    /** Writes what the entries have come to. */
    void write() throws SQLException {
        Map<FleetFilter, Long> tally = new HashMap<>();
        try (PreparedStatement newSubject = connection.prepareStatement(
                        "insert into cisterna_subject (course, no, label) values (?, ?, ?)");
                PreparedStatement subject =
                        connection.prepareStatement("update cisterna_subject set course = ? where no = ?");
                PreparedStatement newReading =
                        connection.prepareStatement("insert into cisterna_reading (body, no) values (?, ?)");
                PreparedStatement reading =
                        connection.prepareStatement("update cisterna_reading set body = ? where no = ?");
                PumpRows pumps = new PumpRows(connection)) {
            for (Subject each : subjects.values()) {
                PreparedStatement statement = each.isNew ? newSubject : subject;
                statement.setString(1, each.course == null ? "" : CourseText.of(each.course));
                statement.setInt(2, each.no);
                if (each.isNew) {
                    statement.setString(3, each.label);
                }
                statement.addBatch();
                if (each.reading.isPresent()) {
                    PreparedStatement body = each.hadReading ? reading : newReading;
                    body.setString(1, each.reading.get().toString());
                    body.setInt(2, each.no);
                    body.addBatch();
                }
                Optional<Columns> columns = each.columns();
                if (columns.isPresent() && !columns.equals(each.before)) {
                    pumps.put(each.no, columns.get(), each.before.isEmpty());
                    columns.get().tally().forEach((filter, one) -> tally.merge(filter, one, Long::sum));
                    each.before.ifPresent(
                            old -> old.tally().forEach((filter, one) -> tally.merge(filter, -one, Long::sum)));
                }
            }
            newSubject.executeBatch();
            subject.executeBatch();
            newReading.executeBatch();
            reading.executeBatch();
            pumps.write();
        }
        tally.forEach((filter, more) -> {
            if (more != 0) {
                names.count(filter, more);
            }
        });
        names.write(connection);
    }
}
