// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cisterna.therapy.fleet.FleetFilter;
import org.jspecify.annotations.Nullable;

/**
 * The small tables of a view, held in memory by the one who writes it: numbers of actors and types, the driver of each family, and how many
 * pumps each filter lets through. What a transaction adds counts when it was committed. For the writer alone.
 */
final class Names {

    /** A line of the table. */
    private record Line(int kind, String label, long no, String words) {}

    private static final int MOST_WORDS = 500;

    private final Map<Integer, Map<String, Line>> lines = new HashMap<>();
    private final Map<Integer, Map<String, Line>> fresh = new HashMap<>();

    static Names read(Connection connection) throws SQLException {
        Names names = new Names();
        try (PreparedStatement select =
                        connection.prepareStatement("select kind, label, no, words from cisterna_name");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Line line = new Line(row.getInt(1), row.getString(2), row.getLong(3), row.getString(4));
                names.lines
                        .computeIfAbsent(line.kind(), kind -> new HashMap<>())
                        .put(line.label(), line);
            }
        }
        return names;
    }

    /** How many pumps each filter lets through, as a reader of the view sees it. */
    static Map<FleetFilter, Long> tally(Connection connection) throws SQLException {
        Map<FleetFilter, Long> tally = new EnumMap<>(FleetFilter.class);
        try (PreparedStatement select =
                connection.prepareStatement("select label, no from cisterna_name where kind = " + Schema.TALLY)) {
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tally.put(FleetFilter.valueOf(row.getString(1)), row.getLong(2));
                }
            }
        }
        return tally;
    }

    /** The number of a name, as a reader of the view sees it; none for one that was never seen. */
    static List<Integer> numbers(Connection connection, int kind, String sql, String... values) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("select no from cisterna_name where kind = " + kind + " and " + sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getInt(1));
                }
            }
        }
        return numbers;
    }

    /** The number of an actor or a type; a new one for a new one. */
    int number(int kind, String label) {
        Line known = line(kind, label);
        if (known != null) {
            return Math.toIntExact(known.no());
        }
        int next = lines.getOrDefault(kind, Map.of()).size()
                + fresh.getOrDefault(kind, Map.of()).size()
                + 1;
        put(new Line(kind, label, next, ""));
        return next;
    }

    /** The driver of a family; nothing when none was there yet. */
    String driver(String family) {
        Line known = line(Schema.DRIVERS, family);
        return known == null ? "" : known.words();
    }

    void driver(String family, String name) {
        put(new Line(Schema.DRIVERS, family, 0, name.length() <= MOST_WORDS ? name : name.substring(0, MOST_WORDS)));
    }

    void count(FleetFilter filter, long more) {
        Line known = line(Schema.TALLY, filter.name());
        put(new Line(Schema.TALLY, filter.name(), (known == null ? 0 : known.no()) + more, ""));
    }

    private @Nullable Line line(int kind, String label) {
        Line added = fresh.getOrDefault(kind, Map.of()).get(label);
        return added != null ? added : lines.getOrDefault(kind, Map.of()).get(label);
    }

    private void put(Line line) {
        fresh.computeIfAbsent(line.kind(), kind -> new HashMap<>()).put(line.label(), line);
    }

    /** Writes what is new or has changed. */
    void write(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "update cisterna_name set no = ?, words = ? where kind = ? and label = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into cisterna_name (no, words, kind, label) values (?, ?, ?, ?)")) {
            for (Map<String, Line> each : fresh.values()) {
                for (Line line : each.values()) {
                    boolean known = lines.getOrDefault(line.kind(), Map.of()).containsKey(line.label());
                    PreparedStatement statement = known ? update : insert;
                    statement.setLong(1, line.no());
                    statement.setString(2, line.words());
                    statement.setInt(3, line.kind());
                    statement.setString(4, line.label());
                    statement.executeUpdate();
                }
            }
        }
    }

    /** What was written is committed. */
    void committed() {
        fresh.forEach((kind, added) ->
                lines.computeIfAbsent(kind, each -> new HashMap<>()).putAll(added));
        fresh.clear();
    }

    /** What was added never was. */
    void rolledBack() {
        fresh.clear();
    }
}
